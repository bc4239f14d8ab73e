# Everything sets itself up: Python 3.11 or later with venv is all that must be there.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := Scripts
else
BIN := bin
endif
RUN := $(VENV)/$(BIN)
PIP := -m pip install --quiet --disable-pip-version-check

# The version after the pinned one: the program runs on it too, only slower.
NEXT := .venv-next
NEXT_TYPER := typer==0.29.2

.PHONY: demo test test-all next-typer faults tools check docs texts pictures bench clean

demo: $(VENV)/installed
	@LOVP_LANG=$${LOVP_LANG:-sv} $(RUN)/lovp demo

test: check
	$(RUN)/python -m pytest -n auto -m "not all"

# Twice as many as two cores: many of these tests wait for a terminal, a browser or a process.
test-all: $(VENV)/installed-all tools next-typer
	$(RUN)/python -m pytest -n 4 -m "all or hypothesis" --hypothesis-profile all

next-typer: $(NEXT)/installed
	$(NEXT)/$(BIN)/python -m pytest -n auto tests/cli/test_transcripts.py

faults: $(VENV)/installed-all tools
	LOVP_FAULTS=full LOVP_FAULTS_TABLE=docs/measured/faults.md $(RUN)/python -m pytest -n auto tests/faults tests/cli/test_questions.py tests/cli/test_log_many.py

# Debian's packages, where one is absent and may be installed; else the tests that need it say so, and skip.
tools: $(VENV)/installed
	@$(RUN)/python -m tests.tools git strace chromium poppler-utils libpangoft2-1.0-0 libharfbuzz-subset0 default-jdk-headless zsh fish systemd

check: $(VENV)/installed
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

docs: $(VENV)/installed-all
	NO_MKDOCS_2_WARNING=1 $(RUN)/mkdocs build --strict --config-file docs/site/sv.yml
	NO_MKDOCS_2_WARNING=1 $(RUN)/mkdocs build --strict --config-file docs/site/en.yml
	@echo "The handbook is in site/: open site/index.html"

texts: $(VENV)/installed
	$(RUN)/python -m tests.texts

pictures: $(VENV)/installed tools
	$(RUN)/python -m tests.pictures

bench: $(VENV)/installed
	@$(RUN)/python -m tests.tools hledger
	$(RUN)/python -m tests.bench
	$(RUN)/python -m tests.bench.intervals

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python $(PIP) --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(VENV)/installed-all: $(VENV)/installed
	$(RUN)/python $(PIP) --constraint constraints.txt --editable '.[dev-all]'
	@touch $@

# Without its dependencies, which are there: so that our own pin has no say.
$(NEXT)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(NEXT)
	$(NEXT)/$(BIN)/python $(PIP) --constraint constraints.txt --editable '.[dev]'
	$(NEXT)/$(BIN)/python $(PIP) --no-deps '$(NEXT_TYPER)'
	@touch $@

clean:
	rm -rf $(VENV) $(NEXT) .mypy_cache .ruff_cache .pytest_cache .hypothesis
