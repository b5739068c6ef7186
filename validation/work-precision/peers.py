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

    sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "peers"))
    from arbor_peer import OneCable
    from models import RALLPACK3, STEP

    recipe = OneCable(RALLPACK3, PIECES, [1 - 0.5 / PIECES], [tuple(STEP.values())], -65)
    simulation = A.simulation(recipe, A.context(threads=1))
    handle = simulation.sample((0, "v0"), A.regular_schedule(step * U.ms))

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
