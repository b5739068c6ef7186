#!/usr/bin/env bash
# Compares the threshold of a motor fibre under a point electrode with NEURON's, whose mechanism is compiled here.
set -euo pipefail
. "$(dirname "$0")/neuron.sh"
PYTHONPATH=$here "$environment/bin/python" "$here/threshold.py" "$RALL"
