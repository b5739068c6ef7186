#!/usr/bin/env python3
"""Spike trains on squid cables by an integrator with error control, scipy's LSODA: references of V10 and V28.

The cables are cut as rall cuts them, into equal pieces with a vertex at each end of each, so that only the error in time
differs; the equations are written here anew. It takes some minutes, and needs numpy and scipy:

    $ python3 squid_cables.py
    Rallpack 3, 1000 pieces: 18 and 17 spikes, first 1.305951 and 4.070796, last at the far end 236.676853 ms
    Rallpack 3, 2000 pieces: 18 and 17 spikes, first 1.305966 and 4.070792, last at the far end 236.677253 ms
    squid cable of V28, 199 pieces: sixth spike at the far end 58.7578585779 ms
"""

import numpy as np
from scipy.integrate import ode
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq

# mV, ms, um, nA, uS, nF, MOhm: 1 ohm m is 1 MOhm um, 1 S/cm2 is 0.01 uS/um2, 1 uF/cm2 is 1e-5 nF/um2.


def linear_over_exponential(x):
    """x/(1 - exp(-x)), 1 at 0."""
    small = np.abs(x) < 1e-6
    return np.where(small, 1 + x / 2, x / -np.expm1(-np.where(small, 1, x)))


def rates(v):
    """Opening and closing rates of m, h, n; Hodgkin and Huxley 1952 at 6.3 degC."""
    return (
        (linear_over_exponential((v + 40) / 10), 4 * np.exp(-(v + 65) / 18)),
        (0.07 * np.exp(-(v + 65) / 20), 1 / (1 + np.exp(-(v + 35) / 10))),
        (0.1 * linear_over_exponential((v + 55) / 10), 0.125 * np.exp(-(v + 65) / 80)),
    )


def crossings(times, voltage, level):
    above = voltage - level
    curve = CubicSpline(times, above)
    rises = np.flatnonzero((above[:-1] < 0) & (above[1:] >= 0))
    return [brentq(curve, times[k], times[k + 1], xtol=1e-13) for k in rises]


def spikes(pieces, length, diameter, leak, leak_reversal, rest, current, level, duration, tolerance):
    """When both ends of a cable pass a level, after a current into the first has begun at 0."""
    vertices = pieces + 1
    piece = length / pieces
    axial = np.pi * diameter**2 / 4 / piece
    area = np.full(vertices, np.pi * diameter * piece)
    area[[0, -1]] /= 2
    capacitance = 1e-5 * area
    sodium, potassium, leak = 1.2e-3 * area, 0.36e-3 * area, leak * area
    injected = np.zeros(vertices)
    injected[0] = current

    def slope(_, state):
        v, m, h, n = state.reshape(vertices, 4).T
        ionic = sodium * m**3 * h * (v - 50) + potassium * n**4 * (v + 77) + leak * (v - leak_reversal)
        along = axial * np.diff(v)
        inward = injected - ionic
        inward[:-1] += along
        inward[1:] -= along
        change = [inward / capacitance]
        for gate, (opening, closing) in zip((m, h, n), rates(v)):
            change.append(opening - (opening + closing) * gate)
        return np.stack(change, axis=1).ravel()

    start = np.full(vertices, rest)
    gates = [opening / (opening + closing) for opening, closing in rates(start)]
    solver = ode(slope).set_integrator("lsoda", rtol=tolerance, atol=tolerance, lband=4, uband=4, nsteps=100000)
    solver.set_initial_value(np.stack([start, *gates], axis=1).ravel(), 0)
    samples = [(0.0, rest, rest)]
    for k in range(1, round(duration / 0.005) + 1):
        state = solver.integrate(0.005 * k)
        samples.append((0.005 * k, state[0], state[-4]))
    times, near, far = np.array(samples).T
    return crossings(times, near, level), crossings(times, far, level)


def main():
    for pieces in (1000, 2000):
        near, far = spikes(pieces, 1000, 1, 0.25e-6, -65, -65, 0.1, 0, 250, 1e-10)
        print(
            f"Rallpack 3, {pieces} pieces: {len(near)} and {len(far)} spikes, first {near[0]:.6f} and {far[0]:.6f}, "
            f"last at the far end {far[-1]:.6f} ms",
            flush=True,
        )
    _, far = spikes(199, 2000, 2, 3e-6, -54.3, -64.97405245163377, 0.6, -20, 65, 1e-13)
    print(f"squid cable of V28, 199 pieces: sixth spike at the far end {far[5]:.10f} ms")


if __name__ == "__main__":
    main()
