"""How long Arbor takes to step one workload: prints one JSON object. See measure.py."""

import arbor as A
from arbor import units as U

from workloads import CABLE, SQUID, TREE, WHOLE, answer, asked, ca1, median, stopwatch


def squid(scale=1.0, gl=SQUID["gl"], el=SQUID["el"]):
    return A.density(
        "hh", {"gnabar": SQUID["gna"] * scale, "gkbar": SQUID["gk"] * scale, "gl": gl, "el": el})


def leak(g, e):
    return A.density(f"pas/e={e}", {"g": g})


def paint():
    decor = A.decor()
    decor.set_property(
        Vm=-65 * U.mV, cm=0.01 * U.F / U.m2, rL=100 * U.Ohm * U.cm, tempK=279.45 * U.Kelvin)
    decor.set_ion("na", rev_pot=SQUID["ena"] * U.mV)
    decor.set_ion("k", rev_pot=SQUID["ek"] * U.mV)
    return decor


def inject(decor, place, current, start=0.0):
    decor.place(place, A.i_clamp(start * U.ms, 1e7 * U.ms, current * U.nA))


def cable(active):
    tree = A.segment_tree()
    radius = CABLE["diameter"] / 2
    tree.append(A.mnpos, A.mpoint(0, 0, 0, radius), A.mpoint(CABLE["length"], 0, 0, radius), tag=1)
    decor = paint()
    decor.paint(
        "(all)", squid(gl=CABLE["g"], el=CABLE["e"]) if active else leak(CABLE["g"], CABLE["e"]))
    inject(decor, "(location 0 0.0005)", CABLE["current"])
    policy = A.cv_policy_fixed_per_branch(CABLE["pieces"])
    return A.cable_cell(A.morphology(tree), decor, A.label_dict(), policy), "(location 0 0.9995)"


def binary_tree():
    tree, level, x = A.segment_tree(), [A.mnpos], 0.0
    for depth, (length, diameter) in enumerate(zip(TREE["length"], TREE["diameter"])):
        near, far = A.mpoint(x, 0, 0, diameter / 2), A.mpoint(x + length, 0, 0, diameter / 2)
        level = [tree.append(level[n // 2], near, far, tag=1) for n in range(2**depth)]
        x += length
    decor = paint()
    decor.paint("(all)", leak(CABLE["g"], CABLE["e"]))
    inject(decor, "(location 0 0.5)", CABLE["current"])
    policy = A.cv_policy_fixed_per_branch(1)
    return A.cable_cell(A.morphology(tree), decor, A.label_dict(), policy), "(location 0 0.5)"


def real(path, everywhere):
    decor = paint()
    if everywhere:
        decor.paint("(all)", squid())
    else:
        decor.paint("(tag 1)", squid(WHOLE["density"]))
        decor.paint("(tag 2)", squid(WHOLE["density"]))
        decor.paint("(difference (all) (join (tag 1) (tag 2)))", leak(WHOLE["g"], WHOLE["e"]))
    inject(decor, "(root)", ca1(everywhere), WHOLE["start"])
    policy = A.cv_policy_max_extent(WHOLE["piece"] * U.um)
    morphology = A.load_swc_neuron(path).morphology
    return A.cable_cell(morphology, decor, A.label_dict(), policy), "(root)"


def grown():
    tree = A.segment_tree()
    level, x = [tree.append(A.mnpos, A.mpoint(0, 0, 0, 10), A.mpoint(20, 0, 0, 10), tag=1)], 20.0
    for depth in range(5):
        radius = 2.0 * 2 ** (-2 * depth / 3)
        near, far = A.mpoint(x, 0, 0, radius), A.mpoint(x + 160, 0, 0, radius)
        level = [tree.append(level[n // 2], near, far, tag=3) for n in range(2**depth)]
        x += 160
    decor = paint()
    decor.paint("(all)", squid())
    # A quarter of the way along the soma, on the branch that goes on into the first dendrite.
    place = f"(location 0 {5 / 180})"
    inject(decor, place, 1.0, 1.0)
    policy = A.cv_policy_max_extent(10.001 * U.um)
    return A.cable_cell(A.morphology(tree), decor, A.label_dict(), policy), place


class Recipe(A.recipe):
    def __init__(self, cell, place, count):
        A.recipe.__init__(self)
        self.cell, self.place, self.count = cell, place, count
        self.properties = A.neuron_cable_properties()
        self.properties.catalogue = A.default_catalogue()

    def num_cells(self):
        return self.count

    def cell_kind(self, gid):
        return A.cell_kind.cable

    def cell_description(self, gid):
        return self.cell

    def global_properties(self, kind):
        return self.properties

    def probes(self, gid):
        return [A.cable_probe_membrane_voltage(self.place, "v")] if gid == 0 else []


def compartments(cell):
    volumes = A.cv_data(cell)
    return sum(
        any(piece.dist > piece.prox for piece in volumes.cables(i)) for i in range(volumes.num_cv))


def main():
    ask = asked()
    begin = stopwatch()
    count = 1
    if ask.workload in ("rallpack1", "rallpack3"):
        cell, place = cable(ask.workload == "rallpack3")
    elif ask.workload == "rallpack2":
        cell, place = binary_tree()
    elif ask.workload.startswith("ca1"):
        cell, place = real(ask.swc, ask.workload == "ca1-squid")
    else:
        (cell, place), count = grown(), ask.cells
    simulation = A.simulation(Recipe(cell, place, count), A.context(threads=1))
    handle = simulation.sample((0, "v"), A.regular_schedule(ask.step * U.ms))
    setup = stopwatch() - begin
    seconds = []
    for _ in range(ask.repeats):
        simulation.reset()
        begin = stopwatch()
        simulation.run(ask.duration * U.ms, ask.step * U.ms)
        seconds.append(stopwatch() - begin)
    trace = simulation.samples(handle)[0][0]
    answer(
        "Arbor", ask, compartments(cell) * count, setup, median(seconds), list(trace[:, 0]),
        list(trace[:, 1]))


main()
