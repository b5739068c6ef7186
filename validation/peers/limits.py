"""Where ever finer steps and meshes lead, and when a trace passes a level."""

import numpy


def limit(values, orders, factor=2):
    """The limit of values at steps that shrink by `factor`, freed of one order of the error after another."""
    values = list(values)
    for order in orders:
        gain = factor**order
        values = [(gain * fine - coarse) / (gain - 1) for coarse, fine in zip(values, values[1:])]
    return values[-1]


def crossings(t, v, level):
    """Upward crossings, by the cubic through the two samples before and the two after."""
    times = []
    for i in numpy.nonzero((v[:-1] < level) & (v[1:] >= level))[0]:
        k = slice(max(i - 1, 0), max(i - 1, 0) + 4)
        step = t[i + 1] - t[i]
        cubic = numpy.polyfit((t[k] - t[i]) / step, v[k] - level, 3)
        roots = [r.real for r in numpy.roots(cubic) if abs(r.imag) < 1e-9 and -1e-9 <= r.real <= 1 + 1e-9]
        times.append(t[i] + roots[0] * step)
    return times


def peak(v):
    """The highest value, by the parabola through the highest sample and its neighbours."""
    i = int(numpy.argmax(v))
    before, top, after = v[i - 1 : i + 2]
    return top + (before - after) ** 2 / (8 * (2 * top - before - after))
