# Everything starts here: `make demo` to live a month of mentoring, `make test` to check it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
PORT ?= 8765
KILLS ?= 50
# Two workers on two cores; XDIST=0 to run in one process and read the output as it comes.
XDIST ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types slow bench chaos pictures lock clean

help:  ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Binôme needs Python 3.11 or later. Install it, then: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu type: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Binôme needs to run (once) …"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing what the tests need (once) …"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

demo: $(VENV)/run.stamp  ## A company's mentoring month in your browser (PORT=8080, FRESH=1)
	@$(BIN)/binome demo --port $(PORT) $(if $(FRESH),--fresh,)

test: $(VENV)/dev.stamp  ## Every test of the fast set
	@$(BIN)/python -m pytest -n $(XDIST) --dist worksteal -m "not slow" tests

check: format lint types test  ## What must be true before a commit

format: $(VENV)/dev.stamp
	@$(BIN)/ruff format --check .

lint: $(VENV)/dev.stamp
	@$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	@$(BIN)/mypy

slow: $(VENV)/dev.stamp  ## The long cases
	@BINOME_TEST_PROFILE=slow $(BIN)/python -m pytest -n $(XDIST) -m slow tests

chaos: $(VENV)/dev.stamp  ## Kill the bot KILLS times, and worse; what it cost (SEED=7 ONLY=power-cut)
	@KILLS=$(KILLS) $(BIN)/python -m pytest -q -m chaos $(if $(ONLY),-k "$(ONLY)",) tests/faults

bench: $(VENV)/dev.stamp  ## Speed, as ratios to a floor measured in the same run (ONLY="a_tick claims")
	@$(BIN)/python -m tests.bench $(ONLY)

pictures: $(VENV)/dev.stamp  ## The screenshots of the README and every screen (ONLY="home nudges")
	@$(BIN)/python -m tests.pictures $(ONLY)

lock: $(VENV)/dev.stamp  ## Freeze the newest versions that fit pyproject.toml
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean:  ## Forget the virtual environment and the demo
	rm -rf $(VENV) .demo
