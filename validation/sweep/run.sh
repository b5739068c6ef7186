#!/usr/bin/env bash
# Sweeps one experiment alone, under Open MPI and under MPICH, kills sweeps and ranks, and holds every file
# against the one of an undisturbed sweep, bit for bit; opens it with xarray.
#
# The libraries of MPI come from Debian (openmpi-bin, mpich) for this script alone; rall needs neither. Where
# the machine allows it, two ranks talk across two network namespaces, as across two machines.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rall=${RALL:-$root/.build/release/rall}
environment=$root/.venv-readers
python=$environment/bin/python

if [ ! -x "$python" ] || ! "$python" -c 'import h5py, xarray, h5netcdf, netCDF4' 2>/dev/null; then
  [ -x "$python" ] || python3 -m venv "$environment"
  if ! "$environment/bin/pip" install --quiet h5py xarray h5netcdf netcdf4; then
    echo "SKIPPED: pip cannot bring h5py and xarray here, so no sweep was compared"
    exit 0
  fi
fi

folder=$(mktemp -d)
namespaces=()
finish() {
  for name in "${namespaces[@]}"; do
    ip netns del "$name" 2>/dev/null || true
    rm -rf "/etc/netns/$name"
  done
  rm -rf "$folder"
}
trap finish EXIT
cd "$folder"
cp "$here/cable.yaml" .

failed=0
verdict() {  # verdict NAME COMMAND...
  local name=$1
  shift
  if "$@"; then echo "ok     $name"; else
    echo "FAILED $name"
    failed=$((failed + 1))
  fi
}
same() { "$python" "$here/same.py" alone.h5 "$1"; }
sweep=("$rall" sweep cable.yaml --over 'membrane[0].hh.gna=100..140 mS/cm2:4' --over 'cell.temperature=6..34 degC:4' --traces --progress none)
# What a launcher says of itself is of no interest here, unless it is asked for.
quietly() { "$@" >log 2>&1; }
lines() { if [ -e "$1.part.log" ]; then wc -l <"$1.part.log"; else echo 0; fi; }
until_some() {  # until_some FILE COUNT PID: until so many lines are in the log, or the process is gone
  while [ "$(lines "$1")" -lt "$2" ] && kill -0 "$3" 2>/dev/null; do sleep 0.01; done
}

quietly "${sweep[@]}" --threads 1 --output alone.h5
verdict "the file follows its layout" quietly "$rall" validate-result alone.h5
verdict "xarray and netCDF open it" "$python" "$here/opened.py" alone.h5
verdict "rall is not linked with MPI" sh -c "! ldd '$rall' | grep -qi libmpi"

quietly "${sweep[@]}" --threads 2 --output threads.h5
verdict "two threads answer the same bits" same threads.h5

"${sweep[@]}" --threads 1 --output killed.h5 >log 2>&1 &
until_some killed.h5 5 $!
kill -KILL $! 2>/dev/null || true
wait $! 2>/dev/null || true
mkdir left-by-kill left-by-stop
cp killed.h5.part.* left-by-kill/
verdict "a kill leaves the finished variants, and no half file" sh -c '[ -s killed.h5.part.log ] && [ ! -e killed.h5 ]'
quietly "${sweep[@]}" --threads 1 --output killed.h5 --resume
verdict "it goes on: $(grep -o '[0-9]* of them from before' log || echo none from before)" grep -q 'of them from before' log
verdict "to the same bits" same killed.h5

# A shell that has no terminal lets what it puts behind ignore SIGINT; rall watches it all the same.
"${sweep[@]}" --threads 2 --output stopped.h5 >log 2>&1 &
until_some stopped.h5 4 $!
kill -INT $!
status=0
wait $! || status=$?
verdict "Ctrl-C ends it with status 130" [ "$status" -eq 130 ]
verdict "and leaves a good file" quietly "$rall" validate-result stopped.h5
cp stopped.h5 left-by-stop/
quietly "${sweep[@]}" --output stopped.h5 --resume
verdict "which is completed to the same bits" same stopped.h5

