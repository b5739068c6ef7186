#!/usr/bin/env python3
"""Gives the command input that was made to do harm, and looks at what it costs.

    RALL=.build/release/rall hostile.py

Each must be read, or refused with a clear line, within two seconds of processor time and a gigabyte of memory, without
a trap. Seconds depend on the machine and on who else is there: where two are too few for TAME times what a well-behaved
neuron of a million samples takes on the same machine, it is that many, and the least of three attempts counts. What is
read, however odd, may be simulated, and then costs what so many compartments cost anywhere. Prints a table: what, status,
seconds, megabytes, first line of what was said.
"""

import os
import pathlib
import random
import re
import sys
import tempfile

RALL = str(pathlib.Path(os.environ.get("RALL", ".build/release/rall")).resolve())
SECONDS, MEGABYTES = 2.0, 1000.0
TAME = 6
ATTEMPTS = 3
# Of one compartment that is lowered, with its resting state and its length constant (`rall explain`).
SECONDS_EACH, MEGABYTES_EACH = 20e-6, 3e-3
MILLION = 1_000_000

failed = 0


def attempt(folder, arguments):
    """Status, seconds of processor time, megabytes at the most, and what was said."""
    out, err = folder / "out", folder / "err"
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        for path, number in [(out, 1), (err, 2)]:
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        os.execv(RALL, [RALL, *arguments])
    _, status, usage = os.wait4(child, 0)
    said = err.read_text(errors="replace") + out.read_text(errors="replace")
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said


def run(folder, arguments, limit):
    """What the quickest of a few attempts did; one is enough where it stays below the limit of seconds."""
    done = []
    while len(done) < ATTEMPTS and (not done or done[-1][1] >= limit):
        done.append(attempt(folder, arguments))
    return min(done, key=lambda each: each[1])


def chain(order):
    return "".join(f"{k} 3 {k} 0 0 1 {k - 1 or -1}\n" for k in order)


def measure_the_machine():
    """Raises the limit of seconds on a machine that takes long for a neuron that means no harm."""
    global SECONDS
    with tempfile.TemporaryDirectory(prefix="rall-hostile-") as folder:
        folder = pathlib.Path(folder)
        (folder / "cell.swc").write_text(chain(range(1, MILLION + 1)))
        tame = min(attempt(folder, ["inspect", "cell.swc"])[1] for _ in range(ATTEMPTS))
    SECONDS = max(SECONDS, TAME * tame)
    print(f"       a well-behaved million samples take {tame:.2f} s here; {SECONDS:.2f} s are allowed", flush=True)


def judge(folder, name, arguments, status, says, compartments=0):
    global failed
    limit = SECONDS + compartments * SECONDS_EACH
    code, seconds, megabytes, said = run(folder, arguments, limit)
    line = next((line for line in said.splitlines() if re.search(says, line)), said[:200])
    good = code == status and re.search(says, said) and seconds < limit
    good = good and megabytes < MEGABYTES + compartments * MEGABYTES_EACH
    failed += not good
    print(f"{'ok    ' if good else 'FAILED'} {name:<44} {code:>4} {seconds:6.2f} s {megabytes:6.0f} MB  {line[:150]}", flush=True)


def experiment(sections="", membrane="- { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }",
               run="{ duration: 10 ms }", file="cell.swc"):
    return (f"rall: 1\nmorphology: {{ file: {file} }}\ncompartments: {{ per_section: 1 }}\n"
            f"membrane:\n  {membrane}\n{sections}\nrun: {run}\n")


BALL = "1 1 0 0 0 10 -1\n2 3 10 0 0 1 1\n3 3 500 0 0 1 2\n"


