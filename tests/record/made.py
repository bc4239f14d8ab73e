"""Made-up records: rows of every measure, on few places, days and moments, so that ties are common."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from lovp.model import Coverage, Level, Milestone, Number, Outcome, Share
from tests.record.helpers import PLAN, make_row

FIRST = date(2024, 1, 1)
OWN = [target for target in PLAN.targets() if not target.reads]
PLACES = [place.name for place in PLAN.places]
NOTES = ("", "Öppet hus", "Grundkurs, steg 1", 'De sa "ja"; nu', "=1+1", "–")
PARTS: list[Number] = [0, Decimal("0.25"), Decimal("0.5"), 1]
HALVES: list[Number] = [0, *(Decimal(number) / 2 for number in range(1, 18, 2)), *range(1, 9)]

days = st.dates(FIRST, date(2024, 12, 31))
scopes = st.sampled_from([None, "Skaraborg", "Fyrbodal", "Skövde", "Åmål"])


@st.composite
def fitting(draw: st.DrawFn) -> Outcome:
    """A row that fits the plan."""
    target = draw(st.sampled_from(OWN))
    measure = target.measure
    numbers = HALVES if target.decimals else PARTS if isinstance(measure, Milestone) else [*range(9)]
    value = draw(st.sampled_from(numbers))
    of, place = None, ""
    if measure.over:
        place = draw(st.sampled_from([each.name for each in PLAN.places if each.kind is measure.over]))
    elif not isinstance(measure, Milestone | Level):
        place = draw(st.sampled_from(["", *PLACES]))
    if isinstance(measure, Share) or (isinstance(measure, Coverage) and measure.counts == "of"):
        of = value + draw(st.integers(1, 4))
    row = make_row("", value, of=of, target=target.id, place=place, note=draw(st.sampled_from(NOTES)))
    return row._replace(
        id=str(UUID(int=draw(st.integers(1, 2**40)), version=4)),
        date=FIRST + timedelta(days=draw(st.integers(0, 9)) * 40),
        writer=draw(st.sampled_from(["kansli", "ung"])),
        logged_at=f"2024-0{draw(st.integers(1, 4))}-12T08:30:00.{draw(st.integers(0, 2)):06}Z",
    )


fitting_rows = st.lists(fitting(), max_size=30, unique_by=lambda row: row.id)


@st.composite
def sound_rows(draw: st.DrawFn) -> list[Outcome]:
    """Rows of which some correct or cancel an earlier one, each at most once."""
    rows = draw(fitting_rows)
    corrected: set[int] = set()
    for number in range(1, len(rows)):
        former = draw(st.integers(-number, number - 1))
        if former >= 0 and former not in corrected:
            corrected.add(former)
            rows[number] = rows[number]._replace(replaces=rows[former].id)
            if draw(st.booleans()):
                rows[number] = rows[number]._replace(value=None, of=None)
    return rows
