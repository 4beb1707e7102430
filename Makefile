# Needs Python 3.11 to 3.13 and make, nothing else: `make run` or `make test` from a fresh clone.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
PY := $(BIN)/python
TEMPO ?= 1d=2s
CHAOS ?=

# A name on the PATH proves nothing (a version manager's shim fails when called, a distribution's Python may
# lack venv), so each candidate is run.
CANDIDATES := python3.13 python3.12 python3 python3.11
USABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/.ready ## prepare .venv, exactly as locked (instant when nothing changed)
	@echo "• .venv is ready"

.venv/.ready: requirements.lock
	@python=; for name in $(CANDIDATES); do \
	  if $$name -c '$(USABLE)' >/dev/null 2>&1; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Cần Python 3.11, 3.12 hoặc 3.13 có sẵn venv (Debian, Ubuntu: apt-get install python3-venv)." >&2; \
	  echo "Python 3.11, 3.12 or 3.13 with venv is needed (Debian, Ubuntu: apt-get install python3-venv)." >&2; \
	  exit 1; \
	fi; \
	echo "• $$($$python --version) → .venv" && \
	$$python -m venv --clear .venv
	@echo "• installing $$(grep -c == $<) packages (a minute or two, once)"
	@$(PY) -m pip --disable-pip-version-check --no-input install -qq --progress-bar off \
	  --only-binary :all: --no-deps --require-hashes -r $<
	@touch $@

.PHONY: run
run: .venv/.ready ## start everything with demonstration data and print the address (TEMPO=1d=2s)
	@$(PY) starter.py up --demo --tempo $(TEMPO)

.PHONY: test
test: .venv/.ready ## all checks, then all tests
	@$(MAKE) --no-print-directory lint types
	@$(PY) -m pytest

.PHONY: lint
lint: .venv/.ready ## ruff and the arrows between the rooms
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(BIN)/lint-imports --no-cache

.PHONY: types
types: .venv/.ready ## mypy, strict
	@$(PY) -m mypy .

.PHONY: format
format: .venv/.ready ## put the code in shape
	@$(PY) -m ruff check --fix-only
	@$(PY) -m ruff format

.PHONY: cover
cover: .venv/.ready ## the tests, and the lines and branches they did not reach
	@$(PY) -m pytest --cov --cov-report term-missing:skip-covered

.PHONY: chaos
chaos: .venv/.ready ## kill everything at every instant and count what is lost (CHAOS='--chaos-seed 7')
	@$(PY) -m pytest tests/chaos $(CHAOS)
