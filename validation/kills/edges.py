#!/usr/bin/env python3
"""What a run does when it is asked to stop, when its disk fails it, and in which order it writes.

    RALL=.build/release/rall edges.py

Disks are mounted where only the command sees them, which needs unshare; the order of the writes is seen by
strace. Where a machine has neither, that is said.
"""

import collections
import contextlib
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import h5py

import experiments
from kills import Count, compare, examine

RALL = str(pathlib.Path(os.environ.get("RALL", ".build/release/rall")).resolve())
PART, RESULT = "result.h5.part", "result.h5"
CANNOT_READ, CANNOT_CREATE, CANNOT_WRITE, INTERRUPTED = 65, 73, 74, 130

count = Count()
done = skipped = 0


def verdict(name, complaints, shown=""):
    global done
    done += 1
    if complaints:
        count.complain("edges", f"{name}: {'; '.join(complaints)} {shown.strip()}")
    else:
        print(f"ok      {name}: {shown.strip().splitlines()[0] if shown.strip() else ''}")


def skip(name, why):
    global skipped
    skipped += 1
    print(f"SKIPPED {name}: {why}")


@contextlib.contextmanager
def folder(run="standard", length=1.0):
    path = pathlib.Path(tempfile.mkdtemp(prefix="rall-edges-"))
    experiments.write(path, run, length)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def begin(path, *arguments, output=RESULT, before=(), **options):
    """Starts a run and waits until it is on its way."""
    command = [*before, RALL, "run", "experiment.yaml", "--output", output, "--checkpoint", "0.1", *arguments]
    process = subprocess.Popen(command, cwd=path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    deadline = time.monotonic() + 60
    while not (path / f"{output}.part").exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.4)
    return process


def run(path, *arguments, **options):
    return subprocess.run([RALL, *arguments], cwd=path, capture_output=True, text=True, timeout=300, **options)


def lines(text, status, found, says):
    complaints = []
    if found != status:
        complaints.append(f"status {found}, expected {status}")
    if not re.search(says, text):
        complaints.append(f"does not say {says}")
    if re.search(r"Fatal error|Backtrace|Stack dump", text):
        complaints.append("a trap")
    return complaints


def signals():
    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        with folder(length=40) as path:
            process = begin(path)
            process.send_signal(number)
            out, error = process.communicate(timeout=60)
            complaints = lines(out, INTERRUPTED, process.returncode, "interrupted")
            left = sorted(p.name for p in path.glob("result*"))
            if left != [RESULT]:
                complaints.append(f"left {left}")
            else:
                with h5py.File(path / RESULT) as file:
                    frames = file["report/cell/data"].shape[0]
                    if file.attrs["status"] != "interrupted" or frames != file["report/cell/frames_written"][()] or frames == 0:
                        complaints.append(f"status {file.attrs['status']}, {frames} frames")
                if run(path, "validate-result", RESULT).returncode != 0:
                    complaints.append("does not follow the layout")
            verdict(f"{number.name} ends the file", complaints, out + error)
    with folder(length=40) as path:
        # Both wait while the process is stopped, and come at once.
        process = begin(path)
        process.send_signal(signal.SIGSTOP)
        for number in [signal.SIGINT, signal.SIGTERM]:
            process.send_signal(number)
        process.send_signal(signal.SIGCONT)
        out, error = process.communicate(timeout=60)
        complaints = [] if process.returncode == INTERRUPTED else [f"status {process.returncode}"]
        name = PART if (path / PART).exists() else RESULT
        with h5py.File(path / name) as file:
            shown = f"{name} with {file['report/cell/frames_written'][()]} frames, {file.attrs['status']}"
        verdict("a second signal quits", complaints, shown)


