"""Error of the last spike of Rallpack 3 against CPU time, for Rall and its peers, in one run.

    measure.py RALL PEERS_PYTHON [--markdown FILE] [--svg FILE]

Each program is judged by the limit of its own mesh of 1000 compartments, so that only the error in
time is seen: vertices 236.67685 ms, centred compartments 236.67756 ms. Seconds are CPU seconds of one
thread, the median of five runs; Rall's are those of the whole process, the peers' of stepping alone.
"""
import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIMITS = {"rall": 236.67685, "peer": 236.677564}
STEPS = [0.1, 0.05, 0.025, 0.0125, 0.00625]


def rall(command, accuracy, step, scratch):
    seconds = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = subprocess.run(
            [command, "run", os.path.join(HERE, "rallpack3.yaml"), "--set", f"run.step={step} ms",
             "--set", f"run.accuracy={accuracy}", "--output", os.path.join(scratch, "wp.h5"),
             "--overwrite", "--json"], check=True, capture_output=True, text=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    found = json.loads(out)["detect"]["far"][0]
    bar = found["error"][-1] if found["times"] else None
    last = found["times"][-1] if found["times"] else math.nan
    return last - LIMITS["rall"], statistics.median(seconds), bar


def peer(python, who, step):
    out = subprocess.run(
        [python, os.path.join(HERE, "peers.py"), who, str(step)], check=True,
        capture_output=True, text=True).stdout
    found = json.loads(out.strip().splitlines()[-1])
    return found["last"] - LIMITS["peer"], found["seconds"], None


def seconds_at(points, error):
    """CPU seconds at an error, by the straight line in logarithms, as words; a bound outside."""
    known = sorted((abs(e), s) for e, s in points if e and math.isfinite(e))
    if error < known[0][0]:
        return f"more than {known[0][1]:.3f}"
    if error > known[-1][0]:
        return f"less than {known[-1][1]:.3f}"
    for (e0, s0), (e1, s1) in zip(known, known[1:]):
        if e0 <= error <= e1:
            share = math.log(error / e0) / math.log(e1 / e0)
            return f"{math.exp(math.log(s0) + share * math.log(s1 / s0)):.3f}"
    return "unknown"


def svg(curves):
    """A plot in logarithms: CPU seconds along, error in ms up."""
    width, height, left, bottom = 640, 420, 70, 50
    points = [(s, abs(e)) for _, row in curves for _, e, s, _ in row if e and math.isfinite(e)]
    x0, x1 = (f(math.log10(s) for s, _ in points) for f in (min, max))
    y0, y1 = (f(math.log10(e) for _, e in points) for f in (min, max))
    x0, x1, y0, y1 = math.floor(x0), math.ceil(x1), math.floor(y0), math.ceil(y1)

    def place(s, e):
        x = left + (math.log10(s) - x0) / (x1 - x0) * (width - left - 180)
        y = (height - bottom) - (math.log10(e) - y0) / (y1 - y0) * (height - bottom - 20)
        return f"{x:.1f},{y:.1f}"

    colours = ["#b2182b", "#2166ac", "#1b7837", "#e08214", "#8073ac", "#808080"]
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
             'font-family="sans-serif" font-size="12">',
             f'<rect width="{width}" height="{height}" fill="white"/>']
    for k in range(x0, x1 + 1):
        x = place(10.0**k, 10.0**y0).split(",")[0]
        lines.append(f'<line x1="{x}" y1="20" x2="{x}" y2="{height - bottom}" stroke="#ddd"/>'
                     f'<text x="{x}" y="{height - bottom + 18}" text-anchor="middle">1e{k}</text>')
    for k in range(y0, y1 + 1):
        y = place(10.0**x0, 10.0**k).split(",")[1]
        lines.append(f'<line x1="{left}" y1="{y}" x2="{width - 180}" y2="{y}" stroke="#ddd"/>'
                     f'<text x="{left - 8}" y="{y}" text-anchor="end" dy="4">1e{k}</text>')
    lines.append(f'<text x="{(left + width - 180) / 2}" y="{height - 10}" text-anchor="middle">'
                 'CPU seconds, one thread</text>'
                 f'<text transform="translate(16,{height / 2}) rotate(-90)" text-anchor="middle">'
                 'error of the last spike, ms</text>')
    for number, (name, row) in enumerate(curves):
        colour = colours[number % len(colours)]
        path = " ".join(place(s, abs(e)) for _, e, s, _ in row if e and math.isfinite(e))
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for spot in path.split():
            x, y = spot.split(",")
            lines.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
        lines.append(f'<text x="{width - 170}" y="{40 + 18 * number}" fill="{colour}">{name}</text>')
    return "\n".join(lines + ["</svg>", ""])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rall")
    arguments.add_argument("peers_python")
    arguments.add_argument("--markdown")
    arguments.add_argument("--svg")
    a = arguments.parse_args()
    scratch = os.environ.get("TMPDIR", "/tmp")
    curves = [("Rall " + accuracy, [(step, *rall(a.rall, accuracy, step, scratch))
                                    for step in STEPS])
              for accuracy in ("euler", "standard", "richardson")]
    curves += [(name, [(step, *peer(a.peers_python, who, step)) for step in STEPS])
               for name, who in (("NEURON, first order", "neuron-euler"),
                                 ("NEURON, second order", "neuron-second"), ("Arbor", "arbor"))]
    lines = ["| program | step ms | error of the last spike ms | printed error ms | CPU s |",
             "|---|---:|---:|---:|---:|"]
    for name, row in curves:
        for step, error, seconds, bar in row:
            printed = f"{bar:.2g}" if bar is not None else ""
            lines.append(f"| {name} | {step} | {error:+.2g} | {printed} | {seconds:.3f} |")
    lines += ["", "CPU seconds for an error of 0.01 ms, by interpolation in logarithms:", "",
              "| program | CPU s |", "|---|---:|"]
    for name, row in curves:
        found = seconds_at([(e, s) for _, e, s, _ in row], 0.01)
        lines.append(f"| {name} | {found} |")
    load = os.getloadavg()[0]
    lines += ["", f"Load of the machine when it was measured: {load:.1f} on {os.cpu_count()} cores."]
    text = "\n".join(lines) + "\n"
    print(text)
    if a.markdown:
        with open(a.markdown, "w") as file:
            file.write(text)
    if a.svg:
        with open(a.svg, "w") as file:
            file.write(svg(curves))


sys.exit(main())
