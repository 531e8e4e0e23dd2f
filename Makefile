# The two commands a newcomer needs are `make demo` and `make test`; the rest is for developers.
# Everything happens in .venv, which the Makefile makes itself; Node tools go to ignored folders.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.installed-to-run
DEVELOPS := $(VENV)/.installed-to-develop
HEAVY := clients or browser or fuzz or soak
CALLS ?= 20000

.PHONY: demo test lint types arrows check snapshots clients browser fuzz soak wheel bench clean

demo: $(RUNS)
	@$(BIN)/talkover-mcp demo

test: $(DEVELOPS)
	$(BIN)/pytest -n auto --dist worksteal -m "not ($(HEAVY))"

lint: $(DEVELOPS)
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(DEVELOPS)
	$(BIN)/mypy

arrows: $(DEVELOPS)
	$(BIN)/lint-imports

check: lint types arrows test

# Rewrites the committed definitions of tools, prompts and resources; look at the diff.
snapshots: $(DEVELOPS)
	UPDATE_SNAPSHOTS=1 $(BIN)/pytest -q tests/test_contracts.py

# Real MCP clients: the Inspector's CLI and both TypeScript SDKs. Needs npm.
clients: $(DEVELOPS)
	$(BIN)/pytest -m clients tests/clients

# The dashboard in a real headless Chromium inside the official host bridge. Needs npm and chromium.
browser: $(DEVELOPS)
	$(BIN)/pytest -m browser tests/browser

# 10,000 generated argument sets for each tool.
fuzz: $(DEVELOPS)
	$(BIN)/pytest -n auto -m fuzz tests

# Sixteen assistants over HTTP, a Talkover that fails one request in ten; CALLS says how many calls.
soak: $(DEVELOPS)
	SOAK_CALLS=$(CALLS) $(BIN)/pytest -m soak -rP tests/soak

# The suite against the built wheel, in its own environment, away from the sources.
wheel: $(DEVELOPS)
	$(BIN)/python tests/wheel.py

bench: $(DEVELOPS)
	$(BIN)/python -m benchmarks

clean:
	rm -rf tests/clients/node_modules tests/clients/.venv tests/browser/node_modules tests/browser/out
	rm -rf $(VENV) dist build out .pytest_cache .import_linter_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1" -c constraints.txt

$(RUNS): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt --build-constraint constraints.txt -e .
	@touch $@

$(DEVELOPS): $(RUNS)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt --build-constraint constraints.txt -e . --group dev
	@touch $@
