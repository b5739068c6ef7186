"""How long NEURON takes to step one workload: prints one JSON object. See measure.py."""

import os

os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
from neuron import h  # noqa: E402

from workloads import CABLE, SQUID, TREE, WHOLE, answer, asked, ca1, median, stopwatch  # noqa: E402

h.load_file("stdrun.hoc")
kept = []


def squid(section, scale=1.0, gl=SQUID["gl"], el=SQUID["el"]):
    section.insert("hh")
    for piece in section:
        piece.hh.gnabar, piece.hh.gkbar = SQUID["gna"] * scale, SQUID["gk"] * scale
        piece.hh.gl, piece.hh.el = gl, el
    section.ena, section.ek = SQUID["ena"], SQUID["ek"]


def leak(section, g, e):
    section.insert("pas")
    for piece in section:
        piece.pas.g, piece.pas.e = g, e


def section(name, length, diameter, pieces, parent=None):
    made = h.Section(name=name)
    made.L, made.diam, made.nseg, made.Ra, made.cm = length, diameter, pieces, 100.0, 1.0
    if parent is not None:
        made.connect(parent(1), 0)
    kept.append(made)
    return made


def inject(segment, current, start=0.0):
    clamp = h.IClamp(segment)
    clamp.delay, clamp.dur, clamp.amp = start, 1e9, current
    kept.append(clamp)


def cable(active):
    made = section("cable", CABLE["length"], CABLE["diameter"], CABLE["pieces"])
    if active:
        squid(made, gl=CABLE["g"], el=CABLE["e"])
    else:
        leak(made, CABLE["g"], CABLE["e"])
    inject(made(0.5 / CABLE["pieces"]), CABLE["current"])
    return made(1 - 0.5 / CABLE["pieces"])


def binary_tree():
    level = [None]
    for depth, (length, diameter) in enumerate(zip(TREE["length"], TREE["diameter"])):
        grown = []
        for number in range(2**depth):
            made = section(f"b{depth}_{number}", length, diameter, 1, level[number // 2])
            leak(made, CABLE["g"], CABLE["e"])
            grown.append(made)
        level = grown
    inject(kept[0](0.5), CABLE["current"])
    return level[0](0.5)


def real(path, everywhere):
    h.load_file("import3d.hoc")
    reader = h.Import3d_SWC_read()
    reader.quiet = 1
    reader.input(path)

    class Cell:
        pass

    cell = Cell()
    h.Import3d_GUI(reader, 0).instantiate(cell)
    kept.append(cell)
    for made in cell.all:
        made.nseg, made.Ra, made.cm = max(1, int(-(-made.L // WHOLE["piece"]))), 100.0, 1.0
        kind = made.name().split(".")[-1].split("[")[0]
        if everywhere:
            squid(made)
        elif kind in ("soma", "axon"):
            squid(made, WHOLE["density"])
        else:
            leak(made, WHOLE["g"], WHOLE["e"])
    inject(cell.soma[0](0.5), ca1(everywhere), WHOLE["start"])
    return cell.soma[0](0.5)


def many(count):
    read = None
    for number in range(count):
        soma = section(f"s{number}", 20.0, 20.0, 2)
        squid(soma)
        level = [soma]
        for depth in range(5):
            grown = []
            for twig in range(2**depth):
                made = section(
                    f"d{number}_{depth}_{twig}", 160.0, 4.0 * 2 ** (-2 * depth / 3), 16, level[twig // 2])
                squid(made)
                grown.append(made)
            level = grown
        inject(soma(0.25), 1.0, 1.0)
        read = soma(0.25)
    return read


def main():
    ask = asked()
    begin = stopwatch()
    if ask.workload in ("rallpack1", "rallpack3"):
        read = cable(ask.workload == "rallpack3")
    elif ask.workload == "rallpack2":
        read = binary_tree()
    elif ask.workload.startswith("ca1"):
        read = real(ask.swc, ask.workload == "ca1-squid")
    else:
        read = many(ask.cells)
    h.celsius, h.dt, h.steps_per_ms, h.secondorder = 6.3, ask.step, 1 / ask.step, ask.secondorder
    if ask.exact_rates:
        h.usetable_hh = 0
    trace, times = h.Vector().record(read._ref_v, ask.step), h.Vector().record(h._ref_t, ask.step)
    parallel = h.ParallelContext()
    parallel.set_maxstep(10)
    h.finitialize(-65)
    setup = stopwatch() - begin
    seconds = []
    for _ in range(ask.repeats):
        h.finitialize(-65)
        begin = stopwatch()
        parallel.psolve(ask.duration)
        seconds.append(stopwatch() - begin)
    compartments = sum(made.nseg for made in h.allsec())
    answer("NEURON", ask, compartments, setup, median(seconds), list(times), list(trace))


main()
