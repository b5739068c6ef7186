"""Rall's answers: what `rall run` says of experiments written here, each run once."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy

from models import AXON, JUMP, KICK, LEVEL, PATCH, PLACES, RALLPACK1, RALLPACK3, STEP, Leak

NEAR, FAR = "section(0, 0)", "section(0, 1)"


def membrane(kind):
    if isinstance(kind, Leak):
        return f"passive: {{ g: {1000 * kind.g} mS/cm2, e: {kind.e} mV }}"
    return (
        f"hh: {{ gna: 120 mS/cm2, gk: 36 mS/cm2, gl: {1000 * kind.gl} mS/cm2, "
        f"ena: 50 mV, ek: -77 mV, el: {kind.el} mV }}"
    )


def current(start, duration, amplitude):
    return (
        f'stimuli:\n  - {{ name: current, at: "{NEAR}", current_clamp: {{ start: {start} ms, '
        f"duration: {duration} ms, amplitude: {amplitude} nA }} }}\n"
    )


def cell(cable, start, pieces):
    return f"""\
rall: 1
title: beside its peers
morphology: {{ file: cable.swc }}
compartments: {{ per_section: {pieces} }}
cell:
  axoplasm: {cable.axoplasm} ohm cm
  capacitance: 1 uF/cm2
  temperature: {cable.celsius} degC
  start: {start}
membrane:
  - region: all
    {membrane(cable.membrane)}
"""


def run(cable, rest, compute):
    """The answer, and the file's voltages where there are some."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        ends = f"1 3 0 0 0 {cable.near / 2!r} -1\n2 3 {cable.length!r} 0 0 {cable.far / 2!r} 1\n"
        (folder / "cable.swc").write_text(ends)
        (folder / "experiment.yaml").write_text(rest)
        command = [os.environ["RALL"], "run", str(folder / "experiment.yaml"), "--json",
                   "--output", str(folder / "result.h5")]
        finished = subprocess.run(command, capture_output=True, text=True)
        if finished.returncode != 0:
            sys.exit(f"{' '.join(command)}: status {finished.returncode}\n{finished.stderr}")
        with h5py.File(folder / "result.h5") as result:
            return compute(json.loads(finished.stdout), result)


def resistance(cable):
    text = cell(cable, f"{cable.membrane.e} mV", 100) + (
        f'measure:\n  - {{ name: ours, input_resistance: {{ at: "{NEAR}" }} }}\n'
        "run: { duration: 1 ms, step: 0.1 ms }\n"
    )
    return run(cable, text, lambda answer, _: answer["measure"]["ours"]["value"])


def action_potential_peak(_):
    # The jump is a pulse of 1 us: 10 pF times 15 mV.
    text = cell(PATCH, "rest", 1) + current(0, 0.001, JUMP * 10) + (
        f'detect:\n  - {{ name: ours, at: "{NEAR}", above: -20 mV }}\n'
        "run: { duration: 3 ms, step: 0.001 ms }\n"
    )
    return run(PATCH, text, lambda answer, _: answer["detect"]["ours"][0]["peaks"][0])


def velocity(_):
    def at(pieces):
        path = f'{{ from: "section(0, {PLACES[0]})", to: "section(0, {PLACES[1]})" }}'
        text = cell(AXON, "rest", pieces) + current(**KICK) + (
            f"measure:\n  - name: ours\n    conduction_velocity: {{ along: {path}, above: {LEVEL} mV }}\n"
            "run: { duration: 6 ms, step: 0.01 ms, accuracy: richardson }\n"
        )
        return run(AXON, text, lambda answer, _: answer["measure"]["ours"]["value"])

    return at(1600)


def rallpack1():
    text = cell(RALLPACK1, f"{RALLPACK1.membrane.e} mV", 1000) + current(**STEP) + (
        f'record:\n  - {{ name: ends, variable: v, at: ["{NEAR}", "{FAR}"], every: 250 ms }}\n'
        "run: { duration: 250 ms, step: 0.05 ms, accuracy: richardson }\n"
    )
    return run(RALLPACK1, text, lambda _, result: numpy.array(result["report/cell/data"][-1]))


def rallpack3():
    text = cell(RALLPACK3, "-65 mV", 1000) + current(**STEP) + (
        f'detect:\n  - {{ name: ours, at: "{FAR}", above: 0 mV }}\n'
        "run: { duration: 250 ms, step: 0.025 ms, accuracy: richardson }\n"
    )
    return run(RALLPACK3, text, lambda answer, _: answer["detect"]["ours"][0]["times"][-1])
