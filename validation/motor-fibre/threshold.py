#!/usr/bin/env python3
"""The threshold of a motor fibre of 10 um under a point electrode at 1 mm, by Rall and by NEURON.

    threshold.py RALL

A cathode of 0.1 ms, 1 mm beside the middle node, in a medium of 300 ohm cm. What is sought is the current above
which the last node fires. NEURON's implicit Euler is extrapolated in the step, linearly, from 2 and 1 us; Rall's
second order from 2 and 1 us as well. Status 1 where the two differ by more than 1 %.
"""

import json
import math
import os
import subprocess
import sys
import tempfile

import neuron_fibre
from neuron_fibre import LENGTH, NODES, SPACING, Fibre, h

RESISTIVITY = 300.0  # ohm cm
AWAY = 1000.0  # um
MIDDLE = NODES // 2 * SPACING + 0.5
START, END, DURATION = 0.5, 0.6, 2.5  # ms
TOLERANCE = 0.01

EXPERIMENT = f"""\
rall: 1
title: A motor fibre under a point electrode
morphology: {{ cylinder: {{ length: {LENGTH} um, diameter: 6.9 um, type: axon }} }}
cell: {{ temperature: 37 degC, start: {neuron_fibre.REST} mV }}
myelin:
  - mrg: {{ region: axon, diameter: 10 um }}
extracellular:
  - name: needle
    point: {{ current: -1 mA, at: [{MIDDLE} um, {AWAY} um, 0 um], resistivity: {RESISTIVITY} ohm cm }}
    pulse: {{ start: {START} ms, duration: {END - START:.3f} ms }}
detect:
  - {{ name: end, at: nodes({NODES - 1}), above: -20 mV }}
run: {{ duration: {DURATION} ms, step: 0.001 ms }}
"""


def threshold(fires):
    """The current in mA at which `fires` turns true, to 1e-5 of it."""
    low, high = 0.0, 0.1
    while not fires(high):
        low, high = high, 2 * high
        if high > 100:
            sys.exit("no current fires it")
    while high - low > 1e-5 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if fires(middle) else (middle, high)
    return (low + high) / 2


def by_neuron(step):
    """In mA, by implicit Euler."""
    fibre = Fibre()
    # mV for 1 mA: ohm cm / um is 1e4 ohm.
    shape = [
        -RESISTIVITY * 1e4 / (4 * math.pi * math.hypot(middle - MIDDLE, AWAY)) for middle in fibre.middles
    ]
    peak = h.Vector().record(fibre.nodes[-1](0.5)._ref_v)
    h.dt, h.secondorder = step, 0

    def advance(until):
        while h.t < until - step / 2:
            h.fadvance()

    def fires(current):
        fibre.outside([0.0] * len(shape))
        h.finitialize(neuron_fibre.REST)
        advance(START)
        fibre.outside([current * mv for mv in shape])
        advance(END)
        fibre.outside([0.0] * len(shape))
        advance(DURATION)
        return peak.max() > -20

    return threshold(fires)


def by_rall(command, path, step):
    """In mA, by the second order scheme."""
    result = os.path.splitext(path)[0] + ".h5"

    def fires(current):
        out = subprocess.run(
            [command, "run", path, "--set", f"run.step={step} ms",
             "--set", f"extracellular[0].point.current={-current} mA", "--output", result, "--overwrite", "--json"],
            check=True, capture_output=True, text=True).stdout
        return len(json.loads(out)["detect"]["end"][0]["times"]) > 0

    return threshold(fires)


def main():
    command = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "needle.yaml")
        with open(path, "w") as file:
            file.write(EXPERIMENT)
        coarse, fine = by_rall(command, path, 0.002), by_rall(command, path, 0.001)
    ours = fine + (fine - coarse) / 3
    peer_coarse, peer_fine = by_neuron(0.002), by_neuron(0.001)
    theirs = 2 * peer_fine - peer_coarse
    off = ours / theirs - 1
    print(f"{'threshold, mA':34} {'2 us':>10} {'1 us':>10} {'limit':>10}")
    print(f"{'Rall, standard':34} {coarse:10.6f} {fine:10.6f} {ours:10.6f}")
    print(f"{'NEURON, implicit Euler':34} {peer_coarse:10.6f} {peer_fine:10.6f} {theirs:10.6f}")
    holds = abs(off) < TOLERANCE
    print(f"{'pass' if holds else 'FAIL'}: Rall is {off:+.2e} of NEURON's limit off, at most {TOLERANCE} is wanted")
    return 0 if holds else 1


sys.exit(main())