def several():
    with folder(length=40) as path:
        process = begin(path)
        for name, arguments in [
            ("a second run to one output", ["run", "experiment.yaml", "--output", RESULT]),
            ("a second run, told to overwrite", ["run", "experiment.yaml", "--output", RESULT, "--overwrite"]),
            ("going on with a run that goes on", ["run", "--resume", PART]),
            ("recovering a run that goes on", ["recover", PART]),
        ]:
            other = run(path, *arguments)
            verdict(name, lines(other.stderr, CANNOT_CREATE, other.returncode, "another run is writing"), other.stderr)
        process.kill()
        process.communicate()
        other = run(path, "run", "experiment.yaml", "--output", RESULT)
        verdict("a run to what a kill left", lines(other.stderr, CANNOT_CREATE, other.returncode, "left this file"), other.stderr)
    with folder(length=20) as path:
        (path / RESULT).write_text("precious")
        process = begin(path, "--overwrite")
        process.kill()
        process.communicate()
        other = run(path, "run", "--resume", PART)
        verdict("going on to a name that was taken", lines(other.stderr, CANNOT_CREATE, other.returncode, "exists already"), other.stderr)
        kept = (path / RESULT).read_text()
        verdict("it was left alone", [] if kept == "precious" else ["it was changed"])
        other = run(path, "run", "--resume", PART, "--overwrite")
        verdict("it is replaced when told", [] if other.returncode == 0 else [f"status {other.returncode}"], other.stdout)


# Mounts a disk of $1 where only this shell sees it, and runs there what follows while a second shell can
# reach it through the folder's own root.
IN_A_MOUNT = 'mount -t tmpfs -o "$0" tmpfs small || exit 99; touch mounted; "$@"; status=$?; cp -a small kept; exit $status'


def mounted(path, size, *command):
    (path / "small").mkdir(exist_ok=True)
    return ["unshare", "--mount", "sh", "-c", IN_A_MOUNT, f"size={size}", *command]


def can_mount():
    with folder() as path:
        return os.geteuid() == 0 and bool(shutil.which("unshare")) and subprocess.run(
            mounted(path, "1m", "true"), cwd=path, capture_output=True).returncode == 0  # fmt: skip


def disks():
    if not can_mount():
        skip("full disks", "this system lets us mount no disk")
        return
    with folder() as path:
        finished = subprocess.run(
            mounted(path, "2m", RALL, "run", "experiment.yaml", "--output", f"small/{RESULT}"),
            cwd=path, capture_output=True, text=True)  # fmt: skip
        complaints = lines(finished.stderr, CANNOT_CREATE, finished.returncode, "the disk is too small")
        left = sorted(p.name for p in (path / "kept").glob("*"))
        verdict("a disk too small for the frames", complaints + ([f"left {left}"] if left else []), finished.stderr)
    # Frames have their room, but what grows beside them has none once somebody else fills the disk. The run is
    # held still meanwhile, so that no machine is too fast or too slow for it.
    for run_name, length, what in [("standard", 4, "the last work"), ("spikes", 2, "the list of spikes")]:
        with folder(run_name, length) as path:
            reference = run(path, "run", "experiment.yaml", "--output", "reference.h5", "--checkpoint", "0")
            size = (path / "reference.h5").stat().st_size
            room = (size >> 20) + (64 if run_name == "spikes" else 12)
            # In blocks of 512 bytes: when so much is there, the frames have their place.
            placed = 0 if run_name == "spikes" else size * 9 // 10 // 512
            script = (
                f'"{RALL}" run experiment.yaml --output small/{RESULT} --checkpoint 0.1 & pid=$!; '
                f"while kill -0 $pid && [ $(stat -c %b small/{PART} 2>/dev/null || echo 0) -le {placed} ]; do sleep 0.01; done; "
                "sleep 0.2; kill -STOP $pid; "
                "cat /dev/zero >small/filler 2>/dev/null; kill -CONT $pid; wait $pid; status=$?; "
                "rm small/filler; exit $status"
            )
            finished = subprocess.run(mounted(path, f"{room}m", "sh", "-c", script), cwd=path, capture_output=True, text=True)
            complaints = [] if reference.returncode == 0 else [reference.stderr]
            complaints += lines(finished.stderr, CANNOT_WRITE, finished.returncode, "No space left")
            before = count["unreadable"] + count["lost"]
            kept = path / "kept"
            if not (kept / PART).exists():
                complaints.append(f"left {sorted(p.name for p in kept.glob('*'))}")
            else:
                frames = examine(kept / PART, path / "reference.h5", what, count)
                resumed = run(path, "run", "--resume", f"kept/{PART}")
                if resumed.returncode != 0:
                    complaints.append(resumed.stderr)
                else:
                    compare(kept / RESULT, path / "reference.h5", what, count)
                complaints += [] if frames is not None and count["unreadable"] + count["lost"] == before else ["lost"]
            verdict(f"a disk that fills before {what}", complaints, finished.stderr)


