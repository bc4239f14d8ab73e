"""Many at a time: processes record into one file and into their own; others read, sync."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.clones import Clones, needs_git
from tests.faults.check import holds
from tests.faults.scale import many
from tests.faults.together import ASKED, REFUSED, SAVED, end, start, told, wait_for
from tests.record.helpers import POSIX
from tests.rows import read_rows

pytestmark = pytest.mark.all


def saved(files: list[Path]) -> list[str]:
    """The ids that the workers have told of as saved."""
    return [row_id for file in files for row_id in told(file, SAVED)]


def ids_in(year: Path) -> list[str]:
    """The id of every row of every file, none of which stands twice."""
    ids = [row.cells[0] for row in read_rows(year)[0]]
    assert len(ids) == len(set(ids)), "a row was written twice"
    return ids


@POSIX
def test_processes_record_together_while_others_read_and_some_are_killed(
    prepare: Callable[[str], Path],
) -> None:
    workers, count, killed, readers = many(6, 16), many(40, 500), many(2, 5), many(1, 2)
    folder = prepare("plan")
    year = folder / "data" / "2024"
    readings = [folder / f"reader-{number}" for number in range(readers)]
    said = [folder / f"worker-{number}" for number in range(workers)]
    reading = [start("read", year, file) for file in readings]
    wait_for(lambda: all(file.exists() for file in readings))
    # Those that are to be killed would go on for ever.
    counts = [sys.maxsize] * killed + [count] * (workers - killed)
    working = [start("write", year, *each) for each in zip(said, range(workers), counts, strict=True)]
    for number in range(killed):
        enough = 1 + number * count // killed
        wait_for(lambda file=said[number], enough=enough: len(told(file, SAVED)) >= enough)  # type: ignore[misc]
        os.kill(working[number].pid, signal.SIGKILL)
    codes = [end(process) for process in working]
    assert [end(process) for process in reading] == [0] * readers
    assert codes == [-signal.SIGKILL] * killed + [0] * (workers - killed)

    refused = [row_id for file in said for row_id in told(file, REFUSED)]
    asked = [row_id for file in said for row_id in told(file, ASKED)]
    unanswered = {*asked} - {*saved(said)} - {*refused}
    assert len({*asked}) == len(asked), "an id was given twice"
    assert len(unanswered) <= killed
    assert len(saved(said)) + len(refused) >= (workers - killed) * count
    ids_in(year)
    # The lines that are not whole rows, by the bytes: name and number, as a problem gives them.
    torn = {
        (file.name, number)
        for file in year.glob("*.csv")
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1)
        if line and not line.endswith((b"Z", b",logged_at"))
    }
    assert len(torn) <= killed
    for file in readings:
        result = json.loads(file.read_text())
        assert {(name, line) for name, line in result["problems"]} <= torn, "a row was seen torn"
        assert result["readings"] > many(2, 50)
    holds(folder, saved(said), perhaps=unanswered, problems=bool(torn))


@POSIX
@needs_git
def test_processes_record_while_two_clones_sync(tmp_path: Path) -> None:
    """All add to one writer's file too, so that it has to be merged again and again."""
    clones = Clones(tmp_path / "all", "a", "b")
    said = [tmp_path / f"worker-{number}" for number in range(2 * many(2, 4))]
    for name in clones.names:
        clones.log(name, 1)
    working = [
        start("write", clones.year("ab"[number % 2]), file, number, many(80, 250))
        for number, file in enumerate(said)
    ]
    syncs = 0
    while any(process.poll() is None for process in working):
        clones.sync("ab"[syncs % 2])
        syncs += 1
    assert syncs
    assert {end(process) for process in working} == {0}
    # Locks are known here, so nobody has to be refused.
    assert len(saved(said)) == len(said) * many(80, 250)
    rows = clones.all_the_same()
    assert set(saved(said)) <= set(rows)
    assert len(rows) == len(saved(said)) + 2
    for name in clones.names:
        ids_in(clones.year(name))
