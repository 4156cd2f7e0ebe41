# Everything there is to run; `make` alone lists it. All of it works in a fresh clone, in an environment of its own.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; print("$(name)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)) python3)
WORKERS ?= 2
CASES ?= ../shared/cases
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
ROOMS := bot channels digests forms handlers jobs sandbox scheduler services storage texts uploads
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

.PHONY: help demo run test test-cases lint types contracts bench chaos format dev env-example migration lock clean distclean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do \
		printf 'make %-12s %s\n' "$$name" "$$what"; done

demo: $(RUNTIME)  ## the real program on this machine, with look-alike Telegram servers and a page of phones
	@$(BIN)/langnghe demo

run: $(RUNTIME)  ## the program on the real Telegram (after `.venv/bin/langnghe setup`)
	@$(BIN)/langnghe run

test: $(DEV)  ## every test
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

lint: $(DEV)  ## style and bans
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(DEV)  ## puts the code in its usual shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(DEV)  ## types, strictly
	$(BIN)/mypy $(addprefix -p ,$(ROOMS))

contracts: $(DEV)  ## which room may know which
	$(BIN)/lint-imports

test-cases: $(DEV)  ## outside test cases, where a folder of them is there (CASES=DIR)
	@if [ -d "$(CASES)" ]; then $(BIN)/python -m tests.cases --walk "$(CASES)"; else echo "No folder $(CASES): nothing to run."; fi

bench: $(DEV)  ## steps per second, beside a plain bot
	$(BIN)/python -m bench

chaos: $(DEV)  ## the program killed a few hundred times while people answer (ARGS="--network zalo --on sqlite --seed 7")
	$(BIN)/python -m tests.chaos $(ARGS)

env-example: $(RUNTIME)  ## .env.example from the settings class
	$(BIN)/python -m bot.settings > .env.example

migration: $(DEV)  ## the next migration, from what differs in the table classes (NAME=report_verdicts)
	$(BIN)/python -m storage.maintenance.new_migration "$(NAME)"
	$(BIN)/pytest -n 0 tests/storage/maintenance/test_migrations.py

lock:  ## the hashed lock files from pyproject.toml (needs uv)
	printf 'setuptools>=80\n' | $(LOCK) pyproject.toml - --output-file requirements.lock
	$(LOCK) pyproject.toml --group dev --output-file requirements-dev.lock

clean:  ## what can be made again, but for .venv
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean  ## .venv too
	rm -rf $(VENV)

dev: $(DEV)  ## .venv with all that tests and checks need

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11 or later is needed. Install it, or say which one: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo 'This Python lacks the module venv. On Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The package itself is installed last and in place, by the locked setuptools: nothing is downloaded to build it.
$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
