"""Workbooks read back: any text as it stands, running nothing; figures by hand; what no sheet may tell."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.dates import Month
from lovp.i18n import speaking
from lovp.model import Share, Sum
from lovp.progress.summary import Summary, summarise
from lovp.render.grid import Column
from lovp.render.workbook import Book, Figure, sheet_name, summary_xlsx
from lovp.text import clean_text
from tests.faults.loaded import HIDDEN, SEEN
from tests.progress.build import MAY, TOWN, plan, row, target
from tests.workbooks import SHEET, Cells, parts, read

DAY = date(2024, 5, 31)
MORE = ("<r>&<b></r>", "_x0041_ och _x000D_", "x" * 40_000, "]]> <![CDATA[x]]>", " i mitten  två ")


def written(text: str) -> bytes:
    """A workbook with the text in every place that takes one."""
    book = Book(text, DAY)
    book.begin(text)
    book.line(text, bold=True)
    columns = (Column(text), Column("två", number=True))
    book.rows(columns, [(text, text), ("slut", "slut")])
    book.begin("Tabell")
    book.rows((Column("ett"), columns[1]), [(text, Figure(1, "0"))], table="Tabell")
    return book.close()


@pytest.mark.parametrize("text", [*SEEN, *HIDDEN, *MORE], ids=lambda text: ascii(text[:20]))
def test_hostile_texts_are_read_back_and_run_nothing(text: str) -> None:
    content = written(text)
    assert read(content)["Tabell"][1][0].strip() == clean_text(text)[:32_767].strip()
    for root in parts(content).values():
        assert not list(root.iter(f"{SHEET}f"))
        assert not list(root.iter(f"{SHEET}hyperlink"))


@given(
    st.lists(st.text(max_size=70) | st.sampled_from(["Studier", "studier", "x" * 40, "HISTORIK"]), max_size=9)
)
def test_excel_takes_every_name_of_a_sheet(texts: list[str]) -> None:
    names: list[str] = []
    for text in texts:
        names.append(sheet_name(text, names))
    assert len({name.casefold() for name in names}) == len(texts)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]", name)
        assert name == name.strip("' ")
        assert name.casefold() not in ("history", "historik")


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
    assert young[5:] == [0.25, 0.2, 10, 0.8, 0.25, "", "", "", "◐ at risk", date(2024, 5, 3)]
    # Long form: a row for each part and target, and what has no place; no sums.
    assert [each[1:2] + each[4:] for each in sheet(paper, "Places")[1:]] == [
        ["courses", "North", 30, "", "", 1],
        ["courses", "South", 0, "", "", 0],
        ["courses", "no place", 4, "", "", ""],
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
    for paper in (may, summarise(the_plan, rows, None, as_of=MAY), june):
        figures = {cell for cells in read(summary_xlsx(paper)).values() for line in cells for cell in line}
        assert not {2.0, 3.0, 0.6667, "2", "3", "66.7%"} & figures
        assert "•" in figures
    assert sheet(may, "Outcomes")[1][4:9] == ["Ash", "•", "", "things", ""]
    assert sheet(june, "Targets")[1][6:8] == [0.5385, 13]
    assert [each[4:7] for each in sheet(june, "Places")[1:]] == [["North", "•", ""], ["South", 0.5, 10]]
