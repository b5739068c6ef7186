#!/usr/bin/env python3
"""Rall against NEURON on three real neurons: input resistance and spike times.

    RALL=.build/release/rall RALL_MORPHOLOGIES=folder compare.py

HH in soma and axon, a leak in the dendrites, a current step into the soma. NEURON is refined in space
and time until it no longer moves; what is compared is its limit, with what the refinement leaves open.
Rall is run once, as a user would run it, on an experiment file written here.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import numpy

from neuron_model import NeuronCell

RESISTANCE_TOLERANCE = 1e-4  # relative
TIME_TOLERANCE = 0.01  # ms
WANTED = 3


@dataclass
class Model:
    """What both programs are told. mV, ms, nA, mS/cm2, uF/cm2, ohm cm, degC."""

    amplitude: float
    start: float = 1
    lasting: float = 30
    duration: float = 40
    threshold: float = -20
    rest: float = -65
    celsius: float = 6.3
    axoplasm: float = 100
    capacitance: float = 1
    gna: float = 120
    gk: float = 36
    gl: float = 0.3
    ena: float = 50
    ek: float = -77
    el: float = -54.3
    passive_g: float = 0.05
    passive_e: float = -65

    def experiment(self, morphology):
        return f"""\
rall: 1
title: {morphology.stem} as in NEURON
morphology: {{ file: {morphology} }}
compartments: {{ longest: 2 um }}
cell:
  axoplasm: {self.axoplasm} ohm cm
  capacitance: {self.capacitance} uF/cm2
  temperature: {self.celsius} degC
  start: {self.rest} mV
membrane:
  - region: soma or axon
    hh:
      gna: {self.gna} mS/cm2
      gk: {self.gk} mS/cm2
      gl: {self.gl} mS/cm2
      ena: {self.ena} mV
      ek: {self.ek} mV
      el: {self.el} mV
  - region: not (soma or axon)
    passive: {{ g: {self.passive_g} mS/cm2, e: {self.passive_e} mV }}
stimuli:
  - name: step
    at: soma
    current_clamp: {{ start: {self.start} ms, duration: {self.lasting} ms, amplitude: {self.amplitude} nA }}
record:
  - {{ name: soma, variable: v, at: soma, every: 0.1 ms }}
detect:
  - {{ name: spikes, at: soma, above: {self.threshold} mV }}
measure:
  - {{ name: resistance, input_resistance: {{ at: soma }} }}
run: {{ duration: {self.duration} ms, step: 0.005 ms }}
"""


# One soma sample each, and an axon. The first three that are there are taken.
CELLS = {
    "96ML.CNG.swc": 0.3,
    "cell1-8b-CA3.CNG.swc": 1.0,
    "AKO60sdax2lay.CNG.swc": 0.6,
    "Rorb_325404214_m.swc": 0.6,
    "Pvalb_470522102_m.swc": 1.0,
    "Nr5a1_471087815_m.swc": 0.6,
}


def rall(path, model):
    """Input resistance (MOhm) and spike times (ms) by the command."""
    with tempfile.TemporaryDirectory() as folder:
        experiment = pathlib.Path(folder) / "experiment.yaml"
        experiment.write_text(model.experiment(path))
        command = [os.environ.get("RALL", ".build/release/rall"), "run", str(experiment), "--json"]
        command += ["--output", f"{folder}/result.h5"]
        finished = subprocess.run(command, capture_output=True, text=True)
        if finished.returncode != 0:
            sys.exit(f"{' '.join(command)}: status {finished.returncode}\n{finished.stderr}")
        answer = json.loads(finished.stdout)
    return answer["measure"]["resistance"]["value"], numpy.array(answer["detect"]["spikes"][0]["times"])


@dataclass
class Limit:
    """Where a refinement leads, and how far its last extrapolation went: what it leaves open."""

    value: numpy.ndarray
    open: numpy.ndarray


def extrapolated(coarse, fine, factor):
    """The limit of a second-order error that falls by `factor`, and the part that was added."""
    added = (fine - coarse) / (factor - 1)
    return fine + added, abs(added)


def neuron_limits(path, model):
    """Limits of the input resistance (no current, no segment) and of the spike times."""

    def resistance(cell):
        # The slope at rest: the difference between 1 pA and 0.5 pA is the membrane's curvature.
        return extrapolated(cell.input_resistance(0.001), cell.input_resistance(0.0005), 4)[0]

    cell = NeuronCell(path, model)
    cell.refine()
    coarse_resistance, coarse_times = resistance(cell), cell.spike_times(0.01)
    cell.refine()
    value, open_ = extrapolated(coarse_resistance, resistance(cell), 9)
    at_one_step, at_half = cell.spike_times(0.01), cell.spike_times(0.005)
    if not len(coarse_times) == len(at_one_step) == len(at_half):
        sys.exit(f"{path.name}: NEURON's number of spikes depends on its mesh")
    in_time, time_open = extrapolated(at_one_step, at_half, 4)
    in_space, space_open = extrapolated(coarse_times, at_one_step, 9)
    times = in_time + (in_space - at_one_step)
    return Limit(value, open_), Limit(times, time_open + space_open), cell.segments


class Table:
    """Three columns: Rall, NEURON's limit, and the difference; and the count of what passed."""

    def __init__(self):
        self.passed = self.failed = 0

    def head(self, title):
        print(f"\n{title}\n{'':26}{'Rall':>16}{'NEURON':>26}{'difference':>14}")

    def row(self, name, ours, theirs, open_, difference, tolerance, unit):
        good = abs(difference) <= tolerance
        self.passed += good
        self.failed += not good
        limit = f"{theirs:.6f} ± {open_:.6f}"
        verdict = "" if good else f"  FAILED: more than {tolerance:g}"
        print(f"{name:26}{ours:16.6f}{limit:>26}{difference:14.2e} {unit}{verdict}")

    def missing(self, name, ours, theirs):
        self.failed += 1
        print(f"{name:26}{ours:>16}{theirs:>26}  FAILED")


def compare(path, model, table):
    resistance, times, segments = neuron_limits(path, model)
    our_resistance, our_times = rall(path, model)
    table.head(f"{path.name}, {model.amplitude:g} nA; NEURON refined to {segments} segments")
    relative = our_resistance / resistance.value - 1
    table.row(
        "input resistance, Mohm", our_resistance, resistance.value, resistance.open, relative,
        RESISTANCE_TOLERANCE, "relative",
    )
    if len(our_times) != len(times.value) or not len(our_times):
        table.missing("number of spikes", len(our_times), len(times.value))
        return
    for k, (ours, theirs, open_) in enumerate(zip(our_times, times.value, times.open), start=1):
        table.row(f"spike {k}, ms", ours, theirs, open_, ours - theirs, TIME_TOLERANCE, "ms")


def judge(compare):
    """Compares the wanted neurons, each by `compare(path, model, table)`; the exit status."""
    folder = pathlib.Path(os.environ["RALL_MORPHOLOGIES"]).resolve()
    cells = [(folder / name, Model(amplitude=a)) for name, a in CELLS.items() if (folder / name).exists()]
    table = Table()
    for path, model in cells[:WANTED]:
        compare(path, model, table)
    if len(cells) < WANTED:
        table.missing("neurons to compare on", len(cells), f"{WANTED} wanted in {folder}")
    print(f"\n{table.passed} passed, {table.failed} failed")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(judge(compare))
