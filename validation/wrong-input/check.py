#!/usr/bin/env python3
"""Feeds the command wrong input: each must give one line with its place, and the status of sysexits.

    RALL=.build/release/rall check.py

Looked for in every case: the exit status, how many lines stand on standard error and what they say, no
trap or trace, and no result file that looks whole.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

RALL = str(pathlib.Path(os.environ.get("RALL", ".build/release/rall")).resolve())

USAGE, BAD_DATA, NO_INPUT, NUMERICAL, CANNOT_CREATE, CANNOT_WRITE, INTERRUPTED = 64, 65, 66, 70, 73, 74, 130

EXPERIMENT = """\
rall: 1
title: ball and stick
morphology: { file: cell.swc }
compartments: { longest: 20 um }
cell: { axoplasm: 100 ohm cm, capacitance: 1 uF/cm2, temperature: 6.3 degC, start: -65 mV }
membrane:
  - { region: soma, hh: { gna: 120 mS/cm2 } }
  - { region: dendrites, passive: { g: 0.05 mS/cm2, e: -65 mV } }
stimuli:
  - { name: step, at: soma, current_clamp: { start: 1 ms, duration: 5 ms, amplitude: 0.6 nA } }
record:
  - { name: everywhere, variable: v, at: all, every: 0.025 ms }
run: { duration: 10 ms, step: 0.025 ms }
output: { file: result.h5 }
"""
CELL = """\
1 1 0 0 0 10 -1
2 3 0 10 0 1 1
3 3 0 210 0 1 2
4 3 0 410 0 0.9 3
"""

# What to change in the experiment, what the error must say, and where it stands: file:line:column.
BAD_EXPERIMENTS = [
    ("an unknown key", "longest: 20 um", "longst: 20 um", r":4:\d+: .*longst.*longest"),
    ("a missing unit", "amplitude: 0.6 nA", "amplitude: 0.6", r":10:\d+: .*0\.6"),
    ("a wrong dimension", "amplitude: 0.6 nA", "amplitude: 0.6 mV", r":10:\d+: .*0\.6 mV"),
    ("an unknown unit", "duration: 10 ms", "duration: 10 mx", r":13:\d+: .*mx"),
    ("an unknown channel", "hh: { gna: 120 mS/cm2 }", "hhh: { }", r":7:\d+: .*hhh.*hh"),
    ("an unknown parameter", "gna: 120 mS/cm2", "gma: 120 mS/cm2", r":7:\d+: .*gma.*gna"),
    ("an unknown region", "region: dendrites", "region: dendrits", r":8:\d+: .*dendrits.*dendrites"),
    ("an empty region", "region: dendrites", "region: axon", r":8:\d+: .*axon.*empty|:8:\d+: .*empty.*axon"),
    ("an unknown site", "at: soma, current", "at: some, current", r":10:\d+: .*some.*soma"),
    ("a site beyond the end", "at: soma, current", 'at: "at(3 mm, basal)", current', r":10:\d+: .*longest path"),
    ("an unknown variable", "variable: v", "variable: w", r":12:\d+: .*\bw\b"),
    ("a key twice", "title: ball and stick", "title: a\ntitle: b", r":3:\d+: .*title"),
    ("a stimulus after the end", "start: 1 ms", "start: 11 ms", r":10:\d+: "),
    ("a step of nothing", "step: 0.025 ms", "step: 0 ms", r":13:\d+: .*0 ms"),
    ("no duration", "duration: 10 ms, ", "", r":13:\d+: .*duration"),
    ("a number that is none", "duration: 10 ms", "duration: ten ms", r":13:\d+: .*ten"),
    ("an anchor", "title: ball", "title: &a ball", r":2:\d+: .*anchor"),
    ("what YAML cannot read", "cell: { axoplasm", "cell: { axoplasm: {", r":\d+:\d+: "),
    ("a clamp without a level", "current_clamp: { start: 1 ms, duration: 5 ms, amplitude: 0.6 nA }", "voltage_clamp: { start: 1 ms, levels: [] }",
     r":10:\d+: .*no level"),
    ("an impedance from nowhere", "run: {", "measure: [ { name: z, impedance: { from: swc(99) } } ]\nrun: {",
     r":13:\d+: .*99"),
    ("a frequency below zero", "run: {", "measure: [ { name: z, impedance: { from: soma, frequencies: -1 Hz } } ]\nrun: {",
     r":13:\d+: .*-1 Hz"),
    ("no decay at all", "run: {", "measure: [ { name: t, time_constants: { count: 0 } } ]\nrun: {",
     r":13:\d+: .*0"),
]  # fmt: skip

# An experiment without a shape.
POINT = """\
rall: 1
point_cell: { model: lif, tau: 20 ms, resistance: 10 Mohm, rest: -70 mV, threshold: -55 mV, reset: -70 mV, refractory: 2 ms }
stimuli:
  - { name: step, at: soma, current_clamp: { start: 1 ms, duration: 50 ms, amplitude: 2 nA } }
