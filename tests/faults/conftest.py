"""How many cases of each fault were tried, and whether what was promised held: docs/measured/faults.md."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import scale

UNIX = ("bad_words", "crash_points", "disks", "harmless", "power_cut", "strange_files")
"""The tests that need a Unix: its system calls, disks, pipes, or names of files."""
collect_ignore = [f"test_{name}.py" for name in UNIX] if sys.platform == "win32" else []

TABLE = os.environ.get("LOVP_FAULTS_TABLE")
_HEAD = """\
# Faults

What `make faults` injected in its last full run, in how many cases, and whether what was promised held in
every one of them: what was acknowledged is in the record, once; nothing else is; every reading command works
afterwards; a later append succeeds. `make test-all` runs a part of the same cases.

The page is written by the run itself.

| subject | injected | cases | promise |
|---|---|---:|---|
"""

_tried: Counter[tuple[str, str]] = Counter()
_broken: set[tuple[str, str]] = set()


@pytest.fixture(autouse=True)
def _counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """Count the cases that the test chooses (`scale.some`, `scale.many`), at least one."""
    scale.tried = 0
    yield
    request.node.user_properties.append(("cases", max(1, scale.tried)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    file, _line, test = report.location
    what = (Path(file).stem, test.partition("[")[0])
    if report.failed:
        _broken.add(what)
    for name, value in report.user_properties if report.when == "teardown" else ():
        if name == "cases":
            _tried[what] += int(str(value))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    # A run that was stopped half-way has counted a part of the cases.
    whole = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    if TABLE and whole and not hasattr(session.config, "workerinput"):
        page = _HEAD
        for what, cases in sorted(_tried.items()):
            subject, test = (name.removeprefix("test_").replace("_", " ") for name in what)
            held = "**broken**" if what in _broken else "held"
            page += f"| {subject.capitalize()} | {test} | {cases} | {held} |\n"
        Path(TABLE).write_text(page, encoding="utf-8")
