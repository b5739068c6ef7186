"""What the speed of all programs is measured on: numbers in µm, mV, ms, nA, S/cm2; and how it is told."""

import argparse
import json
import resource
import statistics
import time

# Rallpacks 1 and 3, and 2 (Bhalla, Bilitch and Bower 1992): Ra 100 ohm cm, 1 uF/cm2, 6.3 degC.
CABLE = {"length": 1000.0, "diameter": 1.0, "pieces": 1000, "g": 1 / 40000, "e": -65.0, "current": 0.1}
TREE = {
    "length": [32.0, 25.4, 20.16, 16.0, 12.7, 10.08, 8.0, 6.35, 5.04, 4.0],
    "diameter": [16.0, 10.08, 6.35, 4.0, 2.52, 1.587, 1.0, 0.63, 0.397, 0.25],
}
SQUID = {"gna": 0.12, "gk": 0.036, "gl": 0.0003, "el": -54.3, "ena": 50.0, "ek": -77.0}
# A whole neuron: pieces of 10 µm; either squid everywhere, or ten times as dense in soma and axon and
# leak elsewhere.
WHOLE = {"piece": 10.0, "g": 1 / 20000, "e": -65.0, "density": 10.0, "start": 5.0}


def ca1(everywhere):
    return 1.6 if everywhere else 0.9


def asked():
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=["rallpack1", "rallpack2", "rallpack3", "ca1", "ca1-squid", "many"])
    parser.add_argument("--step", type=float, required=True)
    parser.add_argument("--duration", type=float, required=True)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--cells", type=int, default=1000)
    parser.add_argument("--swc")
    parser.add_argument("--secondorder", type=int, default=0, help="NEURON: 2 is its Crank-Nicolson")
    parser.add_argument("--exact-rates", action="store_true", help="NEURON: no table of rates")
    return parser.parse_args()


stopwatch = time.process_time
median = statistics.median


def answer(program, ask, compartments, setup, seconds, times, trace):
    rises = [
        times[i] + (times[i + 1] - times[i]) * -trace[i] / (trace[i + 1] - trace[i])
        for i in range(len(trace) - 1)
        if trace[i] < 0 <= trace[i + 1]
    ]
    steps = round(ask.duration / ask.step)
    print(
        json.dumps({
            "program": program, "workload": ask.workload, "compartments": compartments, "steps": steps,
            "step": ask.step, "seconds": seconds, "setup": setup,
            "nanoseconds": seconds / compartments / steps * 1e9,
            "peakMemory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "spikes": len(rises), "lastSpike": rises[-1] if rises else None,
        }))
