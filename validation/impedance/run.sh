#!/usr/bin/env bash
# Holds the impedances of rall against NEURON's Impedance, which pip brings into a virtual environment of
# its own: in version 8.2, for in 9.0 `compute(f, 1)` takes every gate for infinitely fast. On a patch of squid
# membrane at 10 Hz the closed form is 2.92483 Mohm at +11.82 degrees; 8.2.6 gives that, and 9.0.2 2.71424
# Mohm at -3.07 degrees.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
environment=${VENV:-$root/.venv-impedance}

if [ ! -x "$environment/bin/python" ] || ! "$environment/bin/python" -c 'import neuron, numpy' 2>/dev/null; then
  [ -x "$environment/bin/python" ] || python3 -m venv "$environment"
  if ! "$environment/bin/pip" install --quiet 'neuron==8.2.6' 'numpy<2'; then
    echo "SKIPPED: pip cannot bring NEURON here, so nothing was compared with it"
    exit 0
  fi
fi

folder=${RALL_MORPHOLOGIES:-$root/morphologies/real}
if [ ! -d "$folder" ] && ! "$root/morphologies/get"; then
  echo "SKIPPED: no real neurons are here, and none can be had"
  exit 0
fi
export RALL=${RALL:-$root/.build/release/rall}
RALL_MORPHOLOGIES=$folder NEURON_MODULE_OPTIONS=-nogui "$environment/bin/python" "$here/impedances.py"
