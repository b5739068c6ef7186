#!/usr/bin/env python3
"""Spoils what a sweep left, in random ways, and lets it go on: it ends well, or with one line and status 65.

    spoilt.py [--same WHOLE.h5] --tries N LEFT COMMAND...

LEFT is a folder with what was left. The command runs in the folder where it is called, into which what was left is
copied each time with one of its files spoilt. With --same whatever ends well must be the whole sweep, to the last bit;
without, the numbers of an HDF5 file may be others, which has no check sums, and it may be no HDF5 file at all, status 66.
"""

import argparse
import collections
import pathlib
import random
import shutil
import subprocess
import sys

import same


def spoil(data, dice, first, ways):
    """In one of some ways, from a byte on."""
    way = dice.randrange(ways)
    if way == 0:
        for _ in range(dice.choice([1, 3])):
            data[dice.randrange(first, len(data))] ^= 1 << dice.randrange(8)
    elif way == 1:
        for _ in range(4):
            data[dice.randrange(first, min(len(data), 3000))] = dice.randrange(256)
    elif way == 2:
        start = dice.randrange(first, len(data) - 32)
        data[start : start + 32] = dice.randbytes(32)
    elif way == 3:
        del data[dice.randrange(len(data)) :]
    else:
        start = dice.randrange(len(data))
        data[start:start] = dice.choice([b"[", b"{", b"null", b"1e999", b"-1", b'"', b"\n", b"NaN"])
    return data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--same")
    parser.add_argument("--tries", type=int, required=True)
    parser.add_argument("left", type=pathlib.Path)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    names = sorted(path.name for path in arguments.left.iterdir())
    output = pathlib.Path(min(names, key=len).removesuffix(".part.log"))
    wanted = {0, 65} if arguments.same else {0, 65, 66}
    dice = random.Random(1)
    seen, wrong = collections.Counter(), 0
    for number in range(arguments.tries):
        for old in output.parent.glob(output.name + "*"):
            old.unlink()
        for name in names:
            shutil.copy(arguments.left / name, name)
        name = dice.choice(names)
        data = bytearray(pathlib.Path(name).read_bytes())
        # Without its first bytes, or of another length, a file of HDF5 is none, and that is soon said.
        pathlib.Path(name).write_bytes(spoil(data, dice, *((200, 3) if name.endswith(".h5") else (0, 5))))
        ended = subprocess.run(arguments.command, capture_output=True, text=True, timeout=300)
        seen[ended.returncode] += 1
        lines = len(ended.stderr.splitlines())
        complaint = ""
        if ended.returncode not in wanted:
            complaint = f"status {ended.returncode}"
        elif ended.returncode and lines != 1:
            complaint = f"{lines} lines"
        elif arguments.same and not ended.returncode and same.main(arguments.same, str(output)):
            complaint = "another result"
        if complaint:
            wrong += 1
            print(f"try {number}, {name}: {complaint}: {ended.stderr[-300:]}")
    print(", ".join(f"{count} with status {status}" for status, count in sorted(seen.items())))
    # A spoiler that never spoils would judge nothing.
    return 1 if wrong or seen[65] < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
