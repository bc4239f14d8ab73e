"""Clocks that jump, a record that doesn't mind.

A correction counts for what it replaces, not for its time: one made "earlier" than what it corrects counts.
With `--known-at` the later the moment, the more rows are known, and each outcome counts once.
"""

import csv
import io
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
import uuid_utils

from lovp.cli import context
from tests.faults.check import Answer, goes_on, lovp, rows_of
from tests.faults.scale import many, some
from tests.record.helpers import POSIX

pytestmark = [pytest.mark.all, POSIX]

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
SPRING = datetime(2024, 3, 31, 1, tzinfo=UTC)
"""At 02:00 the clocks become 03:00."""
AUTUMN = datetime(2024, 10, 27, 1, tzinfo=UTC)
"""At 03:00 the clocks become 02:00, and the hour from 02:00 comes twice."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The computer's clock, which a test sets (`now`): the program's and that of the ids, in Swedish time."""
    clock = SimpleNamespace(now=datetime(2024, 5, 28, 12, tzinfo=UTC))

    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Told":
            moment = clock.now if tz else clock.now.astimezone().replace(tzinfo=None)
            return cls.fromisoformat(moment.isoformat())

    real = uuid_utils.uuid7
    with monkeypatch.context() as patch:
        patch.setattr(context, "datetime", Told)
        patch.setattr(uuid_utils, "uuid7", lambda: real(nanoseconds=int(clock.now.timestamp() * 1e9)))
        # The rule of Swedish time, for a system that doesn't know the zone by name.
        patch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield clock
    time.tzset()


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    return prepare("plan")


def run(folder: Path, *words: str) -> Answer:
    """A command that takes the day from the clock."""
    return lovp(folder, *words, environment={"LOVP_TODAY": ""})


def done(folder: Path, *words: str) -> str:
    answer = run(folder, *words)
    assert answer.code == 0, answer.err
    return answer.out


def values(folder: Path, *words: str) -> list[int]:
    """The values that count, in order; with `--known-at` those known by then."""
    out = done(folder, "outcomes", "--format", "csv", "--year", "2024", *words)
    return sorted(int(row["value"]) for row in csv.DictReader(io.StringIO(out)))


def log(folder: Path, value: int, day: str = "2024-01-15") -> str:
    """Record a value; its id."""
    done(folder, "log", "schoolinfo", str(value), "--place", "Hjo", "--date", day)
    last = (folder / "data" / "2024" / "kansli.csv").read_text().splitlines()[-1]
    return last.split(",")[0]


@pytest.mark.parametrize("seed", range(many(2, 60)))
def test_everything_done_while_the_clock_jumps_is_there_once(
    folder: Path, clock: SimpleNamespace, seed: int
) -> None:
    """Log, amend and undo at random; what counts is worked out from what was done, without times."""
    random = Random(seed)
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
    rows = rows_of(folder)
    assert len(rows) == sum(map(len, said.values()))
    # The later the moment, the more rows are known, and of no outcome more than one counts.
    former: set[str] = set()
    for moment in sorted(row["logged_at"] for row in rows):
        known = {row["id"] for row in rows_of(folder, "--known-at", moment)}
        assert former <= known, "what was known is forgotten"
        former = known
        counting = values(folder, "--known-at", moment)
        assert all(len({*counting} & {*history}) <= 1 for history in said.values())
    goes_on(folder)


@pytest.mark.parametrize(
    ("change", "moments"),
    [
        # Local times, and how many rows are known: one each half hour from two hours before the change.
        (SPRING, {"01:00": 3, "01:59:59": 4, "03:00": 5, "03:30": 6, "04:00": 7}),
        (AUTUMN, {"01:00": 1, "01:59:59": 2, "02:30": 4, "03:00": 7, "03:30": 8, "04:00": 9}),
    ],
    ids=["spring", "autumn"],
)
def test_known_at_across_the_change_of_summer_time(
    folder: Path, clock: SimpleNamespace, change: datetime, moments: dict[str, int]
) -> None:
    """A time that comes twice means the first; its zone tells it apart, and a day ends when it ends here."""
    times = [change + half * HOUR / 2 for half in range(-4, 6)]
    for number, clock.now in enumerate(times, 1):
        log(folder, number)
    clock.now = datetime(2024, change.month, change.day, 22 if change is SPRING else 23, tzinfo=UTC)
    log(folder, 11)
    known = {f"{change:%Y-%m-%d} {moment}": count for moment, count in moments.items()}
    known |= {at.isoformat(): number for number, at in some([*enumerate(times, 1)], 5)}
    known |= {f"{change:%Y-%m-%d}": 10, f"{change + timedelta(days=1):%Y-%m-%d}": 11}
    for moment, count in known.items():
        assert values(folder, "--known-at", moment) == list(range(1, count + 1)), moment
