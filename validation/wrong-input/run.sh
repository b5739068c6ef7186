#!/usr/bin/env bash
# Feeds rall wrong input and looks at what it says and what it leaves.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export RALL=${RALL:-$here/../../.build/release/rall}
python3 "$here/check.py"
