"""Rallpack 3 in NEURON or Arbor at one step: prints {"last": ms, "seconds": CPU seconds} as JSON.

    peers.py neuron-euler|neuron-second|arbor STEP_MS

The seconds are those of stepping alone, the median of five runs (of two below 10 us).
"""
import json
import os
import statistics
import sys
import time

import numpy as np

LENGTH, DIAMETER, PIECES = 1000.0, 1.0, 1000
DURATION, CURRENT = 250.0, 0.1


def last_crossing(t, v, level=0.0):
    """The last upward crossing, by the cubic through the two samples before and the two after."""
    i = np.nonzero((v[:-1] < level) & (v[1:] >= level))[0][-1]
    k = slice(max(i - 1, 0), max(i - 1, 0) + 4)
    cubic = np.polyfit(t[k] - t[i], v[k] - level, 3)
    low, high = 0.0, t[i + 1] - t[i]
    for _ in range(80):
        middle = (low + high) / 2
        if np.polyval(cubic, middle) < 0:
            low = middle
        else:
            high = middle
    return float(t[i] + low)


def timed(run, repeats):
    seconds = []
    for _ in range(repeats):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def neuron(step, second_order, repeats):
    os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
    from neuron import h

    h.load_file("stdrun.hoc")
    cable = h.Section(name="cable")
    cable.L, cable.diam, cable.nseg, cable.Ra, cable.cm = LENGTH, DIAMETER, PIECES, 100.0, 1.0
    cable.insert("hh")
    for segment in cable:
        segment.hh.gl, segment.hh.el = 2.5e-5, -65.0
    cable.ena, cable.ek = 50.0, -77.0
    h.usetable_hh = 0
    h.celsius, h.dt, h.steps_per_ms, h.secondorder = 6.3, step, 1 / step, 2 if second_order else 0
    clamp = h.IClamp(cable(0.5 / PIECES))
    clamp.delay, clamp.dur, clamp.amp = 0, 1e9, CURRENT
    v = h.Vector().record(cable(1 - 0.5 / PIECES)._ref_v)
    t = h.Vector().record(h._ref_t)
    context = h.ParallelContext()

    def run():
        h.finitialize(-65)
        context.psolve(DURATION)

    context.set_maxstep(10)
    seconds = timed(run, repeats)
    return last_crossing(t.as_numpy(), v.as_numpy()), seconds


def arbor(step, repeats):
    import arbor as A
    from arbor import units as U

    class Cable(A.recipe):
        def __init__(self):
            A.recipe.__init__(self)
            self.properties = A.neuron_cable_properties()
            self.properties.catalogue = A.default_catalogue()

        def num_cells(self):
            return 1

        def cell_kind(self, gid):
            return A.cell_kind.cable

        def global_properties(self, kind):
            return self.properties

        def probes(self, gid):
            return [A.cable_probe_membrane_voltage("(location 0 0.9995)", "v")]

        def cell_description(self, gid):
            tree = A.segment_tree()
            ends = [A.mpoint(x, 0, 0, DIAMETER / 2) for x in (0, LENGTH)]
            tree.append(A.mnpos, *ends, tag=1)
            decor = A.decor()
            decor.set_property(
                Vm=-65 * U.mV, cm=0.01 * U.F / U.m2, rL=100 * U.Ohm * U.cm,
                tempK=(6.3 + 273.15) * U.Kelvin)
            decor.set_ion("na", rev_pot=50 * U.mV)
            decor.set_ion("k", rev_pot=-77 * U.mV)
            channels = A.mechanism("hh", dict(gnabar=0.12, gkbar=0.036, gl=2.5e-5, el=-65.0))
            decor.paint("(all)", A.density(channels))
            decor.place(
                "(location 0 0.0005)", A.i_clamp(0 * U.ms, 1e6 * U.ms, CURRENT * U.nA))
            return A.cable_cell(
                A.morphology(tree), decor, A.label_dict(), A.cv_policy_fixed_per_branch(PIECES))

    simulation = A.simulation(Cable(), A.context(threads=1))
    handle = simulation.sample((0, "v"), A.regular_schedule(step * U.ms))

    def run():
        simulation.reset()
        simulation.run(DURATION * U.ms, step * U.ms)

    seconds = timed(run, repeats)
    samples = simulation.samples(handle)[0][0]
    return last_crossing(samples[:, 0], samples[:, 1]), seconds


def main():
    who, step = sys.argv[1], float(sys.argv[2])
    repeats = 5 if step >= 0.01 else 2
    if who == "arbor":
        last, seconds = arbor(step, repeats)
    else:
        last, seconds = neuron(step, who == "neuron-second", repeats)
    print(json.dumps({"last": last, "seconds": seconds}))


main()
