# Everything there is to run; `make` alone lists it. All of it works in a fresh clone, in an environment of its own.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; print("$(name)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)) python3)
WORKERS ?= 3
CASES ?= ../shared/cases
SOURCE ?= central-backend
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
ROOMS := bot channels digests forms handlers jobs sandbox scheduler services storage texts uploads
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
NODE := node_modules/.package-lock.json

.PHONY: help demo install run test test-cases differential lint types contracts bench bench-against bench-grown chaos year central format dev env-example migration lock audit notices sbom clean distclean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do \
		printf 'make %-12s %s\n' "$$name" "$$what"; done

demo: $(RUNTIME)  ## the real program on this machine, with look-alike Telegram servers and a page of phones
	@$(BIN)/langnghe demo

install: $(RUNTIME)  ## the program and what it needs, in .venv

run: $(RUNTIME)  ## the program on the real Telegram (after `.venv/bin/langnghe setup`)
	@$(BIN)/langnghe run

# Compiled tests and modules are kept, whatever the environment says: workers and the programs that tests start share them.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(DEV) $(NODE)  ## every test
	$(BIN)/pytest -rs -n $(WORKERS) --dist worksteal $(ARGS)

lint: $(DEV) $(NODE)  ## style and bans; of the demo's page also types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@if [ -e $(NODE) ]; then set -x; node_modules/.bin/biome lint && node_modules/.bin/tsc --project .; fi

format: $(DEV)  ## puts the code in its usual shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(DEV)  ## types, strictly
	$(BIN)/mypy $(addprefix -p ,$(ROOMS))

contracts: $(DEV)  ## which room may know which
	$(BIN)/lint-imports

test-cases: $(DEV)  ## outside test cases, where a folder of them is there (CASES=DIR)
	@if [ -d "$(CASES)" ]; then $(BIN)/python -m tests.cases --walk "$(CASES)"; else echo "No folder $(CASES): nothing to run."; fi

NODE_MODULES ?= node_modules
differential: $(DEV)  ## our form engine beside ODK Web Forms', where Node and its package are there (NODE_MODULES=DIR)
	$(BIN)/python -m tests.differential "$(CASES)" --modules "$(NODE_MODULES)"

bench: $(DEV)  ## steps per second, beside a plain bot
	$(BIN)/python -m bench $(ARGS)

bench-against: $(DEV)  ## the same beside an older build in the same run (REV=v0.1 ARGS="--users 50 --rounds 3")
	$(BIN)/python -m bench --only ours,before,same --reports 0 --broadcast= --crowd= --no-storm --against "$(REV)" $(ARGS)

bench-grown: $(DEV)  ## an older build and this one on a database of half a million messages (REV=v0.1)
	$(BIN)/python -m bench.grown --against "$(REV)" $(ARGS)

chaos: $(DEV)  ## the program killed a few hundred times while people answer (ARGS="--network zalo --on sqlite --seed 7")
	$(BIN)/python -m tests.chaos $(ARGS)

year: $(DEV)  ## fourteen months of a province beside a tally, on both databases (ARGS="--months 2 --on sqlite")
	$(BIN)/python -m tests.year $(ARGS)

central: $(DEV)  ## copies of reports at a real ODK Central, where its source is there (SOURCE=DIR)
	$(BIN)/python -m tests.central --source "$(SOURCE)"

env-example: $(RUNTIME)  ## .env.example from the settings class
	$(BIN)/python -m bot.settings > .env.example

states: $(DEV)  ## docs/states.md from the tables of states
	$(BIN)/python -c "from services.states import drawn; print(drawn(), end='')" > docs/states.md

migration: $(DEV)  ## the next migration, from what differs in the table classes (NAME=report_verdicts)
	$(BIN)/python -m storage.maintenance.new_migration "$(NAME)"
	$(BIN)/pytest -n 0 tests/storage/maintenance/test_migrations.py

lock:  ## the hashed lock files from pyproject.toml (needs uv) and package.json (needs npm)
	printf 'setuptools>=80\n' | $(LOCK) pyproject.toml - --output-file requirements.lock
	$(LOCK) pyproject.toml --group dev --output-file requirements-dev.lock
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund
	sed -i '/^      "funding": {/,/^      }/d' package-lock.json  # the only addresses in it

# What checks the page, and axe and grammY for the tests. Without Node those checks do not run, and say so; nothing else needs it.
$(NODE): package.json package-lock.json
	@if ! command -v npm >/dev/null; then echo "No Node with npm here: the page's JavaScript is not checked, tests with axe and grammY are skipped." >&2; \
	elif ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; then rm -rf node_modules; \
		echo "npm could not install package-lock.json: the page's JavaScript is not checked, tests with axe and grammY are skipped." >&2; fi

audit: $(DEV)  ## known weaknesses of what is locked; what could not be looked up is said
	@$(BIN)/python -m supply.audit

notices: $(DEV)  ## NOTICES.md, the libraries and their licences
	$(BIN)/python -m supply.notices > NOTICES.md.new && mv NOTICES.md.new NOTICES.md

sbom: $(DEV)  ## sbom.json, the parts of the program as a CycloneDX list, from the lock file
	$(BIN)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible --output-format JSON \
		--output-file sbom.json requirements.lock

clean:  ## what can be made again, but for .venv
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean  ## .venv and node_modules too
	rm -rf $(VENV) node_modules

dev: $(DEV) $(NODE)  ## .venv with all that tests and checks need

$(BIN)/python:
	@[ -w . ] || { echo 'This folder may not be written to, and .venv is put there: clone it to where you may write.' >&2; exit 1; }
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
