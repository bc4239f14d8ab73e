"""Excel's number formats, written by hand from its rules; and what no sheet of a workbook may tell."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lovp.i18n import speaking
from lovp.model import Coverage, Level, Measure, Milestone, Number, Share, Sum
from lovp.period import Month
from lovp.progress.standing import annual
from lovp.progress.summary import summarise
from lovp.render import annual_workbook, summary_workbook, workbook_cells
from lovp.render.workbook import Figure
from tests.progress.build import TOWN, plan, progress, row, stand, target
from tests.workbooks import read

FORMS: list[tuple[Measure, Number, int, str, str, str]] = [
    (Sum(), 5, 0, "sv", "#,##0", "#,##0"),
    (Sum(), 5, 2, "en", "#,##0.00", "#,##0.00"),
    (Level(), Decimal("6.2"), 1, "sv", "#,##0.0", '+#,##0.0;"−"#,##0.0;#,##0.0'),
    (Coverage(TOWN), 5, 0, "sv", "#,##0", '+#,##0;"−"#,##0;#,##0'),
    (Share(TOWN), Decimal("0.25"), 0, "sv", "0.0 %", '+0.0 %"-enh.";"−"0.0 %"-enh.";0.0 %"-enh."'),
    (Share(TOWN), Decimal("0.25"), 0, "en", "0.0%", '+0.0%"-pts";"−"0.0%"-pts";0.0%"-pts"'),
    (Milestone(), 1, 0, "sv", '[=1]"klart";[=0]"–";0 %', '[=1]"klart";[=0]"–";0 %'),
    (Milestone(), 1, 0, "en", '[=1]"done";[=0]"–";0%', '[=1]"done";[=0]"–";0%'),
]


@pytest.mark.parametrize(("measure", "goal", "decimals", "language", "amount", "change"), FORMS)
def test_a_figure_is_shown_as_in_the_other_papers(
    measure: Measure, goal: Number, decimals: int, language: str, amount: str, change: str
) -> None:
    one = target(measure, goal=goal, decimals=decimals)
    with speaking(language):
        assert workbook_cells.amount_form(one) == amount
        assert workbook_cells.change(one, Fraction(1, 2)).form == change


def test_a_goal_from_above_says_so() -> None:
    one = target(Level(), goal=Decimal("6.2"), decimals=1, at_most=True)
    assert workbook_cells.goal(one, 6.2) == Figure(6.2, '"≤ "#,##0.0')


def test_what_is_expected_has_the_form_of_the_outcome() -> None:
    progress = stand(target(Sum(), goal=340), [], date(2024, 5, 31))
    assert workbook_cells.expected(progress, 9) == Figure(9, "#,##0")


def test_no_sheet_tells_the_figures_of_a_few_people() -> None:
    """Two of three at Ash is 66.67 %; with what Dill reports in June seven of thirteen, and 53.85 %."""
    the_plan = plan(target(Share(TOWN), goal=Decimal("0.25")), hide_below=5)
    rows = [row("2-3", 2, "Ash", 3), row("6-3", 5, "Dill", 10)]
    may = summarise(the_plan, rows, Month(2024, 5))
    june = summarise(the_plan, rows, Month(2024, 6))
    papers = {
        "may": summary_workbook.summary_xlsx(may),
        "may's year": annual_workbook.annual_xlsx(annual(progress(the_plan, rows, date(2024, 5, 31)))),
        "june": summary_workbook.summary_xlsx(june),
    }
    for name, content in papers.items():
        sheets = read(content)
        figures = {cell for sheet in sheets.values() for line in sheet for cell in line}
        assert not {2.0, 3.0, 0.6667} & figures, name
        assert "•" in figures
    (first,) = read(papers["may"])["Outcomes"][1:]
    assert first[1:9] == ["Work", "t", "T", "Ash", "reported", "", "", "office"]
    assert read(papers["june"])["Work"][1][2] == 0.5385
    north, south = read(papers["june"])["By place"][1][2:4]
    assert (north, south) == ("•", 0.5)
