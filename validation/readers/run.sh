#!/usr/bin/env bash
# Opens results with the readers that they are made for, which pip brings into a virtual environment
# of its own, and holds what each of them read against the others and against `rall run --json`.
#
#   validation/readers/run.sh                          runs three experiments of ours and reads them
#   validation/readers/run.sh RESULT.h5 RESULT.json    reads a result of yours
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
environment=$root/.venv-readers
python=$environment/bin/python

if [ ! -x "$python" ] || ! "$python" -c 'import h5py, libsonata, xarray, h5netcdf, netCDF4, morphio' 2>/dev/null; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  if ! "$environment/bin/pip" install --quiet h5py libsonata xarray h5netcdf netcdf4 morphio; then
    rm -rf "$environment"
    echo "SKIPPED: pip cannot bring the readers here, so no result was opened with them"
    exit 0
  fi
fi
# bmtk brings much with it; a result is read by it where it is there.
"$python" -c 'import bmtk' 2>/dev/null || "$environment/bin/pip" install --quiet 'bmtk==1.2.*' ||
  echo "bmtk is not to be had here"

if [ $# -eq 2 ]; then
  exec "$python" "$here/readers.py" "$1" "$2"
fi

rall=${RALL:-$root/.build/release/rall}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
results=()
for name in pyramidal squid_axon ball_and_stick; do
  (cd "$root/morphologies" &&
    "$rall" run "$name.yaml" --output "$folder/$name.h5" --json >"$folder/$name.json")
  results+=("$folder/$name.h5" "$folder/$name.json")
done
(cd "$here" && "$rall" run everything.yaml --output "$folder/everything.h5" --json >"$folder/everything.json")
results+=("$folder/everything.h5" "$folder/everything.json")
"$python" "$here/readers.py" "${results[@]}"
