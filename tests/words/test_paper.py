"""What a paper says, in words and tables, from small summaries: by hand."""

from datetime import date

from lovp.dates import Month
from lovp.i18n import speaking
from lovp.model import Activity, Coverage, Milestone, Share, Sum
from lovp.progress.summary import Change, Summary, summarise
from lovp.progress.values import Status
from lovp.render import paper
from lovp.render.grid import Cell, Kind, Section, StatusCell
from tests.progress.build import MAY, TOWN, plan, row, target

PLAN = plan(
    target(Sum(), 106, name="courses"),
    target(Sum(), 4, name="meetings"),
    target(Share(TOWN), 1, name="young", standing=True),
    target(Coverage(TOWN), 5, name="branches"),
    target(Milestone(), name="march", due=date(2024, 3, 8)),
    target(Activity(), name="talks"),
)
ROWS = [
    row("4-3", 7, "Ash", series="courses"),
    row("5-2", 4, "Birch", series="meetings"),
    row("2-3", 1, "Dill", 2, series="young"),
    row("5-3", 1, "Ash", series="branches"),
]


def sections(summary: Summary) -> dict[str, Section]:
    """The sections by their titles; the first one has none."""
    with speaking("en"):
        return {section.title: section for section in paper.sections(summary)}


def rows(summary: Summary, title: str) -> list[tuple[Cell, ...]]:
    return [row for grid in sections(summary)[title].grids for row in grid.rows]


def lines(section: Section) -> list[str]:
    return [line for sentence in section.sentences for line in (sentence.text, *sentence.lines) if line]


MONTH = summarise(PLAN, ROWS, Month(2024, 5))


def test_the_first_page_in_its_order() -> None:
    first = [section.title for section in sections(MONTH).values() if section.kind is Kind.FIRST]
    assert first == ["", "Behind or at risk", "Reached in May 2024", "To decide", "Has not reported"]
    day, meaning = lines(sections(MONTH)[""])
    assert day == "The figures are of 31 May 2024."
    assert "at least 95% of what is expected by now" in meaning
    assert rows(MONTH, "") == [("Work", "1", "3", "1"), ("Total", "1", "3", "1")]


def test_what_lags_is_told_whole_the_worst_first() -> None:
    """Courses have 7 of 44 expected; branches 1 of 2; the march is overdue."""
    overdue, behind = StatusCell(Status.OVERDUE), StatusCell(Status.BEHIND)
    told = rows(MONTH, "Behind or at risk")
    assert told[0] == ("March", overdue, "not done", "–", "due 8 March 2024", "")
    # 99 in 214 days, 30.6 weeks, are 3.2 a week; two months are too few for a forecast.
    assert told[1] == ("Courses", behind, "7 of 106 things", "too early to say", "3.2 a week", "South")
    assert told[2:] == [("Branches", behind, "1 of 5 things", "–", "4 more", "4 municipalities")]


def test_what_is_to_be_decided() -> None:
    assert lines(sections(MONTH)["To decide"]) == [
        "Out of reach even at twice the best month so far: give more, or lower the goal?",
        "Courses: 7 of 106 things",
        "3 of 5 municipalities have reported nothing in three months: Cedar, Dill and Elm. Who calls them?",
        "Commitments on which nobody has reported anything: begin, or take them out?",
        "Talks",
    ]
    # Who has been silent all year is among those; the month's silent parts are told beside them.
    assert lines(sections(MONTH)["Has not reported"]) == ["For May 2024: South."]
    march = summarise(PLAN, ROWS, Month(2024, 2))
    assert lines(sections(march)["Has not reported"])[0] == (
        "4 of 5 municipalities this year: Ash, Birch, Cedar and Elm."
    )


def test_a_year_that_is_over_tells_what_was_missed() -> None:
    year = summarise(PLAN, ROWS, None)
    assert "Behind or at risk" not in sections(year)
    assert "To decide" not in sections(year)
    march = next(row for row in rows(year, "Not reached") if row[0] == "March")
    assert march == ("March", StatusCell(Status.MISSED), "not done", "")
    assert lines(sections(year)["Reached in 2024"]) == ["Meetings: 4 of 4 things"]


def test_notes_that_say_the_same_are_one_line() -> None:
    same = [row(f"5-{day}", 1, "Ash", series="courses")._replace(note="example") for day in (1, 2, 3, 4)]
    other = row("5-9", 3, "Dill", series="meetings")._replace(note="in the rain")
    notes = rows(summarise(PLAN, [*same, other], Month(2024, 5)), "Notes in May 2024")
    assert notes == [
        ("example", "", "4 outcomes"),
        ("in the rain", "Meetings", "3 things · Dill · 9 May 2024"),
    ]
    three = rows(summarise(PLAN, [*same[:3], other], Month(2024, 5)), "Notes in May 2024")
    assert [note[0] for note in three] == ["example", "example", "example", "in the rain"]


def test_late_rows_are_an_appendix_of_a_month() -> None:
    before = row("4-3", 7, "Ash", series="courses")
    changes = [Change(before, before._replace(value=9)), Change(None, row("4-4", 1, series="talks"))]
    month, year = (
        summarise(PLAN, ROWS, period, as_of=MAY, changes=changes) for period in (Month(2024, 5), None)
    )
    assert "Recorded late and corrected" not in sections(year)
    assert rows(month, "Recorded late and corrected") == [
        ("Courses", "7 things · Ash · 3 April 2024", "9 things · Ash · 3 April 2024"),
        ("Talks", "–", "1 · 4 April 2024"),
    ]
