#!/usr/bin/env bash
# Opens results with the readers that they are made for, which pip brings into a virtual environment
# of its own, and holds what each of them read against the others and against `rall run --json`.
#
#   validation/readers/run.sh                          runs four experiments of ours and reads them
#   validation/readers/run.sh RESULT.h5 RESULT.json    reads a result of yours
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
environment=$root/.venv-readers
python=$environment/bin/python

# name of the package, name to import
readers="h5py:h5py libsonata:libsonata bluepysnap:bluepysnap bmtk:bmtk xarray:xarray h5netcdf:h5netcdf
  netcdf4:netCDF4 morphio:morphio neurom:neurom efel:efel lfpykit:lfpykit neo:neo elephant:elephant pynwb:pynwb"
are_here() {
  local names
  names=$(for reader in $readers; do echo "${reader#*:}"; done)
  # shellcheck disable=SC2086
  "$python" -c 'import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))' $names
}
if [ ! -x "$python" ] || ! are_here; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  # shellcheck disable=SC2046
  if ! "$environment/bin/pip" install --quiet $(for reader in $readers; do echo "${reader%:*}"; done); then
    rm -rf "$environment"
    echo "pip cannot bring the readers here, so no result was opened with them" >&2
    exit 69
  fi
fi

rall=${RALL:-$root/.build/release/rall}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
results=()

# take NAME: NAME.h5 and NAME.json are there; the result is handed on in every form.
take() {
  "$rall" export --sonata "$folder/$1.h5" "$folder/$1.sonata"
  "$rall" export --nwb "$folder/$1.h5" "$folder/$1.nwb"
  "$rall" export --csv "$folder/$1.h5" "$folder/$1.csv"
  "$rall" validate-result "$folder/$1.h5" >/dev/null
  results+=("$folder/$1")
}

if [ $# -eq 2 ]; then
  cp "$1" "$folder/result.h5"
  cp "$2" "$folder/result.json"
  take result
else
  for name in pyramidal squid_axon ball_and_stick; do
    (cd "$root/morphologies" &&
      "$rall" run "$name.yaml" --output "$folder/$name.h5" --json >"$folder/$name.json")
    if [ -e "$root/morphologies/$name.swc" ]; then
      "$rall" inspect "$root/morphologies/$name.swc" --json >"$folder/$name.inspect.json"
    fi
    take "$name"
  done
  (cd "$here" && "$rall" run everything.yaml --output "$folder/everything.h5" --json >"$folder/everything.json")
  take everything
fi

# Each in a process of its own: the libraries of some do not go together.
status=0
pairs=()
for result in "${results[@]}"; do pairs+=("$result.h5" "$result.json"); done
"$python" "$here/readers.py" "${pairs[@]}" || status=1
for program in circuits sessions analyses; do
  "$python" "$here/$program.py" "${results[@]}" || status=1
done
# What the guide shows is what these readers print.
[ $# -eq 2 ] || "$root/.ci/check-examples" docs/guides/reading-results.md || status=1
exit $status
