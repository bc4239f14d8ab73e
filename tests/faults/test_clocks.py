"""Clocks that jump: a correction counts for what it replaces, also if made "earlier" than that."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
import uuid_utils

from lovp.cli import context
from tests.faults.check import goes_on, lovp, rows_of
from tests.faults.scale import many

pytestmark = pytest.mark.all

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The computer's clock, which a test sets (`now`): the program's and that of the ids."""
    clock = SimpleNamespace(now=datetime(2024, 5, 28, 12, tzinfo=UTC))

    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Told":
            return cls.fromisoformat(clock.now.astimezone(tz).isoformat())

    real = uuid_utils.uuid7
    with monkeypatch.context() as patch:
        patch.setattr(context, "datetime", Told)
        patch.setattr(uuid_utils, "uuid7", lambda: real(nanoseconds=int(clock.now.timestamp() * 1e9)))
        yield clock


def done(folder: Path, *words: str) -> str:
    """What a command answers that takes the day from the clock."""
    answer = lovp(folder, *words, environment={"LOVP_TODAY": ""})
    assert answer.code == 0, answer.err
    return answer.out


def values(folder: Path) -> list[int]:
    out = done(folder, "outcomes", "--format", "csv", "--year", "2024")
    return sorted(int(row["value"]) for row in csv.DictReader(io.StringIO(out)))


def log(folder: Path, value: int) -> str:
    done(folder, "log", "schoolinfo", str(value), "--place", "Hjo", "--date", "2024-01-15")
    last = (folder / "data" / "2024" / "kansli.csv").read_text().splitlines()[-1]
    return last.split(",")[0]


@pytest.mark.parametrize("seed", range(many(2, 60)))
def test_everything_done_while_the_clock_jumps_is_there_once(
    prepare: Callable[[str], Path], clock: SimpleNamespace, seed: int
) -> None:
    """Log, amend and undo at random; what counts is worked out from what was done, without times."""
    folder, random = prepare("plan"), Random(seed)
    said: dict[str, list[int | None]] = {}
    for step in range(1000, 1000 + many(12, 40)):
        jump = random.choice([HOUR, -HOUR, YEAR, -YEAR, timedelta(seconds=1), timedelta(0)])
        # Never earlier, so that everything is recorded after it happened.
        first, last = datetime(2024, 2, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
        clock.now = min(max(clock.now + jump, first), last)
        kind = random.randrange(4) if said else 0
        if kind < 2:
            said[log(folder, step)] = [step]
            continue
        row_id = random.choice(sorted(said))
        history = said[row_id]
        if kind == 2 and history[-1] is not None:
            done(folder, "amend", row_id, "--value", str(step))
            history.append(step)
        else:
            done(folder, "undo", row_id)
            history.append(history[-2] if len(history) > 1 else None)
        standing = (each[-1] for each in said.values())
        assert values(folder) == sorted(value for value in standing if value is not None)
    assert len(rows_of(folder)) == sum(map(len, said.values()))
    goes_on(folder)
