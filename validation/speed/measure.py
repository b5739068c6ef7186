"""Runs rall-benchmark and the peers on the same workloads, and prints tables of what they took.

usage: measure.py RALL-BENCHMARK PYTHON-WITH-PEERS SWC
"""

import json
import os
import pathlib
import platform
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# The ratios that are asked of Rall, NEURON's and Arbor's CPU time over its own.
ASKED = {
    "rallpack1": (15, 10), "rallpack2": (7, 4), "rallpack3": (9, 3.5), "ca1": (5, 2.8),
    "ca1-squid": (8, 3), "many": (13, 4),
}
TITLES = {
    "rallpack1": "Rallpack 1, passive cable", "rallpack2": "Rallpack 2, passive tree",
    "rallpack3": "Rallpack 3, squid cable", "ca1": "CA1, squid in soma and axon",
    "ca1-squid": "CA1, squid everywhere", "many": "1000 cells, squid everywhere",
}


def ours(benchmark, swc, *options):
    command = [benchmark, "--json", *options] + (["--swc", swc] if os.path.exists(swc) else [])
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def peer(python, program, workload, swc, *options, repeats=5):
    took = workload_of[workload]
    duration = took["step"] * took["steps"]
    # A peer's step does not get faster with time: a fifth of the run tells as much.
    duration /= 5
    command = [
        python, str(HERE / f"{program}_speed.py"), workload, "--step", str(took["step"]), "--duration",
        str(duration), "--repeats", str(repeats), "--swc", swc, *options,
    ]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(out.splitlines()[-1])


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def peers_table(python, swc, measured, beside):
    row("", "compartments", "Rall, ns", "NEURON, ns", "Arbor, ns", "NEURON / Rall", "asked", "Arbor / Rall", "asked")
    row(*["---"] + ["---:"] * 8)
    for took in measured:
        name = took["workload"]
        # A thousand cells take the peers long.
        repeats = 3 if name == "many" else 5
        others = [peer(python, program, name, swc, repeats=repeats) for program in ("neuron", "arbor")]
        beside[name] = others
        ratios = [other["nanoseconds"] / took["nanoseconds"] for other in others]
        row(
            TITLES[name], took["compartments"], f"{took['nanoseconds']:.2f}",
            *(f"{other['nanoseconds']:.1f}" for other in others),
            f"**{ratios[0]:.1f}**", ASKED[name][0], f"**{ratios[1]:.1f}**", ASKED[name][1])


def cost_table(benchmark, swc, measured, beside):
    """What a workload takes beside its steps; a process of its own for each, so that its memory is its own."""
    row("", "steps", "of the peers", *(f"{name}, {what}" for what in ("set up, ms", "MB") for name in ("Rall", "NEURON", "Arbor")))
    row(*["---"] + ["---:"] * 8)
    for took in measured:
        name = took["workload"]
        alone = next(each for each in ours(benchmark, swc, "--only", name, "--repeats", "1") if each["workload"] == name)
        others = beside[name]
        setups = [took["lowering"] + took["setup"]] + [other["setup"] for other in others]
        peaks = [alone["peakMemory"]] + [other["peakMemory"] for other in others]
        row(
            TITLES[name], took["steps"], others[0]["steps"], *(f"{1e3 * setup:.1f}" for setup in setups),
            *(f"{peak / 1e6:.0f}" for peak in peaks))


def own_table(measured):
    row("", "compartments", "ns", "lowered, ms", "laid out, ms", "peak memory, MB")
    row(*["---"] + ["---:"] * 5)
    for took in measured:
        row(
            took["workload"], took["compartments"], f"{took['nanoseconds']:.2f}",
            f"{1e3 * took['lowering']:.1f}", f"{1e3 * took['setup']:.2f}", f"{took['peakMemory'] / 1e6:.0f}")


def processor():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
        names = [line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name")]
        return names[0]
    except (OSError, IndexError):
        return platform.processor()


benchmark, python, swc = sys.argv[1:4]
kernel = subprocess.run([benchmark, "--only", "rallpack1", "--repeats", "1"], capture_output=True, text=True)
print(f"{processor()}, {kernel.stdout.split(',')[0]}, load {os.getloadavg()[0]:.1f} when it began", end=" ")
everything = ours(benchmark, swc)
workload_of = {took["workload"]: took for took in everything}
print(f"and {os.getloadavg()[0]:.1f} when Rall was done; {os.cpu_count()} cores.\n")
print("CPU time of a compartment and step, one thread:\n")
beside = {}
compared = [took for took in everything if took["hasPeers"]]
peers_table(python, swc, compared, beside)
print("\nThe same: steps, CPU time from nothing to the first step, and the most memory of the process:\n")
cost_table(benchmark, swc, compared, beside)
print("\nRall alone; memory is the most that the process had up to there:\n")
own_table([took for took in everything if not took["hasPeers"]])
print(f"\nLoad when all was done: {os.getloadavg()[0]:.1f}.")
