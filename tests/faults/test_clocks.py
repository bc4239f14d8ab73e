"""Clocks that jump, a record that doesn't mind.

What was decided, where the design leaves room:

- A correction counts for what it replaces, not for its time: one made "earlier" than what it corrects counts.
- Whoever corrects the row that has the last word has the last word then, also where another correction of
  the same outcome bears a later time.
- `lovp undo` without an id goes by the time of recording, the only order that files can be merged in. After a
  clock was set back that may be something else than what was done last, and so the answer names it. Repeated,
  it takes back everything, one thing at a time, and stops.
- `--known-at` goes by the time of recording, and a correction is known when it and what it corrects are: the
  later the moment, the more rows are known, and each outcome counts once.
- Of two rows of one day at one place the one recorded later is the latest, by the clock that it had.
"""

import csv
import io
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random

import pytest
import uuid_utils

from lovp.cli import context
from tests.faults.check import Answer, goes_on, lovp, rows_of
from tests.faults.conftest import Injected
from tests.faults.scale import many, some
from tests.record.helpers import POSIX

pytestmark = [pytest.mark.all, POSIX]

SUBJECT = "Clocks"
ZONE = "Europe/Stockholm"
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)

SPRING = datetime(2024, 3, 31, 1, tzinfo=UTC)
"""At 02:00 the clocks become 03:00."""
AUTUMN = datetime(2024, 10, 27, 1, tzinfo=UTC)
"""At 03:00 the clocks become 02:00, and the hour from 02:00 comes twice."""

Prepare = Callable[[str], Path]


