#!/usr/bin/env bash
# Gives Rall's readers inputs that nobody thought of, one reader after the other, in one slow process.
#
#   Fuzz/run.sh [MINUTES [READER...]]     30 minutes unless told, for each of swc, experiment,
#                                         expression, result and unfinished
#
# It is slow so that others can work: an input that takes 20 seconds of it is reported.
#
# What was found to be new stays in .fuzz/READER, an input that brought a reader down is
# .fuzz/READER-crash-..., and .fuzz/log has a line a reader: inputs, branches taken, crashes.
#
# Crashes within libhdf5, which is not ours, do not end the readers of results: they begin anew, and each
# file that brought it down is given to the command in the end (RALL, else .build/release/rall), which
# must refuse it. A trap of our own is a crash, there as here.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
minutes=${1:-30}
readers=("${@:2}")
[ ${#readers[@]} -gt 0 ] || readers=(swc experiment expression result unfinished)
fuzzer=${RALL_FUZZER:-$("$root/Fuzz/build")}
rall=${RALL:-$root/.build/release/rall}
work=${RALL_FUZZ_WORK:-$root/.fuzz}
mkdir -p "$work"
export SWIFT_BACKTRACE=enable=no
cd "$work"

# fuzz READER SEEDS SECONDS: one process, until it crashes or the time is over.
fuzz() {
  nice -n 10 "$fuzzer" "$1" -max_total_time="$3" -timeout=20 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$1-" "$1" "$2" >"$1.log" 2>&1
}

# judge READER FILE: whether the command refuses, or reads, a file with a status of its own.
judge() {
  local words code
  if [ "$1" = unfinished ]; then
    for words in "run --resume" "recover --overwrite"; do
      code=0
      cp "$2" left.h5.part
      : >left.h5.part.log
      # Two words are two arguments.
      # shellcheck disable=SC2086
      timeout 20 "$rall" $words left.h5.part >/dev/null 2>&1 || code=$?
      rm -f left.h5 left.h5.part left.h5.part.log
      [ "$code" -lt 124 ] || return 1
    done
    return
  fi
  shift
  for words in validate-result "export --csv" "export --sonata" "export --nwb"; do
    code=0
    if [ "$words" = validate-result ]; then
      "$rall" validate-result "$1" >/dev/null 2>&1 || code=$?
    else
      "$rall" export "${words#export }" "$1" handed-on --overwrite >/dev/null 2>&1 || code=$?
      rm -rf handed-on
    fi
    [ "$code" -lt 128 ] || return 1
  done
}

for reader in "${readers[@]}"; do
  mkdir -p "$reader"
  seeds=$root/Fuzz/corpus/$reader
  if [ ! -d "$seeds" ]; then
    # HDF5 files are too large to be kept, and are made where they are needed.
    seeds=$work/$reader-seeds
    mkdir -p "$seeds"
    "$fuzzer" "$reader-seeds" "$seeds"
  fi
  end=$((SECONDS + minutes * 60)) inputs=0 branches=0 verdict="no crash"
  while [ "$SECONDS" -lt "$end" ]; do
    status=0
    fuzz "$reader" "$seeds" $((end - SECONDS)) || status=$?
    tried=$(sed -n 's/^stat::number_of_executed_units: *//p' "$reader.log" | tail -n 1)
    inputs=$((inputs + ${tried:-0}))
    taken=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$reader.log" | tail -n 1)
    [ "${taken:-0}" -le "$branches" ] || branches=$taken
    [ "$status" -ne 0 ] || break
    file=$(sed -n 's/.*Test unit written to \([^ ]*\).*/\1/p' "$reader.log" | tail -n 1)
    verdict="crash: ${file:-see $reader.log}"
    [[ "$reader" = result || "$reader" = unfinished ]] && [[ "$file" = "$reader-crash-"* ]] || break
  done
  if [ "$reader" = result ] || [ "$reader" = unfinished ]; then
    refused=0
    [[ "$verdict" != "crash: $reader-crash-"* ]] || verdict="no crash"
    for file in "$reader-crash-"*; do
      [ -e "$file" ] || continue
      if judge "$reader" "$file"; then refused=$((refused + 1)); else verdict="crash: $file"; fi
    done
    verdict="$verdict; $refused files that break libhdf5 are refused by the command"
  fi
  echo "$(date -u +%FT%TZ) $reader: $inputs inputs, $branches branches, $verdict" | tee -a log
done
! grep -q "crash:" <(tail -n "${#readers[@]}" log)