record:
  - { name: membrane, variable: v, at: soma }
detect:
  - { name: spikes, at: soma }
measure:
  - { name: rate, rate: { at: soma } }
run: { duration: 60 ms }
output: { file: result.h5 }
"""
BAD_POINTS = [
    ("an unknown model", "model: lif", "model: lfi", r":2:\d+: .*lfi.*lif"),
    ("a model without its numbers", "tau: 20 ms, ", "", r":2:\d+: .*tau"),
    ("a resistance of nothing", "10 Mohm", "0 Mohm", r":2:\d+: .*0 Mohm"),
    ("a reset that fires again", "reset: -70 mV", "reset: -50 mV", r":2:\d+: .*threshold"),
    ("a shape beside a point", "rall: 1", "rall: 1\nmorphology: { file: cell.swc }", r":2:\d+: .*beside point_cell"),
    ("a membrane beside a point", "run: {", "membrane: [{ region: all, hh: {} }]\nrun: {", r":11:\d+: .*beside point_cell"),
    ("a level that is never reached", "name: spikes, at: soma", "name: spikes, at: soma, above: 0 mV", r":8:\d+: .*never"),
    ("a variable that a point has not", "variable: v", "variable: ina", r":6:\d+: .*ina"),
    ("a place that a point has not", "at: soma, current", "at: swc(3), current", r":4:\d+: "),
    ("the shape of a moment", "rate: { at: soma }", "features: { at: soma }", r":10:\d+: .*no shape"),
    ("a length of a point", "rate: { at: soma }", "length_constant: { region: all }", r":10:\d+: .*no length"),
]  # fmt: skip

# What to change in the neuron, and what the error must say.
BAD_CELLS = [
    ("a radius that is NaN", "4 3 0 410 0 0.9 3", "4 3 0 410 0 nan 3", r"cell\.swc:4: .*(?i:nan)"),
    ("a negative radius", "4 3 0 410 0 0.9 3", "4 3 0 410 0 -1 3", r"cell\.swc:4: .*negative"),
    ("a radius of zero", "4 3 0 410 0 0.9 3", "4 3 0 410 0 0 3", r"cell\.swc:4: .*zero_radius"),
    ("a cycle", "2 3 0 10 0 1 1", "2 3 0 10 0 1 4", r"cell\.swc:\d+: .*cycle.*2.*"),
    ("an unknown parent", "4 3 0 410 0 0.9 3", "4 3 0 410 0 1 9", r"cell\.swc:4: .*\b9\b"),
    ("too few columns", "4 3 0 410 0 0.9 3", "4 3 0 410 0 1", r"cell\.swc:4: "),
    ("a word for a number", "4 3 0 410 0 0.9 3", "4 3 0 far 0 1 3", r"cell\.swc:4: .*far"),
    ("a type beyond 32 bits", "4 3 0 410", "4 9999999999 0 410", r"cell\.swc:4: .*9999999999"),
    ("an id twice", "4 3 0 410 0 0.9 3", "3 3 0 410 0 1 2", r"cell\.swc:4: .*\b3\b"),
    ("no sample at all", CELL, "# nothing\n", r"cell\.swc: .*sample"),
    ("compressed content", CELL, "\x1f\x8b\x08\x00", r"cell\.swc: .*gzip"),
]


class Count:
    passed = failed = skipped = 0


def verdict(name, complaints, shown):
    if complaints:
        Count.failed += 1
        print(f"FAILED  {name}: {'; '.join(complaints)}\n{shown}")
    else:
        Count.passed += 1
        print(f"ok      {name}: {shown.splitlines()[0] if shown else ''}")


def skip(name, why):
    Count.skipped += 1
    print(f"SKIPPED {name}: {why}")


class Folder:
    """A fresh folder with a good experiment, in which one thing is spoilt."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="rall-wrong-input-"))
        self.write("experiment.yaml", EXPERIMENT)
        self.write("cell.swc", CELL)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path)

    def write(self, name, text):
        (self.path / name).write_bytes(text.encode("latin-1"))

    def run(self, *arguments, before=()):
        return subprocess.run(
            [*before, RALL, *arguments], cwd=self.path, capture_output=True, text=True, timeout=120
        )

    def results(self):
        return sorted(p.name for p in self.path.rglob("*.h5"))