def neurons(folder):
    def neuron(name, text, status, says, explained=None, compartments=0, **how):
        (folder / "cell.swc").write_bytes(text if isinstance(text, bytes) else text.encode())
        judge(folder, f"{name}: inspect", ["inspect", "cell.swc"], status, says)
        (folder / "experiment.yaml").write_text(experiment(**how))
        judge(folder, f"{name}: explain", ["explain", "experiment.yaml"], status, explained or says, compartments)

    neuron("a chain a million deep", chain(range(1, MILLION + 1)), 0, r"1000000|999999", "compartments")
    neuron("the same, children first", chain(range(MILLION, 0, -1)), 0, r"1000000|999999", "compartments")
    neuron("a star of half a million twigs", "1 1 0 0 0 5 -1\n" + "".join(
        f"{k} 3 {k} 9 0 1 1\n{k + MILLION} 3 {k} 19 0 1 {k}\n" for k in range(2, MILLION // 2 + 2)), 0, r"500000", "compartments", MILLION // 2)
    star = "1 1 0 0 0 5 -1\n" + "".join(f"{k} 3 {k} 9 0 1 1\n" for k in range(2, MILLION + 2))
    (folder / "cell.swc").write_text(star)
    judge(folder, "a star of a million children: inspect", ["inspect", "cell.swc"], 0, "1000000")
    neuron("as many types as samples", "1 1 0 0 0 5 -1\n" + "".join(
        f"{k} {k + 10} {k} 9 0 1 1\n" for k in range(2, MILLION // 5)), 65, r"cell\.swc:101: .*type")
    neuron("a comb of a quarter of a million teeth", "1 3 0 0 0 1 -1\n" + "".join(
        f"{2 * k} 3 {k} 0 0 1 {max(2 * k - 2, 1)}\n{2 * k + 1} 3 {k} 1 0 1 {2 * k}\n" for k in range(1, MILLION // 4)),
        0, r"sections", "compartments", MILLION // 2)
    neuron("a million lines without sense", "x\n" * MILLION, 65, r"cell\.swc:1: ")
    neuron("a cycle of a million", "".join(f"{k} 3 {k} 0 0 1 {k - 1 or MILLION}\n" for k in range(1, MILLION + 1)), 65, "cycle")
    neuron("one line of ten megabytes", "1 " * (5 * MILLION), 65, r"cell\.swc:1: ")
    neuron("a number of a megabyte", "1 1 0 0 0 " + "9" * MILLION + " -1\n", 65, r"cell\.swc:1: ")
    neuron("ten megabytes of noise", os.urandom(10 * MILLION), 65, r"cell\.swc")
    with open(folder / "cell.swc", "wb") as opened:
        opened.truncate(1 << 40)
    judge(folder, "a hole of a terabyte", ["inspect", "cell.swc"], 65, "at most")


def experiments(folder):
    (folder / "cell.swc").write_text(BALL)

    def refused(name, text, says, status=65, command="explain"):
        (folder / "experiment.yaml").write_text(text)
        judge(folder, name, [command, "experiment.yaml"], status, says)

    levels = "\n".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 30))
    refused("a bomb of aliases", f"a0: &a0 [x]\n{levels}\n", "the anchor &a0")
    deep = 100_000
    refused("an expression nested 100 000 deep",
            experiment(membrane=f"- {{ region: all, passive: {{ g: 0.1 mS/cm2, e: '{'(' * deep}1 mV{')' * deep}' }} }}"), "200 operations")
    refused("100 000 signs", experiment(membrane=f"- {{ region: all, passive: {{ g: 0.1 mS/cm2, e: '{'-' * deep}1 mV' }} }}"), "200 operations")
    refused("100 000 lists", "title: " + "[" * deep, "64 lists")
    refused("regions of 2^50 words", experiment("regions:\n  r0: dendrites\n" + "\n".join(
        f"  r{k}: r{k - 1} or r{k - 1}" for k in range(1, 50))), "2000 words")
    refused("100 000 unknown keys", "".join(f"k{k}: 1\n" for k in range(60_000)), "unknown key")
    refused("two megabytes", "# " + "x" * 2 * MILLION, "1048576 at most")
    record = "record: [{ name: r, variable: v, at: all%s }]"
    refused("a step of 10^12 frames", experiment(record % "", run="{ duration: 10 ms, step: 1e-11 ms }"), "10000000000 steps")
    refused("an interval of 10^12 frames", experiment(record % ", every: 1e-11 ms"),
            r"100000000000\d frames.*would take \d+ bytes", 73, "run")
    refused("a recording that no disk holds", experiment(record % ", every: 1e-8 ms", run="{ duration: 9 ms }").replace(
        "per_section: 1 ", "per_section: 1000 "), r"too small for the \d+ bytes", 73, "run")
    refused("a million pulses", experiment(
        "stimuli: [{ name: s, at: soma, current_clamp: { start: 0 ms, duration: 1 us, amplitude: 1 nA, repeat: { every: 1 us, times: 1000000 } } }]"),
        "steps", 0)
    many = ", ".join(f"{k} Hz" for k in range(1, 60_001))
    refused("maps for no machine", experiment(f"measure: [{{ name: z, impedance: {{ from: soma, frequencies: [{many}] }} }}]").replace(
        "per_section: 1 ", "per_section: 20000 "), r"7 maps of \d+ compartments at 60000 frequencies take about \d+ bytes", 65, "run")
    refused("a mesh for no machine", experiment().replace("per_section: 1 ", "longest: 1e-9 um "), "compartments")
    refused("a sine that no step follows", experiment(
        "stimuli: [{ name: s, at: soma, sine: { start: 0 ms, duration: 10 ms, amplitude: 1 nA, frequency: 1e300 kHz } }]"), "steps", 0)
    (folder / "current.txt").write_text("".join(f"{k} {k % 7}\n" for k in range(MILLION)))
    refused("a current of a million lines", experiment(
        "stimuli: [{ name: s, at: soma, file: { path: current.txt, time: us, current: pA } }]"), "steps", 0)
    (folder / "current.txt").write_text("0 0\n" + "1" * 10 * MILLION + "\n")
    refused("a current of ten million digits", experiment(
        "stimuli: [{ name: s, at: soma, file: { path: current.txt, time: us, current: pA } }]"), r"current\.txt:2: ")


def results(folder):
    (folder / "cell.swc").write_text(BALL)
    (folder / "experiment.yaml").write_text(experiment("record: [{ name: r, variable: v, at: all }]"))
    attempt(folder, ["run", "experiment.yaml", "--output", "good.h5"])
    good = (folder / "good.h5").read_bytes()

    def broken(name, content, statuses=(65, 66)):
        global failed
        (folder / "bad.h5").write_bytes(content)
        for command in [["validate-result", "bad.h5"], ["export", "--csv", "bad.h5", "bad", "--overwrite"],
                        ["export", "--nwb", "bad.h5", "bad.nwb", "--overwrite"],
                        ["export", "--sonata", "bad.h5", "bad-sonata", "--overwrite"]]:
            code, seconds, megabytes, said = run(folder, command, SECONDS)
            fine = code in statuses and seconds < SECONDS and megabytes < MEGABYTES and said.startswith("bad.h5")
            failed += not fine
            print(f"{'ok    ' if fine else 'FAILED'} {name + ': ' + ' '.join(command[:2]):<44} {code:>4} {seconds:6.2f} s "
                  f"{megabytes:6.0f} MB  {said.splitlines()[0][:150] if said else ''}", flush=True)

    spoilt(folder, good)
    heap = bytearray(good)
    for found in re.finditer(b"GCOL", good):
        # The size of the first object of a heap, behind the heap's own head of 16 bytes and 8 of the object's.
        heap[found.start() + 24:found.start() + 32] = (1 << 24).to_bytes(8, "little")
    broken("a text longer than its heap", bytes(heap))
    broken("the first half of a result", good[: len(good) // 2])
    broken("a result without its first kilobyte", bytes(1024) + good[1024:])
    broken("noise behind a signature", good[:8] + os.urandom(100_000))
    broken("a hundred megabytes of noise", os.urandom(100 * MILLION))


def spoilt(folder, good):
    """Bytes changed here and there: whatever that does to libhdf5, the command ends with a status of its own."""
    global failed
    dice = random.Random(1)
    codes, slowest, largest = {}, 0, 0
    for _ in range(200):
        content = bytearray(good)
        for _ in range(dice.randint(1, 20)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        if dice.random() < 0.2:
            del content[dice.randrange(len(content)):]
        (folder / "spoilt.h5").write_bytes(content)
        for command in [["validate-result", "spoilt.h5"], ["export", "--nwb", "spoilt.h5", "spoilt.nwb", "--overwrite"]]:
            code, seconds, megabytes, said = run(folder, command, SECONDS)
            codes[code] = codes.get(code, 0) + 1
            slowest, largest = max(slowest, seconds), max(largest, megabytes)
            if code not in (0, 65, 66, 73) or seconds > SECONDS or megabytes > MEGABYTES:
                failed += 1
                print(f"FAILED spoilt bytes: {' '.join(command)} {code} {seconds:.2f} s {megabytes:.0f} MB {said[:200]}")
    print(f"       200 results with spoilt bytes: statuses {dict(sorted(codes.items()))}, {slowest:.2f} s and {largest:.0f} MB at the most")


def main():
    measure_the_machine()
    for part in [neurons, experiments, results]:
        with tempfile.TemporaryDirectory(prefix="rall-hostile-") as folder:
            part(pathlib.Path(folder))
    print(f"hostile input: {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
