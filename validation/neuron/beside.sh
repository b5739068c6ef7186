# Sourced by what compares rall with NEURON: brings a version of it by pip and runs a script beside it.

# beside_neuron ENVIRONMENT SCRIPT PACKAGE...: with rall in $RALL and real neurons in $RALL_MORPHOLOGIES; where
# pip or the neurons cannot be had, says so and ends.
beside_neuron() {
  local environment=$1 script=$2 root
  shift 2
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  if [ ! -x "$environment/bin/python" ] || ! "$environment/bin/python" -c 'import neuron, numpy' 2>/dev/null; then
    # Also over what an earlier try left half done.
    python3 -m venv "$environment"
    if ! "$environment/bin/pip" install --quiet "$@"; then
      echo "SKIPPED: pip cannot bring NEURON here, so nothing was compared with it"
      exit 0
    fi
  fi
  local folder=${RALL_MORPHOLOGIES:-$root/morphologies/real}
  if [ ! -d "$folder" ] && ! "$root/morphologies/get"; then
    echo "SKIPPED: no real neurons are here, and none can be had"
    exit 0
  fi
  export RALL=${RALL:-$root/.build/release/rall}
  RALL_MORPHOLOGIES=$folder NEURON_MODULE_OPTIONS=-nogui "$environment/bin/python" "$script"
}