verdict "spoilt log or recordings are never taken for results" "$python" "$here/spoilt.py" --same alone.h5 --tries 24 left-by-kill \
  "${sweep[@]}" --threads 2 --output killed.h5 --resume
verdict "a spoilt file of a stopped sweep never breaks the one that goes on" "$python" "$here/spoilt.py" --tries 40 left-by-stop \
  "${sweep[@]}" --threads 2 --output stopped.h5 --resume
refused() {  # refused NAME STATUS WORDS LEFT COMMAND...: by one line with these words; LEFT is what there is of its output
  local name=$1 wanted=$2 words=$3 left=$4 status=0
  shift 4
  "$@" >/dev/null 2>log || status=$?
  verdict "$name: $(head -c 200 log)" sh -c \
    "[ $status -eq $wanted ] && [ \$(wc -l <log) -eq 1 ] && grep -q '$words' log && [ \"\$(ls | grep '^out')\" = '$left' ]"
}
cp left-by-kill/killed.h5.part.traces out.h5.part.traces
refused "a log that is gone" 65 'it is missing or empty' out.h5.part.traces "${sweep[@]}" --output out.h5 --resume
rm out.h5.part.traces
cp left-by-kill/killed.h5.part.log out.h5.part.log
refused "recordings that are gone" 65 'the file is missing' out.h5.part.log "${sweep[@]}" --output out.h5 --resume
rm out.h5.part.log
refused "recordings that no disk holds" 73 '200000000400000 bytes beside' '' \
  "$rall" sweep cable.yaml --over 'cell.temperature=6..34 degC:50000' --set 'run.duration=5e7 ms' --traces --output out.h5
refused "the name of what is not whole" 73 'not whole' '' "${sweep[@]}" --output out.h5.part
refused "a sweep over where it goes" 64 'where the result goes' '' "$rall" sweep cable.yaml --over 'output.file=1..2:2' --output out.h5
sed 's/, every: 0.1 ms//' cable.yaml >everystep.yaml
refused "recordings at other times" 65 'at every 0.02 ms, and at every 0.01 ms .*every. under record' '' \
  "$rall" sweep everystep.yaml --over 'run.step=0.02..0.03 ms:2' --traces --output out.h5

quietly "$rall" sweep cable.yaml --over 'cell.temperature=6..34 degC' --sample 5 --output sample.h5
verdict "a sample follows its layout" quietly "$rall" validate-result sample.h5

OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=2 RALL_MPI=none "${sweep[@]}" --output single.h5 >log 2>errors
verdict "RALL_MPI=none goes alone within a launcher's job" same single.h5
verdict "and --progress none says nothing" sh -c '[ ! -s errors ]'

status=0
OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=2 RALL_MPI=/nowhere/libmpi.so "${sweep[@]}" --output none.h5 >log 2>&1 || status=$?
verdict "a launcher without a library is told in words" sh -c "[ $status -eq 69 ] && grep -q 'no library of MPI was found' log"

