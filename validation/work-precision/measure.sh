#!/usr/bin/env bash
# Error of the last spike of Rallpack 3 against CPU time, beside NEURON and Arbor; writes
# docs/work-precision.md and its plot. Takes some minutes; one thread, pinned to one core.
set -eu
cd "$(dirname "$0")/../.."
rall=${RALL:-.build/release/rall}
venv=${VENV:-.venv-peers}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import neuron, arbor' 2>/dev/null || "$venv/bin/pip" install -q neuron==9.0.2 arbor==0.12.2
table=$(mktemp)
trap 'rm -f "$table"' EXIT
taskset -c 1 python3 validation/work-precision/measure.py "$rall" "$venv/bin/python" \
  --markdown "$table" --svg docs/work-precision.svg
{
  cat <<'TEXT'
# Error at equal cost

Rallpack 3: a squid membrane on a cable of 1 mm in 1000 compartments, 250 ms, 17 spikes at the far
end. What is judged is the time of the last one, against the limit of each program's own mesh as the
step goes to zero. The first order errors of all programs are alike, since the scheme is; what the
second order gains, and what the extrapolated pair gains over that, is the point.

Printed by `validation/work-precision/measure.sh`, which measures all programs in one run, one thread,
pinned. Rall's seconds are those of the whole process, its peers' of stepping alone. The printed error
of the pair is the error of its finer run: an upper bound for the extrapolated value.

![error against CPU seconds](work-precision.svg)

TEXT
  cat "$table"
} >docs/work-precision.md
