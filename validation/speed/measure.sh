#!/usr/bin/env bash
# How long a step takes, beside NEURON and Arbor: one run, one thread pinned to one core, CPU time, medians
# of five. Prints the tables of docs/performance.md; some minutes. The real neuron is morph_ca1_n120.swc of
# NeuroMorpho.Org (hippocampus, CA1) in $RALL_MORPHOLOGIES.
set -eu
cd "$(dirname "$0")/../.."
venv=${VENV:-.venv-peers}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import neuron, arbor' 2>/dev/null \
  || "$venv/bin/pip" install -q neuron==9.0.2 arbor==0.12.2 h5py numpy
swc=${RALL_MORPHOLOGIES:-morphologies/real}/morph_ca1_n120.swc
[ -e "$swc" ] || echo "SKIPPED: no $swc, so no real neuron is measured" >&2
pin=()
command -v taskset >/dev/null && pin=(taskset -c "${CPU:-1}")
NEURON_MODULE_OPTIONS=-nogui "${pin[@]}" python3 validation/speed/measure.py \
  "${BENCHMARK:-.build/release/rall-benchmark}" "$venv/bin/python" "$swc"
