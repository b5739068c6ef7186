#!/usr/bin/env bash
# Gives Rall's readers inputs that nobody thought of, one reader after the other, in one slow process.
#
#   Fuzz/run.sh [MINUTES [READER...]]     30 minutes unless told, for each of swc, experiment,
#                                         expression and result
#
# Crashes within libhdf5, which is not ours, do not end the reader of results: each file that brought it
# down is given to the command in the end (RALL, else .build/release/rall), which must refuse it.
#
# It is slow so that others can work: an input that takes 20 seconds of it is reported.
#
# What was found to be new stays in .fuzz/READER, an input that brought a reader down is
# .fuzz/READER-crash-..., and .fuzz/log has a line a reader: inputs, branches taken, crashes.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
minutes=${1:-30}
readers=("${@:2}")
[ ${#readers[@]} -gt 0 ] || readers=(swc experiment expression result)
fuzzer=${RALL_FUZZER:-$("$root/Fuzz/build")}
work=${RALL_FUZZ_WORK:-$root/.fuzz}
mkdir -p "$work"
export SWIFT_BACKTRACE=enable=no
cd "$work"

for reader in "${readers[@]}"; do
  mkdir -p "$reader"
  seeds=$root/Fuzz/corpus/$reader
  options=()
  if [ "$reader" = result ]; then
    # Results are too large to be kept, and are made where they are needed.
    seeds=$work/result-seeds
    mkdir -p "$seeds"
    "$fuzzer" seeds "$seeds"
    options=(-fork=1 -ignore_crashes=1)
  fi
  status=0
  nice -n 10 "$fuzzer" "$reader" -max_total_time=$((minutes * 60)) -timeout=20 -rss_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="$reader-" "${options[@]}" "$reader" "$seeds" \
    >"$reader.log" 2>&1 || status=$?
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$reader.log" | tail -n 1)
  branches=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$reader.log" | tail -n 1)
  verdict="no crash"
  [ "$status" -eq 0 ] || verdict="crash: $(sed -n 's/.*Test unit written to //p' "$reader.log" | tail -n 1)"
  if [ "$reader" = result ]; then
    inputs=$(sed -n 's/^#\([0-9]*\):.*/\1/p' "$reader.log" | tail -n 1)
    refused=0
    for file in result-crash-*; do
      [ -e "$file" ] || continue
      refused=$((refused + 1))
      for words in validate-result "export --csv" "export --sonata" "export --nwb"; do
        destination=()
        [ "$words" = validate-result ] || destination=(handed-on --overwrite)
        code=0
        # shellcheck disable=SC2086
        "${RALL:-$root/.build/release/rall}" $words "$file" "${destination[@]}" >/dev/null 2>&1 || code=$?
        [ "$code" -lt 128 ] || verdict="crash: $file ($words: $code)"
        rm -rf handed-on
      done
    done
    [ "$refused" -eq 0 ] || verdict="$verdict; $refused files that break libhdf5, refused by the command"
  fi
  echo "$(date -u +%FT%TZ) $reader: ${inputs:-0} inputs, ${branches:-0} branches, $verdict" | tee -a log
done
! grep -q "crash:" <(tail -n "${#readers[@]}" log)
