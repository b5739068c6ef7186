"""The ten runs that are killed: every scheme, both cables, every kind of recording and electrode.

Each is written into a folder with the files that it names. `length` is the part of its duration that is
asked for, so that a machine of any speed can be given runs of a second or two.
"""

import pathlib

HH = "hh: { gna: 120 mS/cm2, gk: 36 mS/cm2, gl: 0.3 mS/cm2, ena: 50 mV, ek: -77 mV, el: -54.3 mV }"

PYRAMIDAL = f"""
rall: 1
morphology: {{ file: pyramidal.swc }}
cell: {{ axoplasm: 100 ohm cm, capacitance: 1 uF/cm2, temperature: 6.3 degC, start: -65 mV }}
membrane:
  - {{ region: soma or axon, {HH} }}
  - {{ region: dendrites, passive: {{ g: 0.05 mS/cm2, e: -65 mV }} }}
stimuli:
  - {{ name: pulses, at: soma, current_clamp: {{ start: 5 ms, duration: 2 ms, amplitude: 1.5 nA, repeat: {{ every: 20 ms, times: 400 }} }} }}
record:
  - {{ name: everywhere, variable: v, at: all, every: 0.1 ms }}
  - {{ name: fast, variable: v, at: soma, every: 0.025 ms }}
detect:
  - {{ name: spikes, at: [soma, "at(1000 um, axon)"], above: -20 mV }}
measure:
  - {{ name: speed, conduction_velocity: {{ along: {{ from: "at(200 um, axon)", to: "at(1000 um, axon)" }}, above: -20 mV }} }}
  - {{ name: shape, features: {{ at: soma }} }}
"""

DOUBLE = """
rall: 1
morphology: { cylinder: { length: 23001 um, diameter: 6.9 um, type: axon } }
cell: { temperature: 37 degC, start: -80 mV }
myelin: [{ mrg: { region: axon, diameter: 10 um } }]
stimuli:
  - { name: kick, at: nodes(0), current_clamp: { start: 0.1 ms, duration: 0.1 ms, amplitude: 2 nA, repeat: { every: 5 ms, times: 100 } } }
record:
  - { name: everywhere, variable: v, at: all, every: 0.01 ms }
  - { name: layers, variable: [v_inside, v_periaxonal, v_sheath, i_membrane], region: all, every: 0.05 ms }
detect: [{ name: passage, at: [nodes(6), nodes(15)], above: -20 mV }]
"""

SPIKES = """
rall: 1
point_cell: { model: hh, area: 1000 um2 }
cell: { temperature: 18 degC, start: rest }
stimuli:
  - { name: step, at: soma, current_clamp: { start: 0 ms, duration: 1000 s, amplitude: 0.2 nA } }
record: [{ name: gates, variable: [v, hh.m, hh.h, hh.n], at: soma, every: 0.1 ms }]
detect: [{ name: spikes, at: soma, above: -20 mV }, { name: higher, at: soma, above: 0 mV }]
measure: [{ name: rate, rate: { at: soma } }]
output: { compress: true }
"""

ELECTRODES = """
rall: 1
morphology: { file: pyramidal.swc }
cell: { axoplasm: 150 ohm cm, capacitance: 1 uF/cm2, start: rest }
membrane: [{ region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }]
stimuli:
  - { name: synapses, at: "section(1, 0.5)", noise: { start: 0 ms, duration: 100 s, mean: 0.1 nA, sd: 50 pA, tau: 3 ms, seed: 7 } }
  - { name: more, at: soma, noise: { start: 0 ms, duration: 100 s, mean: 0 nA, sd: 20 pA, tau: 1 ms } }
  - { name: zap, at: soma, sine: { start: 0 ms, duration: 100 s, amplitude: 50 pA, frequency: 0.5 Hz, to_frequency: 100 Hz } }
  - { name: recorded, at: soma, file: { path: current.txt, time: ms, current: pA } }
record:
  - { name: odd, variable: v, at: [soma, "section(1, 1)"], every: 0.037 ms }
  - { name: electrodes, variable: [i_electrode, i_membrane], at: all, every: 0.4 ms }
"""

