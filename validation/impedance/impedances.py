#!/usr/bin/env python3
"""The impedances of rall against those of NEURON's Impedance on three real neurons.

    RALL=.build/release/rall RALL_MORPHOLOGIES=folder impedances.py

The cells of ../neuron: HH in soma and axon, a leak in the dendrites. NEURON linearises the membrane about
the resting state itself, gates included (`compute(f, 1)`), and is refined in space until it no longer moves;
what is compared is its limit. Rall answers one command.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "neuron"))

from compare import extrapolated, judge  # noqa: E402
from neuron_model import NeuronCell  # noqa: E402
from neuron import h  # noqa: E402

FREQUENCIES = [0, 10, 70, 300]  # Hz
TOLERANCE = 1e-3  # of a size
ANGLE = 0.1  # degrees


def far_end(path):
    """The sample of the farthest tip from the soma in a straight line, with its point."""
    samples = {}
    parents = set()
    for line in path.read_text(errors="replace").splitlines():
        words = line.split()
        if len(words) >= 7 and not words[0].startswith("#"):
            samples[int(words[0])] = [float(word) for word in words[1:7]]
            parents.add(int(words[6]))
    root = next(s for s in samples.values() if s[0] == 1)
    tips = {i: s for i, s in samples.items() if i not in parents and s[0] != 1}
    number = max(tips, key=lambda i: math.dist(tips[i][1:4], root[1:4]))
    return number, tips[number][1:4]


def rall(path, model, tip):
    """By place and frequency, the numbers of one command."""
    with tempfile.TemporaryDirectory() as folder:
        experiment = pathlib.Path(folder) / "experiment.yaml"
        experiment.write_text(model.experiment(path))
        command = [
            os.environ.get("RALL", ".build/release/rall"), "measure", "impedance", str(experiment), "--from", "soma",
            "--to", f"swc({tip})", "--frequencies", ", ".join(f"{f} Hz" for f in FREQUENCIES), "--json",
        ]  # fmt: skip
        finished = subprocess.run(command, capture_output=True, text=True)
        if finished.returncode != 0:
            sys.exit(f"{' '.join(command)}: status {finished.returncode}\n{finished.stderr}")
        values = json.loads(finished.stdout)["values"]
    return {(value["quantity"], value["frequency"]): value["value"] for value in values}


class Linearised(NeuronCell):
    """The same cell at rest, asked by NEURON's own class."""

    def end_at(self, point):
        """The section that ends nearest to a point."""

        def distance(section):
            last = section.n3d() - 1
            return math.dist(point, (section.x3d(last), section.y3d(last), section.z3d(last)))

        return min(self.all, key=distance)

    def answers(self, section):
        self.steady(0)
        found = {}
        for frequency in FREQUENCIES:
            impedance = h.Impedance()
            # NEURON takes its slopes from differences; at its own 1e-3 they are off by 4e-3.
            impedance.deltafac(1e-5)
            impedance.loc(self.soma[0](0.5))
            impedance.compute(frequency, 1)
            soma, tip = self.soma[0](0.5), section(1)
            found["impedance", frequency] = impedance.input(soma)
            found["phase", frequency] = math.degrees(impedance.input_phase(soma))
            found["transferImpedance", frequency] = impedance.transfer(tip)
            found["transferPhase", frequency] = math.degrees(impedance.transfer_phase(tip))
            found["attenuationOut", frequency] = impedance.input(soma) / impedance.transfer(tip)
            found["attenuationIn", frequency] = impedance.input(tip) / impedance.transfer(tip)
        return found


def compare(path, model, table):
    tip, point = far_end(path)
    cell = Linearised(path, model)
    cell.refine()
    section = cell.end_at(point)
    coarse = cell.answers(section)
    cell.refine()
    fine = cell.answers(section)
    ours = rall(path, model, tip)
    table.head(f"{path.name}, soma to swc({tip}); NEURON refined to {cell.segments} segments")
    for key, value in fine.items():
        quantity, frequency = key
        limit, open_ = extrapolated(coarse[key], value, 9)
        difference = ours[key] - limit
        name = f"{quantity}, {frequency} Hz"
        if quantity.lower().endswith("phase"):
            turned = (difference + 180) % 360 - 180
            table.row(name, ours[key], limit, open_, turned, ANGLE, "degrees")
        else:
            table.row(name, ours[key], limit, open_, difference / limit, TOLERANCE, "relative")


if __name__ == "__main__":
    sys.exit(judge(compare))
