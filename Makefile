# Everything sets itself up: Python 3.11 or later with venv is all that must be there.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

.PHONY: demo test faults cron tools check docs texts pictures bench clean

demo: $(VENV)/installed
	@LOVP_LANG=$${LOVP_LANG:-sv} $(BIN)/lovp demo

# Twice as many as two cores: many tests wait for a terminal to answer.
test: check $(VENV)/installed tools
	$(BIN)/python -m pytest -n 4

faults: $(VENV)/installed tools
	LOVP_FAULTS=full LOVP_FAULTS_TABLE=docs/measured/faults.md $(BIN)/python -m pytest -n auto tests/faults tests/cli/test_log_dialogue.py tests/cli/test_log_many.py

cron: $(VENV)/installed
	@$(BIN)/python -m tests.tools cron
	$(BIN)/python -m tests.cron

# What faults are injected with, where it is absent and may be installed; else those tests say what they lack.
tools: $(VENV)/installed
	@$(BIN)/python -m tests.tools git strace chromium poppler-utils default-jdk-headless zsh fish

check: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/installed
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file docs/site/sv.yml
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file docs/site/en.yml
	@echo "The handbook is in site/: open site/index.html"

texts: $(VENV)/installed
	$(BIN)/python -m tests.texts

pictures: $(VENV)/installed tools
	$(BIN)/python -m tests.pictures

bench: $(VENV)/installed
	@$(BIN)/python -m tests.tools hledger miller sqlite3
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.intervals

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
