#!/usr/bin/env bash
# CPU time of a motor fibre against NEURON's for the same error, one thread, pinned; not for a busy machine.
set -euo pipefail
. "$(dirname "$0")/neuron.sh"
PYTHONPATH=$here taskset -c 0 "$environment/bin/python" "$here/cost.py" "$RALL"
