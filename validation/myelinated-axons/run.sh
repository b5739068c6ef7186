#!/usr/bin/env bash
# Myelinates two real axons of RALL_MORPHOLOGIES by one declaration, and looks whether the spike reaches every tip.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${RALL_MORPHOLOGIES:-}
if [ ! -d "$folder" ]; then
  echo "SKIPPED: RALL_MORPHOLOGIES names no folder with real neurons that have long axons"
  exit 0
fi
export RALL=${RALL:-$root/.build/release/rall}
RALL_MORPHOLOGIES=$folder python3 "$here/check.py"
