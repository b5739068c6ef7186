#!/usr/bin/env python3
"""Theory, NEURON, Arbor and Rall, each asked in this run.

    RALL=.build/release/rall RALL_VALIDATION=.build/release/rall-validation peers.py

Theory is what `rall-validation --json` sets beside its cases, which comes from `RallTheory` or from other
people's integrators. Every peer is judged by it with one tolerance; NEURON and Arbor are extrapolated in
step and mesh, Rall is run as a user would. Ends with status 1 where one of them is too far away.
"""

import json
import os
import subprocess
import sys

import arbor_peer
import neuron_peer
import rall_peer
from models import FRUSTA, SEALED

CASES = ["V02", "V03", "V08", "V10", "V11", "V12", "V16"]
PEERS = {"NEURON": neuron_peer, "Arbor": arbor_peer, "Rall": rall_peer}


class Theory:
    """The references of rall-validation, by case and name."""

    def __init__(self):
        command = [os.environ.get("RALL_VALIDATION", ".build/release/rall-validation"), "--json"]
        for case in CASES:
            command += ["--case", case]
        # Its status is that of Rall's own verdicts, which are not asked for here.
        finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.references = {
            (case["id"], finding["what"]): finding["reference"]
            for case in json.loads(finished.stdout) for finding in case["findings"]
        }

    def __call__(self, case, what):
        if (case, what) not in self.references:
            sys.exit(f"rall-validation has no '{what}' in {case}")
        return self.references[case, what]


class Table:
    """One row a claim; a peer too far from its reference fails."""

    def __init__(self):
        self.passed = self.failed = 0
        self.print("what", "theory", *PEERS, "tolerance", "pass")
        print("|" + "---|" * (len(PEERS) + 4))

    @staticmethod
    def print(*cells):
        print("| " + " | ".join(cells) + " |", flush=True)

    def row(self, what, unit, theory, answers, tolerance, relative=False, decimals=5):
        """`theory` is one number, or one for each peer where each has a limit of its own."""
        references = theory if isinstance(theory, dict) else dict.fromkeys(PEERS, theory)
        far = []
        for peer, answer in answers.items():
            scale = abs(references[peer]) if relative else 1
            good = abs(answer - references[peer]) <= tolerance * scale
            self.passed += good
            self.failed += not good
            far += [] if good else [peer]
        shown = dict.fromkeys(f"{reference:.{decimals}f}" for reference in references.values())
        self.print(
            f"{what}, {unit}", " or ".join(shown), *(f"{answers[p]:.{decimals}f}" for p in PEERS),
            f"{tolerance:g}{'' if relative else ' ' + unit}", f"FAIL: {', '.join(far)}" if far else "pass",
        )


def ask(question):
    """The answer of every peer."""
    return {name: question(peer) for name, peer in PEERS.items()}


def main():
    theory, table = Theory(), Table()
    table.row(
        "V02 sealed cable, Rin", "MOhm", theory("V02", "Rin, L = 1, sealed end"),
        ask(lambda peer: peer.resistance(SEALED)), 1e-4, relative=True,
    )
    for (near, far), frustum in FRUSTA.items():
        table.row(
            f"V03 frustum, Rin at {near} of {near} to {far} um", "MOhm",
            theory("V03", f"Rin, {near} to {far} µm over 200 µm"),
            ask(lambda peer: peer.resistance(frustum)), 1e-4, relative=True,
        )
    rest = theory("V11", "rest, leak -54.3 mV, by Newton")
    table.row(
        "V12 action potential, peak", "mV", theory("V12", "peak, 15 mV at 6.3 °C"),
        ask(lambda peer: peer.action_potential_peak(rest)), 1e-3,
    )
    table.row(
        "V16 squid axon, velocity", "m/s", theory("V16", "richardson, 10 µs, without a mesh"),
        ask(lambda peer: peer.velocity(rest)), 1e-4, relative=True,
    )
    ends = ask(lambda peer: peer.rallpack1())
    for number, place in enumerate((0, 1000)):
        table.row(
            f"V08 Rallpack 1 at 250 ms, {place} um", "mV", theory("V08", f"richardson: at 250 ms, at {place} µm"),
            {peer: end[number] for peer, end in ends.items()}, 1e-3,
        )
    # Each has the limit of its own mesh: 1001 vertices, or 1000 centred compartments.
    limits = {
        name: theory("V10", f"standard, 12.5 µs: last spike, far end, against the limit on {mesh} mesh")
        for name, mesh in (("NEURON", "NEURON's"), ("Arbor", "NEURON's"), ("Rall", "this"))
    }
    table.row("V10 Rallpack 3, last spike", "ms", limits, ask(lambda peer: peer.rallpack3()), 2e-3)
    print(f"\n{table.passed} passed, {table.failed} failed")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
