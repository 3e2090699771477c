# Viceversa. `make run` and `make test` set everything up by themselves.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What was compiled once is kept: else every process that a test starts compiles the whole anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test check bench scorecard faults live lock wheel clean gallery

help: ## Show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

# Stamps remember which lock file was installed, so that nothing is installed twice.
$(VENV)/.run: $(VENV)/.uv requirements.lock pyproject.toml
	@test -e $(VENV)/.dev || $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes --python $(BIN)/python -r requirements.lock
	@test -e $(VENV)/.dev || $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.uv requirements-dev.lock pyproject.toml
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes --python $(BIN)/python -r requirements-dev.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	@touch $@

run: $(VENV)/.run ## Open the screen
	$(BIN)/viceversa

test: $(VENV)/.dev ## Run the tests
	$(BIN)/pytest -n 3 --dist loadfile

check: $(VENV)/.dev ## Style, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 3 --dist loadfile

bench: $(VENV)/.dev ## Measure start-up, drafting and retrieval
	$(BIN)/python -m benchmarks.startup || true
	$(BIN)/python -m benchmarks.screen || true
	$(BIN)/python -m benchmarks.agenda
	@test ! -d ../shared/data/leak || $(BIN)/python -m benchmarks.leak ../shared/data/leak
	@test -d ../shared/data && for set in "qmsum meeting" "locomo pair" "guidance none"; do \
		$(BIN)/python -m benchmarks.retrieval ../shared/data/$${set% *} --split dev --scope $${set#* }; done || true

scorecard: $(VENV)/.dev ## Write docs/scorecard.md from real runs
	$(BIN)/python -m benchmarks.scorecard

live: $(VENV)/.dev ## Run a real small model on this computer through the product
	$(BIN)/pytest -n 0 -m live tests/live

faults: $(VENV)/.dev ## The long campaign of faults and attacks
	$(BIN)/pytest -n 2 -m faults tests

gallery: $(VENV)/.dev ## Draw the README's pictures from the app
	$(BIN)/python -m tests.tui.gallery

lock: $(VENV)/.uv ## Resolve the lock files anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate --no-header pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev --extra postgres -o requirements-dev.lock

wheel: $(VENV)/.uv ## Build the wheel
	$(BIN)/uv build --wheel --out-dir dist

clean: ## Remove what was built; keeps your data
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache
