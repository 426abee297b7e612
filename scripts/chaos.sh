#!/usr/bin/env bash
# Random commands and faults on simulated clusters, every promise checked after every step. chaos.sh [SEEDS]
# The engine is compiled with some optimisation here: a scenario takes a third of the time then.
set -euo pipefail
cd "$(dirname "$0")/.."

export EVERYNODE_SEEDS=${1:-1000}
cargo test --config profile.test.package.everynode-core.opt-level=1 \
  --config profile.test.package.everynode-tests.opt-level=1 -p everynode-tests --test chaos
