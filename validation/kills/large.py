#!/usr/bin/env python3
"""Records much, and looks at the memory that it takes.

    RALL=.build/release/rall large.py [GIGABYTES]

A pyramidal cell, all of it at every step, for as many steps as fill the file; 10 GB where nothing is said.
Status 1 where the most memory that was resident at once is 300 MB or more.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import h5py

import experiments

RALL = str(pathlib.Path(os.environ.get("RALL", ".build/release/rall")).resolve())
COMPARTMENTS = 511
MOST = 300e6


def main():
    wanted = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory(prefix="rall-large-") as folder:
        experiments.write(folder, "standard", 1)
        frames = int(wanted * 1e9 / (4 * COMPARTMENTS))
        command = [RALL, "run", "experiment.yaml", "--output", "large.h5"]
        for setting in [f"run.duration={0.025 * (frames - 1):g} ms", "record[0].every=0.025 ms"]:
            command += ["--set", setting]
        begin = time.monotonic()
        finished = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        seconds = time.monotonic() - begin
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        if finished.returncode != 0:
            print(finished.stderr)
            return 1
        with h5py.File(pathlib.Path(folder) / "large.h5") as file:
            data = file["report/cell/data"]
            print(f"{data.shape[0]} frames of {data.shape[1]} columns, {data.nbytes / 1e9:.2f} GB, status {file.attrs['status']}, in {seconds:.0f} s")
        print(f"at most {most / 1e6:.0f} MB resident at once; less than {MOST / 1e6:.0f} MB are wanted")
        return 0 if most < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
