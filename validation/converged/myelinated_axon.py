#!/usr/bin/env python3
"""Velocity of a myelinated axon with squid channels at its nodes, by another simulator: references of V19, V20 and V21.

NEURON with CVODE, whose compartments have their vertices in their middles; internodes of 20 and of 40 of them and nodes of
3 and of 6 are extrapolated together, since both errors are second order. It takes a minute, and needs neuron, numpy and scipy:

    $ python3 myelinated_axon.py
    as it is: 22.90462 m/s
    diameter, internode and lamellae times 2: 1.998956 times as fast
    diameter, internode and lamellae times 0.5: 0.500522 times as fast
    6.3 degC: 12.67302 m/s
    10 degC: 15.14799 m/s
    15 degC: 18.84464 m/s
    20 degC: 22.90462 m/s
    25 degC: 27.21731 m/s
    30 degC: 31.52155 m/s
    internodes of 250 um: 19.58962 m/s
    internodes of 500 um: 22.11712 m/s
    internodes of 1000 um: 22.90462 m/s
    internodes of 1500 um: 22.35963 m/s
    internodes of 2000 um: 21.51980 m/s
    internodes of 3000 um: 19.70542 m/s
    internodes of 4000 um: 17.93331 m/s
    g-ratio 0.4: 18.17728 m/s
    g-ratio 0.5: 19.92868 m/s
    g-ratio 0.55: 20.44305 m/s
    g-ratio 0.6: 20.69178 m/s
    g-ratio 0.65: 20.64180 m/s
    g-ratio 0.7: 20.24378 m/s
    g-ratio 0.75: 19.42458 m/s
    g-ratio 0.8: 18.07315 m/s
    g-ratio 0.9: 12.91779 m/s
"""

import math

import numpy as np
from neuron import h
from scipy.interpolate import CubicSpline

NODES = 31
TIMED = (10, 20)


def velocity_on(pieces, node_pieces, diameter=10, length=1000, capacitance=0.005, celsius=20, duration=3):
    """In m/s, from node 10 to node 20 at -30 mV; lengths in um, the internode's capacitance in uF/cm2 of axolemma."""
    axon = []
    for number in range(2 * NODES - 1):
        section = h.Section(name=f"part{number}")
        section.diam, section.Ra = diameter, 110
        if number % 2 == 0:
            section.L, section.nseg, section.cm = 2, node_pieces, 1
            section.insert("hh")
            for segment in section:
                hh = segment.hh
                hh.gnabar, hh.gkbar, hh.gl, hh.el = 1.2, 0.36, 0.003, -54.3
            section.ena, section.ek = 50, -77
        else:
            section.L, section.nseg, section.cm = length, pieces, capacitance
            section.insert("pas")
            # Leak and capacitance of a membrane are 1 mS and 1 uF/cm2, and so is their ratio of every sheath.
            section.g_pas, section.e_pas = 1e-3 * capacitance, -65
        if axon:
            section.connect(axon[-1](1))
        axon.append(section)
    h.usetable_hh = 0
    h.celsius = celsius
    kick = h.IClamp(axon[0](0.5))
    kick.delay, kick.dur, kick.amp = 0.1, 0.1, 2 * diameter / 10
    solver = h.CVode()
    solver.active(1)
    solver.atol(1e-7)
    voltages = [h.Vector().record(axon[2 * node](0.5)._ref_v) for node in TIMED]
    clock = h.Vector().record(h._ref_t)
    h.finitialize(-65)
    solver.solve(duration)
    times = np.array(clock)
    passages = []
    for recorded in voltages:
        voltage = np.array(recorded)
        first = np.flatnonzero((voltage[:-1] < -30) & (voltage[1:] >= -30))[0]
        around = slice(first - 1, first + 3)
        passages.append(float(CubicSpline(voltage[around], times[around])(-30)))
    way = (TIMED[1] - TIMED[0]) * (length + 2)
    return way / (passages[1] - passages[0]) / 1000


def velocity(**axon):
    """Without a mesh."""
    coarse, fine = velocity_on(20, 3, **axon), velocity_on(40, 6, **axon)
    return (4 * fine - coarse) / 3


def concentric(g_ratio, fibre=12, period=0.016):
    """uF/cm2 of axolemma of a sheath whose lamellae are two membranes of 1 uF/cm2 in a period in um."""
    return 1 * period / (fibre * g_ratio * math.log(1 / g_ratio))


if __name__ == "__main__":
    base = velocity()
    print(f"as it is: {base:.5f} m/s")
    for factor in (2, 0.5):
        scaled = velocity(diameter=10 * factor, length=1000 * factor, capacitance=0.005 / factor)
        print(f"diameter, internode and lamellae times {factor}: {scaled / base:.6f} times as fast")
    for celsius in (6.3, 10, 15, 20, 25, 30):
        print(f"{celsius} degC: {velocity(celsius=celsius, duration=6):.5f} m/s")
    for length in (250, 500, 1000, 1500, 2000, 3000, 4000):
        print(f"internodes of {length} um: {velocity(length=length, duration=9):.5f} m/s")
    for g in (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9):
        speed = velocity(diameter=12 * g, capacitance=concentric(g), duration=5)
        print(f"g-ratio {g}: {speed:.5f} m/s")
