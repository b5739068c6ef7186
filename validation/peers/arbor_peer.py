"""Arbor's answers: its scheme is of first order, so three steps are extrapolated.

A current and a probe sit in the middle of a control volume, half a volume from the end of a cable: an
error of first order in the mesh too, which leaves with three meshes.
"""

import arbor as A
import numpy
from arbor import units as U

from limits import crossings, limit, peak
from models import AXON, JUMP, KICK, LEVEL, PATCH, PLACES, RALLPACK1, RALLPACK3, STEP, Leak


class OneCable(A.recipe):
    def __init__(self, cable, pieces, places, currents, start):
        A.recipe.__init__(self)
        self.cable, self.pieces, self.start = cable, pieces, start
        self.places, self.currents = places, currents
        self.properties = A.neuron_cable_properties()
        self.properties.catalogue = A.default_catalogue()

    def num_cells(self):
        return 1

    def cell_kind(self, gid):
        return A.cell_kind.cable

    def global_properties(self, kind):
        return self.properties

    def probes(self, gid):
        return [
            A.cable_probe_membrane_voltage(f"(location 0 {x!r})", f"v{number}")
            for number, x in enumerate(self.places)
        ]

    def cell_description(self, gid):
        cable, tree = self.cable, A.segment_tree()
        ends = (A.mpoint(0, 0, 0, cable.near / 2), A.mpoint(cable.length, 0, 0, cable.far / 2))
        tree.append(A.mnpos, *ends, tag=1)
        decor = A.decor()
        decor.set_property(
            Vm=self.start * U.mV, cm=0.01 * U.F / U.m2, rL=cable.axoplasm * U.Ohm * U.cm,
            tempK=(cable.celsius + 273.15) * U.Kelvin,
        )
        if isinstance(cable.membrane, Leak):
            channels = A.mechanism(f"pas/e={cable.membrane.e}", dict(g=cable.membrane.g))
        else:
            decor.set_ion("na", rev_pot=50 * U.mV)
            decor.set_ion("k", rev_pot=-77 * U.mV)
            channels = A.mechanism("hh", dict(gl=cable.membrane.gl, el=cable.membrane.el))
        decor.paint("(all)", A.density(channels))
        # The middle of the first volume.
        at = f"(location 0 {0.5 / self.pieces!r})"
        for start, duration, amplitude in self.currents:
            decor.place(at, A.i_clamp(start * U.ms, duration * U.ms, amplitude * U.nA))
        policy = A.cv_policy_fixed_per_branch(self.pieces)
        return A.cable_cell(A.morphology(tree), decor, A.label_dict(), policy)


def run(cable, pieces, places, current, start, duration, step, every=None):
    """Times and traces at places."""
    recipe = OneCable(cable, pieces, places, [current], start)
    simulation = A.simulation(recipe, A.context(threads=1))
    schedule = A.regular_schedule((every or step) * U.ms)
    handles = [simulation.sample((0, f"v{k}"), schedule) for k in range(len(places))]
    simulation.run(duration * U.ms, step * U.ms)
    samples = [simulation.samples(handle)[0][0] for handle in handles]
    return samples[0][:, 0], [sample[:, 1] for sample in samples]


def resistance(cable):
    def at(pieces):
        # Thirty time constants, by the implicit scheme, whose end is the steady state.
        places, current = [0.5 / pieces], (0, 1e9, 0.001)
        _, traces = run(cable, pieces, places, current, cable.membrane.e, 600, 0.5, every=50)
        return (traces[0][-1] - cable.membrane.e) / 0.001

    return limit([at(pieces) for pieces in (200, 400, 800)], [1, 2])


def action_potential_peak(rest):
    # No potential can be set, so the jump is a pulse of 1 us: 10 pF times 15 mV.
    pulse = (0, 0.001, JUMP * 10)

    def at(step):
        return peak(run(PATCH, 1, [0.5], pulse, rest, 3, step)[1][0])

    return limit([at(step) for step in (0.001, 0.0005, 0.00025)], [1, 2])


def velocity(rest):
    def at(pieces, step):
        # The middles of two volumes that are a quarter of the cable apart.
        places = [x + 0.5 / pieces for x in PLACES]
        t, traces = run(AXON, pieces, places, tuple(KICK.values()), rest, 6, step)
        first, second = (crossings(t, v, LEVEL)[0] for v in traces)
        return (places[1] - places[0]) * AXON.length / (second - first) / 1000

    at_steps = [at(400, step) for step in (0.01, 0.005, 0.0025)]
    in_space = limit([at_steps[0], at(800, 0.01)], [2])
    return limit(at_steps, [1, 2]) + in_space - at_steps[0]


def rallpack1():
    current = tuple(STEP.values())

    def at(pieces, step=0.5):
        places = [0.5 / pieces, 1 - 0.5 / pieces]
        rest = RALLPACK1.membrane.e
        # One sample more, so that there is one at 250 ms.
        _, traces = run(RALLPACK1, pieces, places, current, rest, 251, step, every=250)
        return numpy.array([v[1] for v in traces])

    meshes = [at(pieces) for pieces in (200, 400, 800)]
    steps = [meshes[0], at(200, 0.25), at(200, 0.125)]
    return limit(meshes, [1, 2]) + limit(steps, [1, 2]) - meshes[0]


def rallpack3():
    """The last spike at the far end on 1000 volumes, current into the first, seen in the last."""
    current = tuple(STEP.values())

    def at(step):
        t, traces = run(RALLPACK3, 1000, [0.9995], current, -65, 250, step)
        return crossings(t, traces[0], 0)[-1]

    return limit([at(step) for step in (0.025, 0.0125, 0.00625)], [1, 2])
