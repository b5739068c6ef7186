#!/usr/bin/env bash
# Stops runs in every way, fills their disks, kills them at random moments, and then lets them go on: ten kinds
# of run, each killed as often as is said.
#
#   validation/kills/run.sh          once each, and short ones, as in CI
#   validation/kills/run.sh 10       a hundred kills, some ten minutes
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export RALL=${RALL:-$root/.build/release/rall}

python=""
for candidate in python3 "$root/.venv-readers/bin/python" "$root/.venv-kills/bin/python"; do
  if "$candidate" -c 'import h5py' 2>/dev/null; then python=$candidate; fi
done
if [ -z "$python" ]; then
  python3 -m venv "$root/.venv-kills"
  if ! "$root/.venv-kills/bin/pip" install --quiet h5py; then
    rm -rf "$root/.venv-kills"
    echo "SKIPPED: pip cannot bring h5py here, so nothing was killed"
    exit 0
  fi
  python=$root/.venv-kills/bin/python
fi
"$python" "$here/edges.py"
if [ $# -eq 0 ]; then
  "$python" "$here/kills.py" --kills 1 --length 0.5
else
  "$python" "$here/kills.py" --kills "$1" "${@:2}"
fi
