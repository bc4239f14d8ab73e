"""Many at a time: processes record into one file and into their own, others read, and some are killed."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exchange.clones import Clones, needs_git
from tests.faults.check import holds, lines_of, lovp
from tests.faults.conftest import Injected
from tests.faults.scale import many
from tests.faults.together import ASKED, REFUSED, SAVED, end, start, told, wait_for
from tests.record.helpers import POSIX

pytestmark = pytest.mark.all

SUBJECT = "Together"

Prepare = Callable[[str], Path]


def without_end(files: list[Path]) -> set[tuple[str, int]]:
    """The lines that are not whole rows, by the bytes: name and number, as a problem gives them."""
    return {
        (file.name, number)
        for file in files
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1)
        if line and not line.endswith((b"Z", b",logged_at"))
    }


@POSIX
def test_processes_record_together_while_others_read_and_some_are_killed(
    prepare: Prepare, injected: Injected
) -> None:
    workers, count, killed, readers = many(6, 16), many(40, 500), many(2, 5), many(1, 2)
    folder = prepare("plan")
    words = ["log", "schoolinfo", "0", "--date", "2024-03-01", "--note", 'arbete 0, nummer 0: ""']
    assert lovp(folder, *words).code == 0
    data = folder / "data" / "2024"
    (first,) = (row.cells[0] for row in lines_of(data)[0])
    readings = [folder / f"reader-{number}" for number in range(readers)]
    said = [folder / f"worker-{number}" for number in range(workers)]
    reading = [start("read", data, file) for file in readings]
    wait_for(lambda: all(file.exists() for file in readings))
    # Those that are to be killed would go on for ever.
    counts = [sys.maxsize] * killed + [count] * (workers - killed)
    working = [start("write", data, *each) for each in zip(said, range(workers), counts, strict=True)]
    for number in range(killed):
        enough = 1 + number * count // killed
        wait_for(lambda file=said[number], enough=enough: len(told(file, SAVED)) >= enough)  # type: ignore[misc]
        os.kill(working[number].pid, signal.SIGKILL)
    codes = [end(process) for process in working]
    assert [end(process) for process in reading] == [0] * readers
    assert codes == [-signal.SIGKILL] * killed + [0] * (workers - killed)

    saved = [row_id for file in said for row_id in told(file, SAVED)]
    refused = [row_id for file in said for row_id in told(file, REFUSED)]
    asked = [row_id for file in said for row_id in told(file, ASKED)]
    unanswered = {*asked} - {*saved} - {*refused}
    assert len({*asked}) == len(asked), "an id was given twice"
    assert len(unanswered) <= killed
    assert len(saved) + len(refused) >= (workers - killed) * count

    on_disk = [row.cells[0] for row in lines_of(data)[0]]
    assert len(on_disk) == len({*on_disk}), "a row was written twice"
    torn = without_end([*data.glob("*.csv")])
    assert len(torn) <= killed
    for file in readings:
        result = json.loads(file.read_text())
        assert result["faults"] == []
        assert {(name, line) for name, line in result["problems"]} <= torn, "a row was seen torn"
        assert result["readings"] > many(2, 50)
        injected(SUBJECT, "readings while others record", never_torn_nor_fewer=result["readings"])
    holds(folder, [first, *saved], perhaps=unanswered, problems=bool(torn))
    injected(SUBJECT, "outcomes of processes at the same time", saved=len(saved), refused=len(refused))
    injected(SUBJECT, "processes killed while recording", killed=killed)


@pytest.mark.parametrize("turn", range(many(1, 8)))
def test_the_first_rows_of_a_new_year_come_together(prepare: Prepare, injected: Injected, turn: int) -> None:
    """Nobody has made the folder, the file or its header yet, and all want to."""
    folder = prepare("plan")
    data = folder / "data" / "2024"
    said = [folder / f"worker-{number}" for number in range(many(3, 16))]
    working = [start("write", data, file, number, 4) for number, file in enumerate(said)]
    assert {end(process) for process in working} == {0}
    saved = [row_id for file in said for row_id in told(file, SAVED)]
    assert len(saved) == 4 * len(said)
    assert (data / "kansli.csv").read_bytes().count(b"logged_at") == 1
    holds(folder, saved)
    injected(SUBJECT, "the first outcomes of a year at the same time", saved=len(saved))


@POSIX
@needs_git
def test_processes_record_while_two_clones_sync(tmp_path: Path, injected: Injected) -> None:
    """All add to one writer's file too, so that it has to be merged again and again."""
    clones = Clones(tmp_path / "all", "a", "b")
    workers, count = many(2, 4), many(80, 250)
    said = [tmp_path / f"worker-{number}" for number in range(2 * workers)]
    for name in clones.names:
        clones.log(name, 1)
    working = [
        start("write", clones.year("ab"[number % 2]), file, number, count) for number, file in enumerate(said)
    ]
    syncs = 0
    while any(process.poll() is None for process in working):
        clones.sync("ab"[syncs % 2])
        syncs += 1
    assert syncs
    assert {end(process) for process in working} == {0}
    saved = [row_id for file in said for row_id in told(file, SAVED)]
    refused = [row_id for file in said for row_id in told(file, REFUSED)]
    assert len(saved) + len(refused) == len(said) * count
    assert refused == [], "locks are known here, so nobody has to be refused"
    rows = clones.all_the_same()
    assert set(saved) <= set(rows)
    assert len(rows) == len(saved) + 2
    for name in clones.names:
        on_disk = [row.cells[0] for row in lines_of(clones.year(name))[0]]
        assert len(on_disk) == len(set(on_disk))
    injected("Sync", "outcomes recorded while two clones sync", saved=len(saved))
    injected("Sync", "syncs while outcomes are recorded", done=syncs)
