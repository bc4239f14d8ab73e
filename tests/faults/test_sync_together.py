"""Outcomes recorded while a sync is at work in the same folder: what was acknowledged is there, once."""

from pathlib import Path

import pytest

from tests.exchange.clones import Clones, needs_git
from tests.faults.check import lines_of
from tests.faults.conftest import Injected
from tests.faults.scale import many
from tests.faults.together import REFUSED, SAVED, end, start, told
from tests.record.helpers import POSIX

pytestmark = [pytest.mark.all, needs_git]

SUBJECT = "Sync"


@POSIX
def test_processes_record_while_two_clones_sync(tmp_path: Path, injected: Injected) -> None:
    """All add to one writer's file too, so that it has to be united, and put in place, again and again."""
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
    injected(SUBJECT, "outcomes recorded while two clones sync", saved=len(saved))
    injected(SUBJECT, "syncs while outcomes are recorded", done=syncs)