def judge(name, finished, status, says, lines=1, results=(), left=()):
    """Compares a finished command with what it should have done."""
    complaints = []
    error = finished.stderr.strip()
    if finished.returncode != status:
        complaints.append(f"status {finished.returncode}, expected {status}")
    if lines is not None and len(error.splitlines()) != lines:
        complaints.append(f"{len(error.splitlines())} lines, expected {lines}")
    if not re.search(says, error):
        complaints.append(f"does not say {says}")
    if re.search(r"Fatal error|Crash|Backtrace|Illegal instruction|Stack dump", finished.stdout + error):
        complaints.append("a trap")
    if sorted(left) != sorted(results):
        complaints.append(f"left {left}, expected {list(results)}")
    verdict(name, complaints, error)


def bad_experiments():
    for name, old, new, says in BAD_EXPERIMENTS:
        with Folder() as folder:
            assert old in EXPERIMENT, name
            folder.write("experiment.yaml", EXPERIMENT.replace(old, new, 1))
            finished = folder.run("run", "experiment.yaml")
            judge(name, finished, BAD_DATA, rf"^experiment\.yaml{says}", left=folder.results())
    with Folder() as folder:
        folder.write("experiment.yaml", EXPERIMENT.replace("20 um", "20").replace("10 ms", "10").replace("-65 mV }\nm", "-65 }\nm"))  # fmt: skip
        finished = folder.run("run", "experiment.yaml")
        judge("three errors at once", finished, BAD_DATA, r":4:(.|\n)*:5:(.|\n)*:13:", lines=3, left=folder.results())


def bad_points():
    for name, old, new, says in BAD_POINTS:
        with Folder() as folder:
            assert old in POINT, name
            folder.write("experiment.yaml", POINT.replace(old, new, 1))
            finished = folder.run("run", "experiment.yaml")
            judge(name, finished, BAD_DATA, rf"^experiment\.yaml{says}", left=folder.results())
    with Folder() as folder:
        folder.write("experiment.yaml", POINT.replace("refractory: 2 ms", "refractory: 0 ms").replace("2 nA", "1e300 nA"))
        finished = folder.run("run", "experiment.yaml")
        judge("spikes without end", finished, NUMERICAL, r"less than a microsecond", results=["result.h5"], left=folder.results())
        folder.write("experiment.yaml", POINT)
        for name, over, status, says in [
            ("a sweep over nothing", "x", USAGE, "expected for instance"),
            ("a sweep of no number", "run.duration=1..2 ms:none", USAGE, "number of points"),
            ("a sweep over an unknown key", "run.stp=1..2 ms:3", BAD_DATA, "stp.*step"),
            ("a sweep in a wrong unit", "run.step=1..2 mV:3", BAD_DATA, "1 mV"),
        ]:
            judge(name, folder.run("measure", "rate", "experiment.yaml", "--over", over), status, says)


def bad_cells():
    for name, old, new, says in BAD_CELLS:
        with Folder() as folder:
            assert old in CELL, name
            folder.write("cell.swc", CELL.replace(old, new, 1))
            judge(name, folder.run("run", "experiment.yaml"), BAD_DATA, says, left=folder.results())
            inspected = folder.run("inspect", "cell.swc")
            verdict(f"{name}, inspected", [] if inspected.returncode == BAD_DATA else
                    [f"status {inspected.returncode}"], inspected.stderr or inspected.stdout)  # fmt: skip


def missing_input():
    with Folder() as folder:
        judge("no experiment", folder.run("run", "nowhere.yaml"), NO_INPUT, r"nowhere\.yaml", left=folder.results())
        judge("a folder for an experiment", folder.run("run", "."), NO_INPUT, r"^\.")
        judge("no neuron to inspect", folder.run("inspect", "nowhere.swc"), NO_INPUT, r"nowhere\.swc")
        (folder.path / "cell.swc").unlink()
        says = r"^experiment\.yaml:3:\d+: .*cell\.swc"
        judge("no neuron", folder.run("run", "experiment.yaml"), NO_INPUT, says, left=folder.results())
        folder.write("text.h5", "not an HDF5 file")
        finished = folder.run("validate-result", "text.h5")
        judge("a result that is none", finished, NO_INPUT, r"text\.h5", left=folder.results(), results=["text.h5"])