CLAMPS = """
rall: 1
morphology: { cylinder: { length: 23001 um, diameter: 6.9 um, type: axon } }
cell: { temperature: 37 degC, start: -80 mV }
myelin: [{ mrg: { region: axon, diameter: 10 um } }]
stimuli:
  - { name: ideal, at: nodes(3), voltage_clamp: { start: 1 ms, levels: [{ hold: -80 mV, for: 2 ms }, { hold: -20 mV, for: 400 ms }] } }
  - { name: real, at: nodes(16), voltage_clamp: { start: 0.5 ms, series_resistance: 5 Mohm, levels: [{ hold: -90 mV, for: 400 ms }] } }
extracellular:
  - { name: needle, point: { current: -0.2 mA, at: [9 mm, 0 um, 1 mm], resistivity: 300 ohm cm }, sine: { start: 0 ms, duration: 400 ms, frequency: 1 kHz } }
  - { name: rough, uniform: { strength: 1 mV/mm, direction: [1, 0, 0] }, file: { path: course.txt, time: ms } }
record:
  - { name: layers, variable: [v, v_inside, v_periaxonal, v_outside, i_electrode], at: [nodes(3), nodes(10)], every: 0.01 ms }
"""

LIF = """
rall: 1
point_cell: { model: lif, tau: 20 ms, resistance: 10 Mohm, rest: -70 mV, threshold: -55 mV, reset: -70 mV, refractory: 2 ms }
stimuli:
  - { name: step, at: soma, current_clamp: { start: 10 ms, duration: 1000 s, amplitude: 2 nA } }
record: [{ name: membrane, variable: v, at: soma, every: 0.02 ms }]
detect: [{ name: spikes, at: soma }]
measure: [{ name: rate, rate: { at: soma } }]
"""

# The experiment, its settings, and how long it is, in ms.
RUNS = {
    "standard": (PYRAMIDAL, {"step": "0.025 ms"}, 2000),
    "euler": (PYRAMIDAL, {"step": "0.025 ms", "accuracy": "euler"}, 2500),
    "richardson": (PYRAMIDAL, {"step": "0.05 ms", "accuracy": "richardson"}, 1500),
    "double cable": (DOUBLE, {"step": "0.002 ms"}, 40),
    "double cable, richardson": (DOUBLE, {"step": "0.005 ms", "accuracy": "richardson"}, 40),
    "many recordings": (
        PYRAMIDAL.replace(
            "record:",
            "record:\n  - { name: all, variable: [v, i_membrane], at: all, every: 0.3 ms }\n"
            "  - { name: axon, variable: [ina, ik, hh.m, hh.h, hh.n], region: axon, every: 0.033 ms }",
        ),
        {"step": "0.025 ms"},
        1000,
    ),
    "spikes": (SPIKES, {"step": "0.02 ms", "accuracy": "richardson"}, 5000),
    "noise": (ELECTRODES, {"step": "0.05 ms", "seed": "11"}, 3000),
    "clamps and fields": (CLAMPS, {"step": "0.002 ms"}, 60),
    "integrate and fire": (LIF, {}, 50000),
}


def write(folder, name, length):
    """Writes a run's experiment and the files that it names; returns the experiment's path."""
    text, settings, duration = RUNS[name]
    folder = pathlib.Path(folder)
    here = pathlib.Path(__file__).resolve().parent
    swc = here.parent.parent / "morphologies" / "pyramidal.swc"
    (folder / "pyramidal.swc").write_bytes(swc.read_bytes())
    lines = ["0 0", "7 120", "7 -40"] + [f"{10 + 5 * k} {(37 * k) % 101 - 50}" for k in range(20000)]
    (folder / "current.txt").write_text("\n".join(lines) + "\n")
    (folder / "course.txt").write_text("".join(f"{k / 4} {(k * k) % 7 / 7}\n" for k in range(2000)))
    run = ", ".join(f"{key}: {value}" for key, value in {"duration": f"{duration * length:g} ms", **settings}.items())
    path = folder / "experiment.yaml"
    path.write_text(f"{text.strip()}\nrun: {{ {run} }}\n")
    return path