class Clock:
    """The computer's clock, which a test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __add__(self, jump: timedelta) -> "Clock":
        self.now += jump
        return self


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """What the program takes the time from: its own clock, and that of the ids, in Swedish time."""
    clock = Clock(datetime(2024, 5, 28, 12, tzinfo=UTC))

    class Told(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Told":
            moment = clock.now if tz else clock.now.astimezone().replace(tzinfo=None)
            return cls.fromisoformat(moment.isoformat())

    real = uuid_utils.uuid7

    def uuid7() -> object:
        return real(nanoseconds=int(clock.now.timestamp() * 1e9))

    with monkeypatch.context() as patch:
        patch.setattr(context, "datetime", Told)
        patch.setattr(uuid_utils, "uuid7", uuid7)
        # Where the system doesn't know the zone by name, its rule says the same.
        known = any(
            (Path(place) / ZONE).exists() for place in ("/usr/share/zoneinfo", "/var/db/timezone/zoneinfo")
        )
        patch.setenv("TZ", ZONE if known else "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield clock
    time.tzset()


def run(folder: Path, *words: str) -> Answer:
    """A command that takes the day from the clock."""
    return lovp(folder, *words, environment={"LOVP_TODAY": ""})


def done(folder: Path, *words: str) -> str:
    answer = run(folder, *words)
    assert answer.code == 0, answer.err
    return answer.out


def known(folder: Path, moment: str) -> list[int]:
    """The values that count, as known at the moment, in order."""
    answer = run(folder, "outcomes", "--known-at", moment, "--format", "csv")
    assert answer.code == 0
    return sorted(int(row["value"]) for row in csv.DictReader(io.StringIO(answer.out)))


def counting(folder: Path) -> dict[str, int]:
    """What counts: the value of each id."""
    answer = run(folder, "outcomes", "--format", "csv", "--year", "2024")
    return {row["id"]: int(row["value"]) for row in csv.DictReader(io.StringIO(answer.out))}


def log(folder: Path, value: int, day: str = "2024-01-15") -> str:
    """Record a value; its id."""
    done(folder, "log", "schoolinfo", str(value), "--place", "Hjo", "--date", day)
    last = (folder / "data" / "2024" / "kansli.csv").read_text().splitlines()[-1]
    return last.split(",")[0]


@pytest.mark.parametrize("seed", range(many(2, 60)))
def test_everything_done_while_the_clock_jumps_is_there_once(
    prepare: Prepare, clock: Clock, injected: Injected, seed: int
) -> None:
    """Log, amend and undo at random; what counts is worked out from what was done, without times."""
    folder, random = prepare("plan"), Random(seed)
    said: dict[str, list[int | None]] = {}
    for step in range(many(12, 40)):
        clock += random.choice([HOUR, -HOUR, YEAR, -YEAR, timedelta(seconds=1), timedelta(0)])
        clock.now = min(max(clock.now, datetime(2024, 2, 1, tzinfo=UTC)), datetime(2026, 1, 1, tzinfo=UTC))
        kind = random.randrange(4) if said else 0
        if kind < 2:
            said[log(folder, 1000 + step)] = [1000 + step]
            continue
        first = random.choice(sorted(said))
        history = said[first]
        if kind == 2 and history[-1] is not None:
            done(folder, "amend", first, "--value", str(1000 + step))
            history.append(1000 + step)
        else:
            done(folder, "undo", first)
            history.append(history[-2] if len(history) > 1 else None)
        assert sorted(counting(folder).values()) == sorted(
            value for each in said.values() if (value := each[-1]) is not None
        )
    rows = rows_of(folder)
    assert len(rows) == sum(map(len, said.values()))
    goes_on(folder)
    injected(SUBJECT, "outcomes and corrections while the clock jumps", held_once=len(rows))


def test_undo_without_an_id_says_what_it_takes_back(
    prepare: Prepare, clock: Clock, injected: Injected
) -> None:
    """The clock jumps between all that is done; undo then goes by the time of recording, one by one."""
    folder = prepare("plan")
    clock.now = datetime(2024, 11, 28, 12, tzinfo=UTC)
    ahead = log(folder, 111)
    clock += -HOUR
    log(folder, 222)
    clock += -HOUR
    done(folder, "amend", ahead, "--value", "333")
    clock += 30 * HOUR
    log(folder, 444)
    clock += -30 * HOUR
    steps = []
    while (answer := run(folder, "undo")).code == 0:
        clock += timedelta(minutes=-1)
        numbers = re.findall(r"\b(111|222|333|444)\b", answer.out)
        steps.append((numbers[0], sorted(counting(folder).values())))
    # By time of recording: 444, then 222, then 333 at the hour before it, which gives back 111, then that.
    assert steps == [("444", [222, 333]), ("222", [333]), ("111", [111]), ("111", [])]
    assert answer.code == 1
    assert answer.err
    assert run(folder, "check").code == 0
    injected(SUBJECT, "undo without an id after the clock jumped", named_and_once=len(steps))


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
    prepare: Prepare, clock: Clock, injected: Injected, change: datetime, moments: dict[str, int]
) -> None:
    """A time that comes twice means the first."""
    folder = prepare("plan")
    times = [change + half * HOUR / 2 for half in range(-4, 6)]
    for number, clock.now in enumerate(times, 1):
        log(folder, number)
    for moment, count in moments.items():
        assert known(folder, f"{change:%Y-%m-%d} {moment}") == list(range(1, count + 1)), moment
    # The hour that comes twice can be told apart by its zone, and so can UTC.
    for number, at in some([*enumerate(times, 1)], 5):
        assert known(folder, at.isoformat()) == list(range(1, number + 1))
    # A day ends when it ends here.
    midnight = datetime(2024, change.month, change.day, 22 if change is SPRING else 23, tzinfo=UTC)
    clock.now = midnight
    log(folder, 11)
    assert known(folder, f"{change:%Y-%m-%d}") == list(range(1, 11))
    assert known(folder, f"{change + timedelta(days=1):%Y-%m-%d}") == list(range(1, 12))
    injected(
        SUBJECT, "--known-at across the changes of summer time", consistent=len(times) + len(moments) + 2
    )


def test_known_at_never_forgets_nor_counts_twice(prepare: Prepare, clock: Clock, injected: Injected) -> None:
    """The later the moment, the more is known; each outcome counts once, however often it was corrected."""
    folder, random = prepare("plan"), Random(7)
    clock.now = datetime(2024, 11, 1, tzinfo=UTC)
    ids = [log(folder, number * 1000) for number in range(1, 5)]
    for number in range(many(6, 30)):
        clock += random.choice([-HOUR, -5 * HOUR, HOUR, 7 * HOUR])
        done(folder, "amend", random.choice(ids), "--note", f"gång {number}")
    moments = sorted({row["logged_at"] for row in rows_of(folder)})
    before: list[int] = []
    for moment in moments:
        now = known(folder, moment)
        assert len(now) == len(set(now)), "one outcome counts twice"
        assert set(before) <= set(now), "what was known is forgotten"
        before = now
    assert before == [1000, 2000, 3000, 4000]
    injected(SUBJECT, "--known-at at every moment of a clock that jumped", consistent=len(moments))


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        ("2024-03-30T22:59:59+00:00", "2024-03-30"),
        ("2024-03-30T23:00:00+00:00", "2024-03-31"),
        ("2024-03-31T21:59:59+00:00", "2024-03-31"),
        ("2024-03-31T22:00:00+00:00", "2024-04-01"),
        ("2024-10-26T21:59:59+00:00", "2024-10-26"),
        ("2024-10-26T22:00:00+00:00", "2024-10-27"),
        ("2024-10-27T22:59:59+00:00", "2024-10-27"),
        ("2024-10-27T23:00:00+00:00", "2024-10-28"),
    ],
)
def test_a_day_to_come_is_refused_by_the_day_that_it_is_here(
    prepare: Prepare, clock: Clock, injected: Injected, moment: str, today: str
) -> None:
    folder = prepare("plan")
    clock.now = datetime.fromisoformat(moment)
    tomorrow = str(date.fromisoformat(today) + timedelta(days=1))
    row_id = log(folder, 3, today)
    before = rows_of(folder)
    for words in (["log", "schoolinfo", "4", "--date", tomorrow], ["amend", row_id, "--date", tomorrow]):
        answer = run(folder, *words)
        assert answer.code == 2
        assert tomorrow in answer.err
        assert "inte" in answer.err
    assert rows_of(folder) == before
    done(folder, "log", "schoolinfo", "4")
    assert {row["date"] for row in rows_of(folder)} == {today}
    injected(SUBJECT, "a day to come, around midnight and the changes of summer time", refused=2)
