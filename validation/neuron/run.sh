#!/usr/bin/env bash
# Compares rall with NEURON, which pip brings into a virtual environment of its own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
environment=$root/.venv-neuron

if [ ! -x "$environment/bin/python" ] || ! "$environment/bin/python" -c 'import neuron, numpy' 2>/dev/null; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  if ! "$environment/bin/pip" install --quiet 'neuron==9.0.*' numpy; then
    rm -rf "$environment"
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
RALL_MORPHOLOGIES=$folder NEURON_MODULE_OPTIONS=-nogui "$environment/bin/python" "$here/compare.py"
