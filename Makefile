# Çağrı: `make run` and `make test` are all that a newcomer needs.

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install install-dev run test check check-long bench docs lock

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/run.stamp: requirements.lock pyproject.toml
	@test -x $(BIN)/python || { echo "· .venv yaradılır"; $(PYTHON) -m venv .venv; }
	@echo "· asılılıqlar qurulur (birinci dəfə bir dəqiqəyə qədər)"; SECONDS=0; \
	  $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . && \
	  echo "· quruldu: $$SECONDS s"
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "· yoxlama alətləri qurulur"; SECONDS=0; \
	  $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock && \
	  echo "· quruldu: $$SECONDS s"
	@touch $@

install: .venv/run.stamp ## Make the virtual environment with the locked dependencies

install-dev: .venv/dev.stamp ## The same with the tools for tests and checks

run: install ## Set everything up and serve on http://127.0.0.1:8000
	@exec $(BIN)/callcenter prepare --serve

test: install-dev ## Set everything up and run the tests
	@$(BIN)/pytest -n 2 --dist loadfile

check: install-dev ## Lint, types, arrows, migrations, tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit -q -c pyproject.toml -r callcenter knowledge_base reports
	@$(MAKE) --no-print-directory test

check-long: install-dev ## Rules, acts and leaks again, with 3000 examples for each property that names no number
	@HYPOTHESIS_PROFILE=long $(BIN)/pytest -n 2 --dist loadfile tests/rules tests/usecases tests/faults tests/web/test_leaks*.py

bench: install-dev ## Accuracy and speed beside baselines; writes docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks.matching

docs: install-dev ## Draw the documents that come from the code
	@$(BIN)/python -m tests.documents.lifecycle
	@$(BIN)/python -m tests.documents.lives
	@$(BIN)/python -m tests.documents.duties

lock: install-dev ## Write the locks anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras --all-extras pyproject.toml -o requirements-dev.lock
