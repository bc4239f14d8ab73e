"""What was injected, how often and with what result: gathered from the tests into docs/measured/faults.md."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import cast

import pytest

TABLE = os.environ.get("LOVP_FAULTS_TABLE")
_NAME = "injected"
_HEAD = """\
# Faults

What `make faults` injected in its last full run, how many cases there were, how they ended, and whether what
was promised held in every one of them: what was acknowledged is in the record, once; nothing else is; every
reading command works afterwards; a later append succeeds. `make test-all` runs a part of the same cases.

The page is written by the run itself.

| subject | injected | cases | how they ended | promise |
|---|---|---:|---|---|
"""

Injected = Callable[..., None]

_ended: dict[tuple[str, str], Counter[str]] = {}
"""By subject and thing injected, how many cases ended how."""
_broken: set[tuple[str, str]] = set()


@pytest.fixture
def injected(request: pytest.FixtureRequest) -> Injected:
    """Says what a test injected: `injected(subject, what, saved=12, refused=30)`, counts by how they ended.

    Tests (or cases of one test) that say the same subject and thing become one row, with the counts added.
    """

    def say(subject: str, what: str, **ended: int) -> None:
        request.node.user_properties.append((_NAME, (subject, what, ended)))

    return say


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody writes while such a test reads, so a line without an end needs no waiting for."""
    monkeypatch.setattr("lovp.text._WAIT", 0)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when != "call":
        return
    for name, value in report.user_properties:
        if name == _NAME:
            subject, what, ended = cast(tuple[str, str, dict[str, int]], value)
            _ended.setdefault((subject, what), Counter()).update(ended)
            if not report.passed:
                _broken.add((subject, what))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    # A run that was stopped half-way has counted a part of the cases.
    whole = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    if TABLE and whole and not hasattr(session.config, "workerinput"):
        Path(TABLE).write_text("".join(document(_ended)), encoding="utf-8")


def document(rows: Mapping[tuple[str, str], Counter[str]]) -> Iterator[str]:
    """The page: a line for each subject, in order of name."""
    yield _HEAD
    for subject, group in groupby(sorted(rows), key=lambda row: row[0]):
        names = [*group]
        ended = sum((rows[name] for name in names), Counter[str]())
        counts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in sorted(ended.items()))
        promise = "**broken**" if _broken.intersection(names) else "held"
        things = "; ".join(what for _subject, what in names)
        yield f"| {subject} | {things} | {ended.total()} | {counts} | {promise} |\n"
