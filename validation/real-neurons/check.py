#!/usr/bin/env python3
"""Runs Hodgkin and Huxley's membrane everywhere on every real neuron, 20 ms by the command.

    RALL=.build/release/rall RALL_MORPHOLOGIES=folder check.py

A current at the root must make it spike. What a file needs to be read at all is listed here, and nowhere guessed.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

RALL = str(pathlib.Path(os.environ.get("RALL", ".build/release/rall")).resolve())

NEEDS = {
    "OP_1-gs.swc": "repair: [duplicate_points]",
    "morph_l5pc_with_axon.swc": "repair: [duplicate_points]",
    "morph_flywire_t4_720575940626407426.swc": "scale: 0.001, repair: [zero_radius]",  # it is in nanometres
    "eNGC-j140908b_cell1.swc": "soma: contour",  # an outline of the soma
    "morph_retina_20161028_1.swc": "repair: [duplicate_points, zero_radius]",
}
# No radius of it was ever measured, so there is nothing to interpolate between.
REFUSED = {"morph_retina_20161028_1.swc": 65}

EXPERIMENT = """\
rall: 1
title: HH everywhere on {name}
morphology: {{ file: {path}{needs} }}
cell: {{ axoplasm: 100 ohm cm, capacitance: 1 uF/cm2, temperature: 6.3 degC, start: -65 mV }}
membrane:
  - {{ region: all, hh: {{}} }}
stimuli:
  - {{ name: step, at: "section(0, 0)", current_clamp: {{ start: 1 ms, duration: 19 ms, amplitude: {amplitude} nA }} }}
record:
  - {{ name: root, variable: v, at: "section(0, 0)", every: 0.1 ms }}
detect:
  - {{ name: spikes, at: "section(0, 0)", above: -20 mV }}
run: {{ duration: 20 ms, step: 0.025 ms }}
"""


def run(path, amplitude, folder):
    experiment = folder / "experiment.yaml"
    needs = NEEDS.get(path.name, "")
    experiment.write_text(
        EXPERIMENT.format(
            name=path.name, path=path, needs=f", {needs}" if needs else "", amplitude=amplitude
        )
    )
    command = [RALL, "run", str(experiment), "--json", "--overwrite", "--output", str(folder / "result.h5")]
    return subprocess.run(command, capture_output=True, text=True)


def check(path, folder):
    """A line about the neuron, and whether all is well."""
    for amplitude in (0.1, 1, 10, 100):
        finished = run(path, amplitude, folder)
        last = (finished.stderr.strip().splitlines() or [""])[-1]
        if path.name in REFUSED:
            return finished.returncode == REFUSED[path.name], f"refused: {last}"
        if finished.returncode != 0:
            return False, f"status {finished.returncode}: {last}"
        answer = json.loads(finished.stdout)
        times = answer["detect"]["spikes"][0]["times"]
        if answer["status"] == "complete" and times:
            return True, (
                f"{answer['compartments']:6} compartments, {answer['seconds']['simulate']:6.2f} s, "
                f"first of {len(times)} spikes at {times[0]:.3f} ms under {amplitude:g} nA"
            )
    return False, f"{answer['status']}, and no spike under {amplitude:g} nA"


def main():
    neurons = sorted(pathlib.Path(os.environ["RALL_MORPHOLOGIES"]).resolve().glob("*.swc"))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in neurons:
            good, line = check(path, pathlib.Path(folder))
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok    ' if good else 'FAILED'}  {path.name:42} {line}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
