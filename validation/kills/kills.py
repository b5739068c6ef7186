#!/usr/bin/env python3
"""Kills runs at random moments, and looks at what they leave.

    RALL=.build/release/rall kills.py [--kills 10] [--length 1] [--seed 1] [RUN ...]

Each of ten runs is done once in peace, and then so many times with a SIGKILL at a moment that falls evenly
on its whole time, from the start of the process to after its end. What is left must open in h5py, and every
frame that it counts must be that of the peaceful run, bit for bit. Then every other one of these runs is
killed a second time while it goes on, and at last it goes on to its end: then every dataset of the file
must be that of the peaceful run, byte for byte.
"""

import argparse
import collections
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import h5py
import numpy

import experiments

RALL = str(pathlib.Path(os.environ.get("RALL", ".build/release/rall")).resolve())
CHECKPOINT = "0.05"  # seconds


class Count(collections.Counter):
    """What was found, and every complaint."""

    def __init__(self):
        super().__init__()
        self.complaints = []

    def complain(self, what, text):
        self[what] += 1
        self.complaints.append(text)
        print(f"FAILED  {text}")


def start(folder, *arguments):
    return subprocess.Popen([RALL, "run", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def datasets(file):
    """Every dataset of a file by its path, with the bytes of all its values."""
    found = {}

    def visit(path, item):
        if isinstance(item, h5py.Dataset):
            found[path] = (item.shape, str(item.dtype), item[()].tobytes() if item.size else b"")

    file.visititems(visit)
    return found


def reports(file):
    """The groups of all frames."""
    return [
        f"{group}/{cell}"
        for group in ["report", *(f"reports/{name}" for name in file.get("reports", ()))]
        for cell in file.get(group, ())
    ]


def examine(path, reference, name, count):
    """Opens what a kill left; returns how many frames are counted in all, None where it cannot be opened."""
    try:
        with h5py.File(path, "r") as file, h5py.File(reference, "r") as whole:
            if file.attrs["status"] not in ("running", "complete"):
                count.complain("unreadable", f"{name}: status {file.attrs['status']}")
            counted, found = 0, reports(file)
            if not found or found != reports(whole):
                count.complain("unreadable", f"{name}: {found} where {reports(whole)} are")
            for report in found:
                frames = int(file[report]["frames_written"][()])
                mine, its = file[report]["data"][:frames], whole[report]["data"][:frames]
                wrong = numpy.flatnonzero((mine.view("u4") != its.view("u4")).any(axis=1))
                if len(wrong):
                    count["lost"] += len(wrong) - 1
                    count.complain("lost", f"{name}: {len(wrong)} of {frames} frames of {report}, from {wrong[0]}")
                counted += frames
            return counted
    except Exception as error:
        count.complain("unreadable", f"{name}: {error}")
        return None


def compare(path, reference, name, count):
    with h5py.File(path, "r") as file, h5py.File(reference, "r") as whole:
        mine, its = datasets(file), datasets(whole)
        different = sorted(key for key in mine.keys() | its.keys() if mine.get(key) != its.get(key))
        if different or file.attrs["status"] != "complete":
            count.complain("different", f"{name}: {file.attrs['status']}, {', '.join(different)}")
        else:
            count["identical"] += 1


def kill_one(folder, name, seconds, chance, number, reference, count):
    """One run, its end, and what comes after."""
    for left in folder.glob("result*"):
        left.unlink()
    result, part = folder / "result.h5", folder / "result.h5.part"
    process = start(folder, "experiment.yaml", "--output", "result.h5", "--checkpoint", CHECKPOINT)
    time.sleep(seconds * 1.05 * chance.random())
    process.send_signal(signal.SIGKILL)
    process.communicate()
    count["kills"] += 1
    if not part.exists():
        # Before its first step there is nothing to lose, and after its end nothing to do.
        if result.exists():
            count["ended"] += 1
            compare(result, reference, f"{name}, kill {number}", count)
            count["identical"] -= 1
        else:
            count["unbegun"] += 1
            again = subprocess.run([RALL, "run", "experiment.yaml", "--output", "result.h5"], cwd=folder, capture_output=True)
            if again.returncode != 0:
                count.complain("refused", f"{name}, kill {number}: {again.stderr.decode().strip()}")
        return
    counted = examine(part, reference, f"{name}, kill {number}", count)
    if counted is None:
        return
    count["frames"] += counted
    count["left"] += 1
    resume = ["--resume", "result.h5.part", "--checkpoint", CHECKPOINT]
    if number % 2:
        process = start(folder, *resume)
        time.sleep(seconds * chance.random() * 0.7)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if part.exists():
            count["kills while going on"] += 1
            again = examine(part, reference, f"{name}, second kill {number}", count)
            if again is not None and again < counted:
                count.complain("lost", f"{name}, second kill {number}: {counted} frames counted before, {again} now")
    if part.exists():
        finished = subprocess.run([RALL, "run", *resume], cwd=folder, capture_output=True, text=True)
        if finished.returncode == 65 and "has come to its end" in finished.stderr:
            # Killed between its last frame and its name.
            finished = subprocess.run([RALL, "recover", "result.h5.part"], cwd=folder, capture_output=True, text=True)
            count["recovered"] += 1
        if finished.returncode != 0:
            count.complain("refused", f"{name}, kill {number}: {finished.returncode} {finished.stderr.strip()}")
            return
    compare(result, reference, f"{name}, kill {number}", count)
    left = sorted(path.name for path in folder.glob("result*"))
    if left not in (["result.h5"], ["result.h5", "result.h5.part.log"]):
        count.complain("litter", f"{name}, kill {number}: {left}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=10, help="of each run")
    parser.add_argument("--length", type=float, default=1, help="of every run, against its usual one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("runs", nargs="*", default=list(experiments.RUNS))
    options = parser.parse_args()
    chance = random.Random(options.seed)
    count = Count()
    for name in options.runs:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="rall-kills-"))
        experiments.write(folder, name, options.length)
        begin = time.monotonic()
        peaceful = subprocess.run(
            [RALL, "run", "experiment.yaml", "--output", "reference.h5", "--checkpoint", "0"],
            cwd=folder, capture_output=True, text=True)  # fmt: skip
        seconds = time.monotonic() - begin
        if peaceful.returncode != 0:
            count.complain("refused", f"{name}: {peaceful.stderr.strip()}")
            continue
        before = collections.Counter(count)
        for number in range(options.kills):
            kill_one(folder, name, seconds, chance, number, folder / "reference.h5", count)
        gained = {key: count[key] - before[key] for key in count if count[key] > before[key]}
        print(f"{name:26} {seconds:5.2f} s: " + ", ".join(f"{key} {value}" for key, value in sorted(gained.items())))
        shutil.rmtree(folder)
    print(
        f"{count['kills']} kills: {count['unbegun']} before the first step, {count['ended']} after the end, "
        f"{count['left']} left a file\n"
        f"{count['unreadable']} unreadable files, {count['lost']} frames lost of {count['frames']} counted\n"
        f"{count['identical']} of {count['identical'] + count['different'] + count['refused']} runs went on to the same "
        f"bytes, {count['kills while going on']} of them killed once more on the way"
    )
    return 1 if count.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
