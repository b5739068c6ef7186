#!/usr/bin/env bash
# Holds the impedances of rall against NEURON's Impedance, which pip brings into a virtual environment of
# its own: in version 8.2, for in 9.0 `compute(f, 1)` takes every gate for infinitely fast. On a patch of squid
# membrane at 10 Hz the closed form is 2.92483 Mohm at +11.82 degrees; 8.2.6 gives that, and 9.0.2 2.71424
# Mohm at -3.07 degrees.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../neuron/beside.sh"
beside_neuron "${VENV:-$here/../../.venv-impedance}" "$here/impedances.py" 'neuron==8.2.6' 'numpy<2'
