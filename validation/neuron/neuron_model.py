"""The cell of compare.py in NEURON, refined until it no longer moves.

One-sample somas become a cylinder as long as wide there, of area 4 pi r^2 with its neurites at its
middle; with one segment no axial resistance lies between, so it is Rall's sphere. Points are single
precision, which is 1e-7 of a length.
"""

import math

import numpy
from neuron import h

h.load_file("stdrun.hoc")
h.load_file("import3d.hoc")

COARSE = 6.0  # um, the longest segment of the first mesh; each finer one has three times the segments


class NeuronCell:
    """HH in soma and axon, a leak everywhere else."""

    def __init__(self, path, model):
        self.model = model
        reader = h.Import3d_SWC_read()
        reader.quiet = 1
        reader.input(str(path))
        h.Import3d_GUI(reader, 0).instantiate(self)
        h.celsius = model.celsius
        # The table of rates is a grid of 1 mV with straight lines between: another membrane. Not every
        # version has one.
        if hasattr(h, "usetable_hh"):
            h.usetable_hh = 0
        for section in self.all:
            section.Ra, section.cm = model.axoplasm, model.capacitance
            section.nseg = max(1, math.ceil(section.L / COARSE)) | 1
        self.soma[0].nseg = 1
        self.paint()
        self.clamp = h.IClamp(self.soma[0](0.5))

    def paint(self):
        model = self.model
        for section in self.all:
            kind = section.name().split(".")[-1].split("[")[0]
            if kind in ("soma", "axon"):
                section.insert("hh")
                section.ena, section.ek = model.ena, model.ek
                for segment in section:
                    segment.hh.gnabar, segment.hh.gkbar = model.gna * 1e-3, model.gk * 1e-3
                    segment.hh.gl, segment.hh.el = model.gl * 1e-3, model.el
            else:
                section.insert("pas")
                for segment in section:
                    segment.pas.g, segment.pas.e = model.passive_g * 1e-3, model.passive_e

    def refine(self):
        """Three times the segments; an odd factor keeps every old centre a centre."""
        for section in self.all:
            if section != self.soma[0]:
                section.nseg *= 3
        self.paint()

    @property
    def segments(self):
        return sum(section.nseg for section in self.all)

    def spike_times(self, step):
        """Upward crossings in the soma, ms, by the second-order scheme."""
        model = self.model
        self.clamp.delay, self.clamp.dur, self.clamp.amp = model.start, model.lasting, model.amplitude
        h.secondorder = 2
        # The step must divide every edge: NEURON takes the clamp as it is at the middle of a step.
        h.dt, h.steps_per_ms = step, 1 / step
        voltage = h.Vector().record(self.soma[0](0.5)._ref_v)
        h.finitialize(model.rest)
        for _ in range(round(model.duration / step)):
            h.fadvance()
        return crossings(numpy.array(voltage), step, model.threshold)

    def steady(self, current):
        """The soma's steady potential under a current (nA), by implicit steps until nothing moves."""
        self.clamp.delay, self.clamp.dur, self.clamp.amp = 0, 1e9, current
        h.secondorder = 0
        h.dt = 0.5
        h.finitialize(self.model.rest)
        before, still = float("nan"), 0
        while still < 20:
            h.fadvance()
            now = self.soma[0](0.5).v
            still = still + 1 if abs(now - before) < 1e-11 else 0
            before = now
        return now

    def input_resistance(self, current=0.001):
        """The slope between plus and minus a current (nA), MOhm."""
        return (self.steady(current) - self.steady(-current)) / (2 * current)


def crossings(v, step, threshold):
    """Upward crossings by the cubic through the two samples before and the two after."""
    times = []
    for i in numpy.nonzero((v[:-1] < threshold) & (v[1:] >= threshold))[0]:
        cubic = numpy.polyfit([-1, 0, 1, 2], v[i - 1 : i + 3] - threshold, 3)
        roots = [r.real for r in numpy.roots(cubic) if abs(r.imag) < 1e-9 and -1e-9 <= r.real <= 1 + 1e-9]
        times.append((i + roots[0]) * step)
    return numpy.array(times)