def wrong_usage():
    with Folder() as folder:
        for name, arguments, says in [
            ("no experiment named", ["run"], "experiment"),
            ("an unknown option", ["run", "experiment.yaml", "--fast"], "--fast"),
            ("an unknown command", ["walk"], "walk"),
            ("no thread", ["run", "experiment.yaml", "--threads", "0"], "threads"),
        ]:
            finished = folder.run(*arguments)
            judge(name, finished, USAGE, says, lines=None, left=folder.results())
        finished = folder.run("run", "experiment.yaml", "--set", "run.stp=1 ms")
        judge("a setting of an unknown key", finished, BAD_DATA, r"stp.*step", left=folder.results())
        finished = folder.run("run", "experiment.yaml", "--set", "run.step=1 mV")
        judge("a setting in a wrong unit", finished, BAD_DATA, r"1 mV", left=folder.results())


# Whole command lines, and options with a value that each takes once.
OVER = "--over run.step=1..2us:2"
ONCE = [
    ("run experiment.yaml", "--output a.h5 --threads 1 --progress none --resume a.h5.part --checkpoint 1"),
    (f"sweep experiment.yaml {OVER}", "--output a.h5"),
    (f"sweep experiment.yaml {OVER} --output a.h5", "--sample 2 --threads 1 --progress none"),
    (f"sweep experiment.yaml {OVER} --output a.h5 --sample 2", "--seed 1"),
    ("measure impedance experiment.yaml", "--from soma --progress none --plot a.svg"),
    (f"measure impedance experiment.yaml {OVER}", "--threads 1"),
    ("measure impedance experiment.yaml --from soma", "--frequencies 1Hz"),
    ("measure impedance experiment.yaml --plot a.svg", "--of z --draw phase --at 1Hz"),
    ("measure length-constant experiment.yaml", "--region all"),
    ("measure time-constants experiment.yaml", "--count 2"),
    ("measure convergence experiment.yaml", "--tolerance 0.1"),
    ("init", "--axon mrg"),
    ("init --axon mrg", "--diameter 10um"),
    ("init cell.swc", "--soma auto --soma-edges drop --roots all --scale 1"),
    ("inspect cell.swc", "--soma auto --soma-edges drop --roots all --scale 1"),
]


def options_twice():
    """Whichever way an option that takes one value is spelt, two are refused, and nothing is computed."""
    with Folder() as folder:
        told = json.loads(folder.run("--experimental-dump-help").stdout)["command"]["subcommands"]
        wanted = {
            (command["commandName"], "--" + name["name"])
            for command in told for option in command["arguments"] for name in option.get("names", [])
            if option["kind"] == "option" and not option["isRepeating"] and name["kind"] == "long"
        }  # fmt: skip
        for line, options in ONCE:
            words = iter(options.split())
            for option, value in zip(words, words):
                wanted.discard((line.split()[0], option))
                finished = folder.run(*line.split(), option, value, f"{option}={value}")
                judge(f"{line}, twice {option}", finished, USAGE, rf"^{option}: one value", left=folder.results())
        verdict("every option that takes one value was given twice", [f"but {wanted}"] if wanted else [], "")
        finished = folder.run("run", "experiment.yaml", "-o", "a.h5", "--output", "b.h5")
        judge("an option under both its names", finished, USAGE, "^(-o and --output|--output and -o): one value", left=folder.results())
        finished = folder.run("run", "experiment.yaml", "--set", "run.step=0.025 ms", "--set", "run.duration=9 ms", "--json", "--json")
        verdict("what may be said twice", [] if finished.returncode == 0 else [f"status {finished.returncode}"], finished.stderr)


