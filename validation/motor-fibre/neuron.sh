# Brings NEURON into a virtual environment, compiles the motor fibre's node, and goes where it was compiled.
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
environment=${VENV:-$root/.venv-neuron}

if [ ! -x "$environment/bin/python" ] || ! "$environment/bin/python" -c 'import neuron, numpy' 2>/dev/null; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  if ! "$environment/bin/pip" install --quiet 'neuron==9.0.*' numpy; then
    rm -rf "$environment"
    echo "SKIPPED: pip cannot bring NEURON here, so nothing was compared with it"
    exit 0
  fi
fi

RALL=$(realpath "${RALL:-$root/.build/release/rall}")
compiled=$(mktemp -d)
trap 'rm -rf "$compiled"' EXIT
cd "$compiled"
if ! PATH=$environment/bin:$PATH nrnivmodl "$here" >nrnivmodl.log 2>&1; then
  echo "SKIPPED: NEURON's mechanism cannot be compiled here; is there a C++ compiler?"
  tail -n 3 nrnivmodl.log
  exit 0
fi
export NEURON_MODULE_OPTIONS=-nogui PYTHONDONTWRITEBYTECODE=1
