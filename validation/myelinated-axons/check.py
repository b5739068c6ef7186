#!/usr/bin/env python3
"""Wraps the axons of real neurons by one declaration and follows one spike to every tip.

    RALL=.build/release/rall RALL_MORPHOLOGIES=folder check.py

The same declaration for each: an initial segment of 30 um of Hodgkin and Huxley's channels, and from there on nodes of
1 um and internodes of 100 um to every tip, through every fork. A spike at the soma must reach every tip, every
branch must have a velocity, and the farthest tip must hear of it sooner than along the same axon without myelin.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

RALL = str(pathlib.Path(os.environ.get("RALL", ".build/release/rall")).resolve())

# Neurons with long axons, and what their files need to be read at all.
NEURONS = {
    "morph_l5pc_with_axon.swc": "repair: [duplicate_points]",
    "EC2-609291-4.CNG.swc": "",
}

CHANNELS = "hh: { gna: 1200 mS/cm2, gk: 360 mS/cm2, gl: 3 mS/cm2 }"

MYELIN = f"""\
myelin:
  - region: myelinated
    node: {{ length: 1 um, {CHANNELS} }}
    internode: {{ length: 100 um, g_ratio: 0.7, membrane_capacitance: 1 uF/cm2, membrane_conductance: 1 mS/cm2, e: -65 mV }}
"""

EXPERIMENT = """\
rall: 1
title: The axon of {name}, {kind}
morphology: {{ file: {path}{needs} }}
compartments: {{ longest: 20 um }}
regions: {{ myelinated: axon and distance_from(axon) >= 30 um }}
cell: {{ axoplasm: 100 ohm cm, capacitance: 1 uF/cm2, temperature: 20 degC, start: -65 mV }}
membrane:
  - {{ region: not axon, passive: {{ g: 0.05 mS/cm2, e: -65 mV }} }}
  - {{ region: soma, hh: {{}} }}
  - {{ region: axon and not myelinated, {channels} }}
{axon}
stimuli:
  - {{ name: kick, at: soma, current_clamp: {{ start: 1 ms, duration: 1 ms, amplitude: 10 nA }} }}
detect:
  - {{ name: tips, at: tips(axon), above: -20 mV }}
measure: [{measure}]
run: {{ duration: {duration} ms, step: 0.01 ms }}
"""

BARE = "  - { region: myelinated, hh: {} }\n"
SPEED = "{ name: speed, conduction_velocity: { along: nodes, above: -20 mV } }"


def run(path, folder, is_wrapped, duration):
    """The answer of one run; with the command's table beside it where it is wrapped."""
    experiment = folder / "experiment.yaml"
    needs = NEURONS[path.name]
    experiment.write_text(
        EXPERIMENT.format(
            name=path.name,
            kind="myelinated" if is_wrapped else "bare",
            path=path,
            needs=f", {needs}" if needs else "",
            channels=CHANNELS,
            axon=MYELIN if is_wrapped else BARE,
            measure=SPEED if is_wrapped else "",
            duration=duration,
        )
    )
    command = [RALL, "run", str(experiment), "--json", "--overwrite", "--output", str(folder / "result.h5")]
    finished = subprocess.run(command, capture_output=True, text=True)
    if finished.returncode != 0:
        raise RuntimeError(f"status {finished.returncode}: {finished.stderr.strip().splitlines()[-1]}")
    return json.loads(finished.stdout)


def arrivals(answer):
    """When the first spike came to each tip; None where none did."""
    return [site["times"][0] if site["times"] else None for site in answer["detect"]["tips"]]


def check(path, folder):
    wrapped = run(path, folder, True, 40)
    speed = wrapped["measure"]["speed"]
    branches = speed["branches"]
    there = arrivals(wrapped)
    bare = arrivals(run(path, folder, False, 200))
    last = max(time or float("inf") for time in there)
    last_bare = max(time or float("inf") for time in bare)
    speeds = sorted(branch["value"] for branch in branches if branch["value"] is not None)
    long = [branch for branch in branches if branch["standardError"] is not None]
    print(f"   {path.name}: {wrapped['compartments']} compartments, {wrapped['seconds']['simulate']:.2f} s")
    print(f"   {speed['tipsReached']:g} of {speed['tips']:g} tips reached; {len(branches)} branches, {len(speeds)} with a whole internode")
    print(f"   velocity {speeds[0]:.3f} to {speeds[-1]:.3f} m/s, median {speeds[len(speeds) // 2]:.3f}")
    print(f"   the last tip hears of it at {last:.3f} ms, without myelin at {last_bare:.3f} ms")
    for branch in sorted(long, key=lambda branch: -branch["delay"])[:5]:
        print(
            f"   {branch['branch']:34} {branch['value']:.4f} ± {branch['standardError']:.2g} m/s, {branch['delay']:.4f} ms"
        )
    faults = []
    if speed["tipsReached"] != speed["tips"] or None in there:
        faults.append(f"the spike did not reach every tip: {speed['remark']}")
    if speed["remark"] is not None:
        faults.append(speed["remark"])
    if not all(0 < value < 100 for value in speeds):
        faults.append("a velocity that no axon has")
    if not last < last_bare:
        faults.append("myelin did not make it faster")
    return faults


def main():
    folder = pathlib.Path(os.environ["RALL_MORPHOLOGIES"]).resolve()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as work:
        for name in NEURONS:
            path = folder / name
            if not path.exists():
                print(f"SKIPPED  {name}: it is not in {folder}")
                continue
            try:
                faults = check(path, pathlib.Path(work))
            except RuntimeError as error:
                faults = [str(error)]
            passed, failed = passed + (not faults), failed + bool(faults)
            print(f"{'FAILED' if faults else 'ok    '}   {name} {'; '.join(faults)}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
