"""Excel's number formats, written by hand from its rules; and what no sheet of a workbook may tell."""

from datetime import date
from decimal import Decimal

import pytest

from lovp.dates import Month
from lovp.i18n import speaking
from lovp.model import Coverage, Level, Measure, Milestone, Number, Share, Sum
from lovp.progress.summary import Summary, summarise
from lovp.render.summary_workbook import amount_form, summary_xlsx
from tests.progress.build import MAY, TOWN, plan, row, target
from tests.workbooks import Cells, read

FORMS: list[tuple[Measure, Number, int, str, str]] = [
    (Sum(), 5, 0, "sv", "#,##0"),
    (Sum(), 5, 2, "en", "#,##0.00"),
    (Level(), Decimal("6.2"), 1, "sv", "#,##0.0"),
    (Coverage(TOWN), 5, 0, "sv", "#,##0"),
    (Share(TOWN), Decimal("0.25"), 0, "sv", "0.0 %"),
    (Share(TOWN), Decimal("0.25"), 0, "en", "0.0%"),
    (Milestone(), 1, 0, "sv", '[=1]"klart";[=0]"–";0 %'),
    (Milestone(), 1, 0, "en", '[=1]"done";[=0]"–";0%'),
]


@pytest.mark.parametrize(("measure", "goal", "decimals", "language", "form"), FORMS)
def test_a_figure_is_shown_as_in_the_other_papers(
    measure: Measure, goal: Number, decimals: int, language: str, form: str
) -> None:
    with speaking(language):
        assert amount_form(target(measure, goal=goal, decimals=decimals)) == form


def sheet(summary: Summary, name: str) -> Cells:
    with speaking("en"):
        return read(summary_xlsx(summary))[name]


def test_the_rows_of_two_targets_by_hand() -> None:
    """Of 366 days 152 have passed: 41 whole ones of 100 are expected."""
    share = target(Share(TOWN), Decimal("0.25"), name="young", standing=True)
    the_plan = plan(target(Sum(), 100, name="courses"), share)
    rows = [
        row("2-3", 30, "Ash", series="courses", key="a"),
        row("3-3", 4, series="courses", key="b"),
        row("5-3", 2, "Dill", 10, series="young", key="c"),
    ]
    paper = summarise(the_plan, rows, Month(2024, 5))
    courses, young = sheet(paper, "Targets")[1:]
    assert courses == [
        *("Work", "courses", "Courses", "sum", "things", 100, 34, "", 0.34, 41),
        *("", "", "", "◐ at risk", date(2024, 3, 3)),  # two months are too few for a forecast
    ]
    # A fifth of the members is four fifths of the goal of a quarter, which stands at any time.
    assert young[5:10] == [0.25, 0.2, 10, 0.8, 0.25]
    assert young[10:] == ["", "", "", "◐ at risk", date(2024, 5, 3)]
    # Long form: a row for each part and target, and what has no place; no sums.
    assert [each[1:2] + each[4:] for each in sheet(paper, "Places")[1:]] == [
        ["courses", "North", 30, "", "", 1],
        ["courses", "South", 0, "", "", 0],
        ["courses", "No place", 4, "", "", ""],
        ["young", "North", "", "", "", 0],
        ["young", "South", 0.2, 10, "", 1],
    ]
    assert [each[2:8] + each[10:] for each in sheet(paper, "Outcomes")[1:]] == [
        ["courses", "Courses", "Ash", 30, "", "things", "a"],
        ["courses", "Courses", "", 4, "", "things", "b"],
        ["young", "Young", "Dill", 2, 10, "things", "c"],
    ]


def test_no_sheet_tells_the_figures_of_a_few_people() -> None:
    """Two of three at Ash is 66.67 %; with what Dill reports in June seven of thirteen, and 53.85 %."""
    the_plan = plan(target(Share(TOWN), goal=Decimal("0.25")), hide_below=5)
    rows = [row("2-3", 2, "Ash", 3), row("6-3", 5, "Dill", 10)]
    may, june = (summarise(the_plan, rows, Month(2024, number)) for number in (5, 6))
    year = summarise(the_plan, rows, None, as_of=MAY)
    for paper in (may, year, june):
        sheets = read(summary_xlsx(paper))
        figures = {cell for cells in sheets.values() for line in cells for cell in line}
        assert not {2.0, 3.0, 0.6667, "2", "3", "66.7%"} & figures
        assert "•" in figures
    assert sheet(may, "Outcomes")[1][4:9] == ["Ash", "•", "", "things", ""]
    assert sheet(june, "Targets")[1][6:8] == [0.5385, 13]
    assert [each[4:7] for each in sheet(june, "Places")[1:]] == [["North", "•", ""], ["South", 0.5, 10]]