def limits():
    with folder() as path:
        def limited():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

        finished = run(path, "run", "experiment.yaml", "--output", RESULT, preexec_fn=limited)
        left = sorted(p.name for p in path.glob("result*"))
        complaints = lines(finished.stderr, CANNOT_CREATE, finished.returncode, r"result\.h5")
        verdict("a limit on the size of files", complaints + ([f"left {left}"] if left else []), finished.stderr)
    with folder(length=40) as path:
        (path / "gone").mkdir()
        process = begin(path, output=f"gone/{RESULT}")
        shutil.rmtree(path / "gone")
        begun = time.monotonic()
        out, error = process.communicate(timeout=60)
        complaints = lines(error, CANNOT_WRITE, process.returncode, "moved or deleted")
        seconds = time.monotonic() - begun
        verdict("a folder that vanishes", complaints + ([f"{seconds:.1f} s"] if seconds > 10 else []), error)
    with folder(length=40) as path:
        process = begin(path)
        (path / "other").mkdir()
        for name in [PART, f"{PART}.log"]:
            (path / name).rename(path / "other" / name)
        out, error = process.communicate(timeout=60)
        complaints = lines(error, CANNOT_WRITE, process.returncode, "moved or deleted")
        with h5py.File(path / "other" / PART) as file:
            frames = file["report/cell/frames_written"][()]
        verdict("a file that is moved", complaints + ([] if frames else ["no frame"]), error)
        recovered = run(path, "recover", f"other/{PART}")
        verdict("and recovered where it is", [] if recovered.returncode == 0 else [recovered.stderr], recovered.stdout)


def damaged():
    """Goes on with files in which some bytes are wrong: an error, or a whole file, but no trap and no hang."""
    chance = random.Random(5)
    with folder("standard", 0.1) as path:
        process = begin(path, "--set", "run.duration=4 s")
        process.kill()
        process.communicate()
        whole = (path / PART).read_bytes()
        log = (path / f"{PART}.log").read_bytes()
        complaints, statuses = [], collections.Counter()
        # The frames are most of the file, and whatever is in them is right: so the rest is looked for.
        with h5py.File(path / PART) as file:
            data = file["report/cell/data"]
            frames = [data.id.get_chunk_info(k) for k in range(data.id.get_num_chunks())]
        first, last = min(c.byte_offset for c in frames), max(c.byte_offset + c.size for c in frames)
        for number in range(40):
            content = bytearray(whole)
            for _ in range(chance.choice([1, 4, 64])):
                place = chance.randrange(len(whole) - (last - first))
                place += (last - first) * (place >= first)
                content[place] = chance.randrange(256)
            if number % 6 == 5:
                content = content[: chance.randrange(len(content))]
            (path / PART).write_bytes(content)
            (path / f"{PART}.log").write_bytes(log if number % 3 else log[: chance.randrange(len(log))])
            try:
                found = run(path, "run", "--resume", PART, "--overwrite", preexec_fn=lambda: signal.alarm(20))
            except subprocess.TimeoutExpired:
                found = subprocess.CompletedProcess([], -9, "", "no end")
            statuses[found.returncode] += 1
            if found.returncode not in (0, 65, 66, 70, 73, 74, 130) or "Fatal error" in found.stderr:
                complaints.append(f"{number}: status {found.returncode} {found.stderr[-200:]}")
        verdict("40 damaged files", complaints, ", ".join(f"{n} x {s}" for s, n in sorted(statuses.items())))


