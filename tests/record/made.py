"""Made-up records: rows of every measure, on few places, days and moments, so that ties are common."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from lovp.model import Coverage, Level, Milestone, Number, Outcome, Share
from tests.record.helpers import PLAN, make_row

FIRST = date(2024, 1, 1)
SERIES = ("visits", "hours", "support", "board", "organiser", "trained", "campaign", "sickleave")
PLACES = tuple(place.name for place in PLAN.places)
NOTES = ("", "Öppet hus", "Grundkurs, steg 1", 'De sa "ja"; nu', "=1+1", "–")
PARTS: tuple[Number, ...] = (0, Decimal("0.25"), Decimal("0.5"), 1)
HALF = Decimal("0.5")

whole = st.integers(1, 9)
halves = st.builds(lambda number, half: number + HALF if half else number, whole, st.booleans())


@st.composite
def fitting(draw: st.DrawFn) -> Outcome:
    """A row that fits the plan."""
    series = draw(st.sampled_from(SERIES))
    value: Number = draw(whole)
    of, place = None, ""
    measure = PLAN.target_by_id[series].measure
    if isinstance(measure, Share | Coverage):
        places = [each.name for each in PLAN.places if each.kind is measure.over]
        place = draw(st.sampled_from(places))
        if series != "organiser":
            of = value + draw(st.integers(4, 7))  # so many that no figure is hidden
    elif isinstance(measure, Milestone):
        value = draw(st.sampled_from(PARTS))
    elif isinstance(measure, Level):
        value = draw(halves)
    else:
        value = draw(halves if series == "hours" else whole)
        place = draw(st.sampled_from(["", *PLACES]))
    row = make_row("", value, of=of, at=draw(st.integers(0, 3)), target=series, place=place)
    return row._replace(
        id=str(UUID(int=draw(st.integers(1, 2**40)), version=4)),
        date=FIRST + timedelta(days=draw(st.integers(0, 9)) * 40),
        note=draw(st.sampled_from(NOTES)),
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
            rows[number] = rows[number]._replace(replaces=rows[former].id)
            if draw(st.booleans()):
                rows[number] = rows[number]._replace(value=None, of=None)
    return rows
