# `make serve` and `make test` are all a newcomer needs. Each target installs what it misses; README.md says what that is.
SHELL := /bin/bash
PORT ?= 8080
VECTORS ?= tests/vectors
RECORDINGS ?= tests/recordings
SECONDS ?= 300
SEEDS ?= 10000

.PHONY: help serve build test lint fmt npm bench frames train conformance replay chaos fuzz clean
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

serve: build ## build the release site and serve it on http://127.0.0.1:8080 (PORT= changes it)
	@node scripts/tools/serve.mjs dist $(PORT)

build: ## the static site, in dist/
	@scripts/build.sh

test: ## every test: lints, native, wasm in headless Chromium, the npm package, end to end
	@scripts/test.sh

lint: ## formatting, clippy, and the checks of the project's own rules
	@scripts/lint.sh

fmt: ## format the Rust code
	@cargo fmt

npm: ## the npm package, in npm/pkg/
	@scripts/npm.sh

bench: ## the benchmark table, and target/bench.json
	@scripts/bench.sh

train: ## see anew what the page's first minute needs of the engine (scripts/wasm/idle.names)
	@scripts/train.sh

frames: build ## what the page does in a frame while it plays, in Chromium
	@scripts/setup.sh e2e && node tests/e2e/frames.mjs

conformance: ## compare with recorded Kubernetes behaviour (VECTORS= a folder)
	@cargo run --release -q -p everynode-tests --bin conformance -- $(VECTORS)

replay: ## play recorded scenarios and compare every checkpoint (RECORDINGS= a folder)
	@cargo run --release -q -p everynode-tests --bin replay -- $(RECORDINGS)

chaos: ## random commands and faults on simulated clusters (SEEDS= how many scenarios)
	@scripts/chaos.sh $(SEEDS)

fuzz: ## coverage-guided fuzzing of the readers (SECONDS= a target)
	@scripts/fuzz.sh $(SECONDS)

clean: ## remove what was built (tools stay)
	@rm -rf target dist npm/pkg web/editor/dist
