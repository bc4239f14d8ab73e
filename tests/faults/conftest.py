"""What was injected, how often and with what result: gathered from the tests for `make faults`."""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from tests.faults.table import Row, document

TABLE = os.environ.get("LOVP_FAULTS_TABLE")
_NAME = "injected"
_rows: dict[tuple[str, str], Row] = {}

Injected = Callable[..., None]


@pytest.fixture
def injected(request: pytest.FixtureRequest) -> Injected:
    """Says what a test injected: `injected(subject, what, saved=12, refused=30)`, counts by how they ended.

    Tests (or cases of one test) that say the same subject and thing become one row, with the counts added.
    """

    def say(subject: str, what: str, **ended: int) -> None:
        request.node.user_properties.append((_NAME, (subject, what, ended)))

    return say


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when != "call":
        return
    for name, value in report.user_properties:
        if name == _NAME:
            _add(*cast(tuple[str, str, dict[str, int]], value), held=report.passed)


def _add(subject: str, what: str, ended: dict[str, int], *, held: bool) -> None:
    former = _rows.get((subject, what), Row(subject, what, {}, held=True))
    counts = dict(Counter(former.ended) + Counter(ended))
    _rows[subject, what] = Row(subject, what, counts, held=former.held and held)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if TABLE and not hasattr(session.config, "workerinput"):
        Path(TABLE).write_text(document(_rows.values()), encoding="utf-8")
