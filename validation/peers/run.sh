#!/usr/bin/env bash
# Sets theory, NEURON, Arbor and rall side by side. NEURON and Arbor come by pip into a virtual environment
# of their own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
environment=${VENV:-$root/.venv-peers}
python=$environment/bin/python

if [ ! -x "$python" ] || ! "$python" -c 'import neuron, arbor, h5py, numpy' 2>/dev/null; then
  [ -x "$python" ] || python3 -m venv "$environment"
  if ! "$environment/bin/pip" install --quiet neuron==9.0.2 arbor==0.12.2 h5py numpy; then
    echo "SKIPPED: pip cannot bring NEURON and Arbor here, so they were not asked"
    exit 0
  fi
fi
export RALL=${RALL:-$root/.build/release/rall}
export RALL_VALIDATION=${RALL_VALIDATION:-$root/.build/release/rall-validation}
NEURON_MODULE_OPTIONS=-nogui "$python" "$here/peers.py"