# try_mpi NAME PACKAGE LAUNCHER OPTIONS...: sweeps under one kind of MPI, as long as Debian has it.
try_mpi() {
  local name=$1 package=$2 launcher=$3 file=$folder/$2.h5
  shift 3
  if ! command -v "$launcher" >/dev/null && ! "$root/.ci/packages" "$package"; then
    echo "SKIPPED $name: $package cannot be installed here"
    return
  fi
  quietly "$launcher" "$@" -n 2 "${sweep[@]}" --output "$file" || cat log
  verdict "$name: two processes answer the same bits" same "$file"
  verdict "$name: and say so" grep -q '1 thread in each of 2 processes' log

  # Those who are there first ask for work before the others have read.
  local try
  for try in 1 2 3; do
    rm -f "$file"
    quietly "$launcher" "$@" -n 4 "${sweep[@]}" --output "$file" || cat log
    verdict "$name: four processes answer the same bits" same "$file"
  done

  local status=0
  "$launcher" "$@" -n 1 "${sweep[@]}" --output kernels.h5 : -n 1 env RALL_KERNEL=baseline "${sweep[@]}" --output kernels.h5 >log 2>&1 || status=$?
  if "$rall" --version --json | grep -q '"kernel": *"baseline"'; then
    echo "SKIPPED $name: this processor has one kernel"
  else
    verdict "$name: processes of two kernels are refused, and both are named" \
      sh -c "[ $status -ne 0 ] && grep -q 'process 1 on .*, kernel baseline, and process 0 is .*RALL_KERNEL' log"
  fi

  rm -f "$file"
  "$launcher" "$@" -n 2 "${sweep[@]}" --output "$file" >log 2>&1 &
  local job=$! rank
  until_some "$file" 4 "$job"
  # The newest of the three is the second of the two ranks.
  rank=$(pgrep -f -n -- "--output $file" || true)
  [ -n "$rank" ] && kill -KILL "$rank"
  wait "$job" 2>/dev/null || true
  verdict "$name: a rank that is killed loses nothing that was finished" sh -c "[ -s $file.part.log ] || [ -s $file ]"
  quietly "$launcher" "$@" -n 2 "${sweep[@]}" --output "$file" --resume || cat log
  verdict "$name: it goes on ($(grep -o '[0-9]* of them from before' log || echo none from before))" grep -q 'of them from before' log
  verdict "$name: to the same bits" same "$file"

  sed 's/longest: 40 um/longest: 30 um/' cable.yaml >other.yaml
  local other=("${sweep[@]/cable.yaml/other.yaml}")
  status=0
  "$launcher" "$@" -n 1 "${sweep[@]}" --output two.h5 : -n 1 "${other[@]}" --output two.h5 >log 2>&1 || status=$?
  verdict "$name: processes that read two experiments are refused" sh -c "[ $status -ne 0 ] && grep -q 'process 1 on .* reads another experiment' log"
}
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
try_mpi "Open MPI" openmpi-bin mpirun.openmpi --oversubscribe
try_mpi "MPICH" mpich mpirun.mpich

# Two network namespaces with a wire between them, each with a name of its own: two machines with one disk.
two_machines() {
  local name
  for name in rall-one rall-two; do
    ip netns add "$name" && namespaces+=("$name") || return 1
    mkdir -p "/etc/netns/$name"
    printf '127.0.0.1 localhost\n10.213.77.1 rall-one\n10.213.77.2 rall-two\n' >"/etc/netns/$name/hosts"
    ip -n "$name" link set lo up || return 1
  done
  ip link add wire-one netns rall-one type veth peer name wire-two netns rall-two || return 1
  ip -n rall-one address add 10.213.77.1/24 dev wire-one && ip -n rall-two address add 10.213.77.2/24 dev wire-two \
    && ip -n rall-one link set wire-one up && ip -n rall-two link set wire-two up \
    && ip netns exec rall-one unshare --uts true
}
if ! command -v mpirun.openmpi >/dev/null; then
  echo "SKIPPED two machines: Open MPI is not here"
elif ! two_machines >log 2>&1; then
  echo "SKIPPED two machines: this machine gives no network namespaces ($(tail -n 1 log))"
else
  # In the place of ssh: `agent HOST COMMAND`.
  cat >agent <<'AGENT'
#!/bin/sh
host=$1
shift
exec ip netns exec "$host" unshare --uts sh -c "hostname $host; $*"
AGENT
  chmod +x agent
  quietly ip netns exec rall-one unshare --uts sh -c 'hostname rall-one; exec "$@"' - mpirun.openmpi \
    --mca plm_rsh_agent "$folder/agent" --mca btl tcp,self --mca btl_tcp_if_include 10.213.77.0/24 \
    --mca oob_tcp_if_include 10.213.77.0/24 --host rall-one:1,rall-two:1 -n 2 \
    sh -c 'hostname >&2; exec "$@"' - "${sweep[@]}" --output machines.h5 || cat log
  verdict "one process on each of two machines" sh -c 'grep -q "^rall-one$" log && grep -q "^rall-two$" log'
  verdict "two machines answer the same bits" same machines.h5
fi

echo "sweep: $failed failed"
[ "$failed" -eq 0 ]