def kernels():
    """Every kernel that this processor can run runs; another name is refused before anything is read."""
    with Folder() as folder:
        told = json.loads(folder.run("--version", "--json").stdout)
        for name in told["kernels"]:
            finished = folder.run("run", "experiment.yaml", "--overwrite", "--json", before=("env", f"RALL_KERNEL={name}"))
            used = json.loads(finished.stdout)["kernel"] if finished.returncode == 0 else finished.stderr
            verdict(f"the kernel {name}", [] if used == name else [f"used {used}"], name)
        for arguments in [("run", "experiment.yaml", "--overwrite"), ("--version", "--json")]:
            finished = folder.run(*arguments, before=("env", "RALL_KERNEL=fastest"))
            judge("a kernel that there is not", finished, USAGE, "RALL_KERNEL is fastest", results=["result.h5"], left=folder.results())


def existing_output():
    with Folder() as folder:
        folder.write("result.h5", "precious")
        finished = folder.run("run", "experiment.yaml")
        judge("a result that exists", finished, CANNOT_CREATE, r"result\.h5", results=["result.h5"], left=folder.results())
        kept = (folder.path / "result.h5").read_text()
        verdict("it was left alone", [] if kept == "precious" else ["it was changed"], kept[:20])
        for own in ["cell.swc", "experiment.yaml"]:
            before = (folder.path / own).read_bytes()
            finished = folder.run("run", "experiment.yaml", "--overwrite", "--output", own)
            judge(f"{own} for its own result", finished, CANNOT_CREATE, r"is read from it", results=["result.h5"], left=folder.results())
            verdict(f"{own} was left alone", [] if (folder.path / own).read_bytes() == before else ["it was changed"], "")
        finished = folder.run("run", "experiment.yaml", "--output", "nowhere/result.h5")
        judge("a folder that is not there", finished, CANNOT_CREATE, r"nowhere", results=["result.h5"], left=folder.results())


IN_A_MOUNT = """\
mount -t tmpfs -o "$0" tmpfs small || exit 99
"$@"
status=$?
ls small
exit $status
"""


def small_disks():
    """A disk of 64 KiB, and one that cannot be written, mounted where only the command sees it."""
    for name, options, statuses, says in [
        ("a full disk", "size=64k", (CANNOT_CREATE, CANNOT_WRITE), r"small/result\.h5"),
        ("an unwritable folder", "ro", (CANNOT_CREATE,), r"small/result\.h5"),
    ]:
        with Folder() as folder:
            (folder.path / "small").mkdir()
            if not shutil.which("unshare"):
                skip(name, "this system has no unshare to mount a disk with")
                continue
            own = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
            before = [*own, "sh", "-c", IN_A_MOUNT, options]
            finished = folder.run("run", "experiment.yaml", "--output", "small/result.h5", before=before)
            if "unshare" in finished.stderr or finished.returncode == 99:
                skip(name, "this system lets us mount no disk")
                continue
            status = finished.returncode if finished.returncode in statuses else statuses[0]
            left = [line for line in finished.stdout.splitlines() if line.endswith(".h5")]
            judge(name, finished, status, says, left=left)


def interrupt():
    with Folder() as folder:
        folder.write("experiment.yaml", EXPERIMENT.replace("duration: 10 ms", "duration: 100 s").replace("0.025 ms }\nrun", "10 ms }\nrun"))
        process = subprocess.Popen([RALL, "run", "experiment.yaml"], cwd=folder.path, stderr=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)  # fmt: skip
        deadline = time.monotonic() + 60
        while not (folder.path / "result.h5.part").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
        finished = subprocess.CompletedProcess([], process.returncode, out, error)
        judge("an interrupted run", finished, INTERRUPTED, "", lines=None, results=["result.h5"], left=folder.results())
        checked = folder.run("validate-result", "result.h5")
        verdict("what it recorded can be read", [] if checked.returncode == 0 else
                [f"status {checked.returncode}"], (checked.stdout + checked.stderr).strip())  # fmt: skip


def good_input():
    """The experiment that is spoilt above runs when it is not."""
    with Folder() as folder:
        finished = folder.run("run", "experiment.yaml")
        verdict("good input", [] if finished.returncode == 0 and folder.results() == ["result.h5"] else
                [f"status {finished.returncode}, left {folder.results()}"], finished.stderr)  # fmt: skip


def main():
    good_input()
    bad_experiments()
    bad_points()
    bad_cells()
    missing_input()
    wrong_usage()
    options_twice()
    kernels()
    existing_output()
    small_disks()
    interrupt()
    print(f"{Count.passed} passed, {Count.failed} failed, {Count.skipped} skipped")
    return 1 if Count.failed else 0


if __name__ == "__main__":
    sys.exit(main())
