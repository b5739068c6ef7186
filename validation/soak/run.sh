#!/usr/bin/env bash
# One long run and many short ones in one process, whose memory must stay flat.
#
#   validation/soak/run.sh        half a minute, as in CI: that all of it works, the memory is only printed
#   validation/soak/run.sh 20     twenty minutes, and the memory is judged
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=$(dirname "${RALL:-$root/.build/release/rall}")/rall-validation
if [ $# -eq 0 ]; then
  # What a library takes once for ever comes in the first minutes, so nothing is judged so soon.
  output=$("$program" soak --minutes 0.5 --neurons "$root/morphologies") || true
  echo "$output"
  grep -q "^memory: " <<<"$output"
else
  "$program" soak --minutes "$1" --neurons "$root/morphologies" "${@:2}"
fi
