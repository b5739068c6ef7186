#!/usr/bin/env bash
# Runs HH everywhere on the real neurons of RALL_MORPHOLOGIES, else on those that morphologies/get brings.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${RALL_MORPHOLOGIES:-$root/morphologies/real}
if [ ! -d "$folder" ] && ! "$root/morphologies/get"; then
  echo "SKIPPED: no real neurons are here, and none can be had"
  exit 0
fi
export RALL=${RALL:-$root/.build/release/rall}
RALL_MORPHOLOGIES=$folder python3 "$here/check.py"
