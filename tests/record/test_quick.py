"""A quick reading answers what a full one would, or nothing; a sound record always has a quick one."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.model import Activity, Coverage, Level, Milestone, Number, Outcome, Plan, Share, Sum
from lovp.progress.compute import progress, progress_of
from lovp.record import columns, quick
from lovp.record.quick import may_hold_like, read_totals
from lovp.record.record import read_record
from lovp.record.row import HEADER, format_row
from tests.progress.build import PLACES, REGION, TOWN, plan, target

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
PLAN: Plan = plan(
    target(Sum(), 60, name="visits", goals=(("North", 40),)),
    target(Sum(), 9, name="hours", decimals=1),
    target(Sum(), 12, name="again", reads="visits"),
    target(Activity(), name="talks"),
    target(Share(TOWN), 1, name="young"),
    target(Coverage(TOWN, 3, "of"), 5, name="active", reads="young"),
    target(Coverage(REGION), 2, name="organisers"),
    target(Milestone(), name="step", due=date(2024, 3, 8)),
    target(Level(), 5, name="level", decimals=1),
)
SERIES = ("visits", "hours", "talks", "young", "organisers", "step", "level")
PARTS: tuple[Number, ...] = (0, Decimal("0.25"), Decimal("0.5"), 1)
NOTES = ("", "Öppet hus", "Grundkurs, steg 1", 'De sa "ja"', "=1+1", "–")


@st.composite
def fitting(draw: st.DrawFn) -> Outcome:
    """A row that fits the plan, of few places, days and moments, so that ties are common."""
    series = draw(st.sampled_from(SERIES))
    value: Number = draw(st.integers(0, 9))
    of, place = None, ""
    match PLAN.target_by_id[series].measure:
        case Share():
            place, of = draw(st.sampled_from(["Ash", "Dill", "Elm"])), draw(st.integers(1, 9))
            value = min(value, of)
        case Coverage():
            place = draw(st.sampled_from(["North", "South"]))
        case Milestone():
            value = draw(st.sampled_from(PARTS))
        case Level():
            value = draw(st.sampled_from([value, value + Decimal("0.5")]))
        case _:
            if series == "hours":
                value = draw(st.sampled_from([value, value + Decimal("0.5")]))
            place = draw(st.sampled_from(["", *(each.name for each in PLACES)]))
    return Outcome(
        id=str(UUID(int=draw(st.integers(1, 2**40)), version=4)),
        date=FIRST + timedelta(days=draw(st.integers(0, 365))),
        target=series,
        place=place,
        value=value,
        of=of,
        note=draw(st.sampled_from(NOTES)),
        replaces="",
        writer=draw(st.sampled_from(["kansli", "ung"])),
        logged_at=f"2024-0{draw(st.integers(1, 4))}-12T08:30:00.{draw(st.integers(0, 2)):06}Z",
    )


@st.composite
def sound_rows(draw: st.DrawFn) -> list[Outcome]:
    """Rows of which some correct or cancel an earlier one, each at most once."""
    rows = draw(st.lists(fitting(), max_size=12, unique_by=lambda row: row.id))
    corrected: set[int] = set()
    for number in range(1, len(rows)):
        former = draw(st.integers(-number, number - 1))
        if former >= 0 and former not in corrected:
            corrected.add(former)
            cancel = {"value": None, "of": None} if draw(st.booleans()) else {}
            rows[number] = changed(rows[number], replaces=rows[former].id, **cancel)
    return rows


def changed(row: Outcome, **changes: object) -> Outcome:
    fields = {name: getattr(row, name) for name in row.__slots__}
    return Outcome(**(fields | changes))


def save(folder: Path, *files: Sequence[Outcome] | bytes) -> None:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for number, rows in enumerate(files):
        data = rows if isinstance(rows, bytes) else text_of(rows).encode()
        (folder / f"{number}.csv").write_bytes(data)


def text_of(rows: Sequence[Outcome]) -> str:
    return HEADER + "\n" + "".join(map(format_row, rows))


def agrees(folder: Path, as_of: date = LAST) -> bool:
    """Whether there is a quick answer; if so, it is that of a full reading, which found no fault."""
    days = read_totals(folder, PLAN, as_of)
    if days is None:
        return False
    record = read_record(folder, PLAN)
    assert (record.problems, record.uncertain) == ((), ())
    for day in (as_of, as_of.replace(day=1) - timedelta(days=1)):
        if day.year == PLAN.year:
            assert progress_of(PLAN, days, day) == progress(PLAN, record.outcomes, day)
    here = progress_of(PLAN, days, as_of, place="North")
    assert here == progress(PLAN, record.outcomes, as_of, place="North")
    return True


@given(rows=sound_rows(), split=st.integers(0, 12), as_of=st.dates(FIRST, LAST), large=st.booleans())
def test_a_sound_record_has_a_quick_answer(
    rows: list[Outcome], split: int, as_of: date, large: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "sound"
    save(folder, rows[:split], rows[split:])
    with pytest.MonkeyPatch.context() as patch:
        if large:
            # Too much to be kept, in blocks of a line or two.
            patch.setattr(quick, "_HELD", 0)
            patch.setattr(columns, "_BLOCK", 200)
        assert agrees(folder, as_of)


@given(rows=sound_rows(), data=st.data())
def test_damage_has_no_quick_answer_or_the_right_one(
    rows: list[Outcome], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    content = bytearray(text_of(rows).encode())
    for _time in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 2))] = data.draw(
            st.sampled_from(
                [b"", b",", b'"', b"\n", b"\r", b"\0", b"0", b"-", b"\xff", b"x", b" ", b";", b"'"]
            )
        )
    save(folder, bytes(content))
    agrees(folder)


ONE = Outcome(
    str(UUID(int=1)), FIRST, "visits", "Ash", 3, None, "", "", "kansli", "2024-01-01T08:30:00.000000Z"
)
MISTAKES: dict[str, dict[str, object]] = {
    "an unknown target": {"target": "vists"},
    "a target that reads another": {"target": "again"},
    "an unknown place": {"place": "Oslo"},
    "another year": {"date": date(2023, 12, 31)},
    "a part of something": {"of": 3},
    "an identity number": {"note": "811218-9876"},
    "a phone number": {"note": "ring 0707-123456"},
    "no value": {"value": None},
    "a correction of nothing": {"replaces": str(UUID(int=7))},
    "a day that is not": {"logged_at": "2024-02-30T08:30:00.000000Z"},
    "an hour that is not": {"logged_at": "2024-02-03T24:30:00.000000Z"},
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_is_to_be_told_has_no_quick_answer(mistake: str, tmp_path: Path) -> None:
    save(tmp_path / "r", [ONE])
    assert agrees(tmp_path / "r")
    save(tmp_path / "r", [ONE, changed(ONE, id=str(UUID(int=2)), **MISTAKES[mistake])])
    assert read_totals(tmp_path / "r", PLAN, LAST) is None
    assert read_record(tmp_path / "r", PLAN).problems


def test_what_is_unusual_is_read_in_full(tmp_path: Path) -> None:
    text = text_of([ONE])
    unusual = {
        "a copy": (text.encode(), text.encode()),
        "a mark": (b"\xef\xbb\xbf" + text.encode(),),
        "line ends": (text.replace("\n", "\r\n").encode(),),
        "semicolons": (text.replace(",", ";").encode(),),
        "a torn end": (text[:-1].encode(),),
    }
    for what, files in unusual.items():
        save(tmp_path / "r", *files)
        assert read_totals(tmp_path / "r", PLAN, LAST) is None, what
        record = read_record(tmp_path / "r", PLAN)
        assert [row.value for row in record.outcomes] == [3], what


def test_corrections_that_are_no_simple_chain_are_read_in_full(tmp_path: Path) -> None:
    two, three = (changed(ONE, id=str(UUID(int=number)), value=number) for number in (2, 3))
    chains = {
        "a circle": [changed(ONE, replaces=two.id), changed(two, replaces=ONE.id), three],
        "itself": [ONE, changed(two, replaces=two.id), three],
        "two of the same": [ONE, changed(two, replaces=ONE.id), changed(three, replaces=ONE.id)],
    }
    for what, rows in chains.items():
        save(tmp_path / "r", rows)
        assert read_totals(tmp_path / "r", PLAN, LAST) is None, what
    save(tmp_path / "r", [ONE, changed(two, replaces=ONE.id), changed(three, replaces=two.id)])
    assert agrees(tmp_path / "r")


def test_the_same_again_is_found_wherever_it_stands(tmp_path: Path) -> None:
    other = changed(ONE, id=str(UUID(int=2)), note="Grundkurs, steg 1")
    for row in (changed(other, value=30), changed(other, place=""), changed(other, date=LAST), ONE):
        save(tmp_path / "r", [ONE], [row])
        assert not may_hold_like(tmp_path / "r", ONE)
    save(tmp_path / "r", [ONE], [other])
    assert may_hold_like(tmp_path / "r", ONE)
    save(tmp_path / "r", text_of([ONE]).replace(",", ";").encode())
    assert may_hold_like(tmp_path / "r", ONE), "what can't be read quickly has to be read in full"


def test_the_latest_of_a_day_is_the_latest_with_and_without_decimals(tmp_path: Path) -> None:
    """Whole numbers once were taken apart from the others, and the day had two that were the latest."""
    step = changed(ONE, target="step", place="", value=1)
    half = changed(step, id=str(UUID(int=2)), value=Decimal("0.5"), logged_at="2024-02-04T00:00:00.000000Z")
    save(tmp_path / "r", [step, half])
    days = read_totals(tmp_path / "r", PLAN, LAST)
    assert days is not None
    assert [(day.value, day.reported) for day in days["step"]] == [(Decimal("0.5"), 2)]


def test_the_last_day_is_the_latest_one_wherever_it_stands(tmp_path: Path) -> None:
    later = changed(ONE, date=date(2024, 3, 20))
    save(tmp_path / "r", [later, changed(later, id=str(UUID(int=2)), date=date(2024, 3, 2))])
    days = read_totals(tmp_path / "r", PLAN, LAST)
    assert days is not None
    (day,) = days["visits"]
    assert (day.date, day.value, day.reported) == (date(2024, 3, 20), 6, 2)
