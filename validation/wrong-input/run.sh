#!/usr/bin/env bash
# Feeds rall wrong input, and input made to do harm, and looks at what it says, leaves and costs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export RALL=${RALL:-$here/../../.build/release/rall}
status=0
python3 "$here/check.py" || status=1
python3 "$here/hostile.py" || status=1
exit $status
