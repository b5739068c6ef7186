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
quietly "${sweep[@]}" --output stopped.h5 --resume
verdict "which is completed to the same bits" same stopped.h5

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
  local other=("${sweep[@]/cable.yaml/other.yaml}") status=0
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