def threads():
    for name in ["standard", "richardson"]:
        with folder(name, 0.2) as path:
            before = count["identical"]
            for number in [1, 2, 8]:
                run(path, "run", "experiment.yaml", "--output", f"{number}.h5", "--threads", f"{number}")
                compare(path / f"{number}.h5", path / "1.h5", f"{name}, {number} threads", count)
            same = count["identical"] - before
            verdict(f"{name} with 1, 2 and 8 threads", [] if same == 3 else [f"{same} of 3"], "the same bytes")


CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")


def order():
    """What must be on the disk before what, so that a loss of power leaves one of two whole states."""
    if not shutil.which("strace"):
        skip("the order of writes", "there is no strace here")
        return
    with folder() as path:
        trace = path / "trace"
        finished = subprocess.run(
            ["strace", "-f", "-y", "-o", trace, "-e", "trace=pwrite64,fsync,fdatasync,rename,unlink",
             RALL, "run", "experiment.yaml", "--output", RESULT, "--checkpoint", "0.3"],
            cwd=path, capture_output=True, text=True)  # fmt: skip
        if not trace.exists() or "ptrace" in finished.stderr:
            skip("the order of writes", "this system lets us trace no process")
            return
        with h5py.File(path / RESULT) as file:
            size = file.id.get_filesize()
        calls = []
        for line in trace.read_text().splitlines():
            found = CALL.search(line)
            if found:
                name = re.search(r"<[^>]*/(result[^>]*|rall-edges[^>/]*)>", found[2])
                target = name[1] if name else ""
                calls.append((found[1], target, found[2]))

    def index(test, after=-1):
        return next((i for i, call in enumerate(calls) if i > after and test(*call)), None)

    complaints = []

    def first(what, test, after=-1):
        found = index(test, after)
        if found is None:
            complaints.append(f"{what} does not come")
            return len(calls)
        return found

    laid_out = first("syncing the new file", lambda c, t, a: c == "fsync" and t.startswith(f"{PART}"))
    named = first("naming it", lambda c, t, a: c == "rename" and f'{PART}.new"' in a, laid_out)
    known = first("syncing the folder", lambda c, t, a: c == "fsync" and t.startswith("rall-edges"), named)
    # A state is the only write that follows a sync of the content of both files.
    states = 0
    for i, call in enumerate(calls):
        if call[0] == "fdatasync" and call[1] == PART:
            states += 1
            if not any(c[0] == "fdatasync" and c[1] == f"{PART}.log" for c in calls[max(0, i - 2) : i]):
                complaints.append("a state before the list that it counts on")
            if calls[i + 1][0] != "pwrite64" or calls[i + 1][1] != PART:
                complaints.append(f"{calls[i + 1][:2]} where a state was expected")
    listed = first("syncing the last changes", lambda c, t, a: c == "fsync" and t == f"{PART}.redo", known)
    carried = first("carrying them over", lambda c, t, a: c == "pwrite64" and t == PART, listed)
    before = [c for c in calls[index(lambda c, t, a: c == "pwrite64" and t == f"{PART}.redo") : listed] if c[:2] == ("pwrite64", PART)]
    if before:
        complaints.append("the file is changed before the list of its changes is on the disk")
    whole = first("syncing the whole file", lambda c, t, a: c == "fsync" and t == PART, carried)
    final = first("giving it its name", lambda c, t, a: c == "rename" and f'{RESULT}"' in a, whole)
    closed = first("syncing the folder again", lambda c, t, a: c == "fsync" and t.startswith("rall-edges"), final)
    first("removing the log", lambda c, t, a: c == "unlink" and f'{PART}.log"' in a, closed)
    verdict("the order of writes", complaints, f"{len(calls)} calls, {states} states, a file of {size} bytes")


def main():
    signals()
    several()
    disks()
    limits()
    damaged()
    threads()
    order()
    print(f"{done} looked at, {len(count.complaints)} failed, {skipped} skipped")
    return 1 if count.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
