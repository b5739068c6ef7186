"""NEURON's answers: its second-order scheme where it can be had, extrapolated in step and mesh.

The mesh is of centred segments, halved by factors of three so that old centres stay centres.
"""

import numpy
from neuron import h

from limits import crossings, limit, peak
from models import AXON, JUMP, KICK, LEVEL, PATCH, PLACES, RALLPACK1, RALLPACK3, STEP, Leak

h.load_file("stdrun.hoc")
# The table of rates is a grid of 1 mV with straight lines between: another membrane.
h("usetable_hh = 0")


def section(cable, segments):
    made = h.Section(name="cable")
    for x, diameter in ((0, cable.near), (cable.length, cable.far)):
        made.pt3dadd(x, 0, 0, diameter)
    made.nseg, made.Ra, made.cm = segments, cable.axoplasm, 1
    h.celsius = cable.celsius
    if isinstance(cable.membrane, Leak):
        made.insert("pas")
        for segment in made:
            segment.pas.g, segment.pas.e = cable.membrane.g, cable.membrane.e
    else:
        made.insert("hh")
        h.usetable_hh = 0
        made.ena, made.ek = 50, -77
        for segment in made:
            segment.hh.gl, segment.hh.el = cable.membrane.gl, cable.membrane.el
    return made


def clamp(place, start, duration, amplitude):
    placed = h.IClamp(place)
    placed.delay, placed.dur, placed.amp = start, duration, amplitude
    return placed


def run(places, start, duration, step, jump=0, electrode=None, second_order=True):
    """Times and traces at places; `electrode` lives as long as it is held."""
    h.secondorder, h.dt, h.steps_per_ms = 2 if second_order else 0, step, 1 / step
    traces = [h.Vector().record(place._ref_v) for place in places]
    h.finitialize(start)
    if jump:
        places[0].v += jump
        h.fcurrent()
        h.frecord_init()
    h.ParallelContext().set_maxstep(10)
    h.ParallelContext().psolve(duration)
    traces = [numpy.array(trace) for trace in traces]
    return numpy.arange(len(traces[0])) * step, traces


def resistance(cable):
    def at(segments):
        made = section(cable, segments)
        h.finitialize(cable.membrane.e)
        impedance = h.Impedance()
        impedance.loc(0, sec=made)
        impedance.compute(0)
        return impedance.input(0, sec=made)

    return limit([at(101), at(303)], [2], factor=3)


def action_potential_peak(rest):
    def at(step):
        made = section(PATCH, 1)
        return peak(run([made(0.5)], rest, 3, step, JUMP)[1][0])

    # The gates stand half a step beside the potential, and a jump is no smooth start for them.
    return limit([at(0.004), at(0.002), at(0.001)], [1, 2])


def velocity(rest):
    def at(segments, step):
        made = section(AXON, segments)
        kick = clamp(made(0), **KICK)
        t, traces = run([made(x) for x in PLACES], rest, 6, step, electrode=kick)
        first, second = (crossings(t, v, LEVEL)[0] for v in traces)
        return (PLACES[1] - PLACES[0]) * AXON.length / (second - first) / 1000

    # Both places are seen half a segment further on, so that the way between them is what it should be.
    coarse, fine = at(400, 0.01), at(400, 0.005)
    in_time = limit([coarse, fine], [2])
    in_space = limit([coarse, at(1200, 0.01)], [2], factor=3)
    return in_time + in_space - coarse


def rallpack1():
    def at(segments, step):
        made = section(RALLPACK1, segments)
        current = clamp(made(0), **STEP)
        # The ends of a section have no capacitance, and a node without it never settles after a step of
        # current by the second-order scheme.
        traces = run(
            [made(0), made(1)], RALLPACK1.membrane.e, 250, step, electrode=current, second_order=False
        )[1]
        return numpy.array([v[-1] for v in traces])

    steps = [at(333, step) for step in (0.5, 0.25, 0.125)]
    return limit(steps, [1, 2]) + limit([steps[0], at(999, 0.5)], [2], factor=3) - steps[0]


def rallpack3():
    """The last spike at the far end on 1000 segments, current into the first, seen in the last."""

    def at(step):
        made = section(RALLPACK3, 1000)
        current = clamp(made(0.0005), **STEP)
        t, traces = run([made(0.9995)], -65, 250, step, electrode=current)
        return crossings(t, traces[0], 0)[-1]

    return limit([at(0.025), at(0.0125)], [2])
