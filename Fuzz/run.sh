#!/usr/bin/env bash
# Gives Rall's readers inputs that nobody thought of, one reader after the other, in one slow process.
#
#   Fuzz/run.sh [MINUTES [READER...]]     30 minutes unless told, for each of swc, experiment,
#                                         expression and result
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
  if [ "$reader" = result ]; then
    # Results are too large to be kept, and are made where they are needed.
    seeds=$work/result-seeds
    mkdir -p "$seeds"
    "$fuzzer" seeds "$seeds"
  fi
  status=0
  nice -n 10 "$fuzzer" "$reader" -max_total_time=$((minutes * 60)) -timeout=20 -rss_limit_mb=1024 \
    -print_final_stats=1 -artifact_prefix="$reader-" "$reader" "$seeds" \
    >"$reader.log" 2>&1 || status=$?
  inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$reader.log" | tail -n 1)
  branches=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$reader.log" | tail -n 1)
  verdict="no crash"
  [ "$status" -eq 0 ] || verdict="crash: $(sed -n 's/.*Test unit written to //p' "$reader.log" | tail -n 1)"
  echo "$(date -u +%FT%TZ) $reader: ${inputs:-0} inputs, ${branches:-0} branches, $verdict" | tee -a log
done
! grep -q "crash:" <(tail -n "${#readers[@]}" log)
