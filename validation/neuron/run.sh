#!/usr/bin/env bash
# Compares rall with NEURON, which pip brings into a virtual environment of its own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/beside.sh"
beside_neuron "$here/../../.venv-neuron" "$here/compare.py" 'neuron==9.0.*' numpy
