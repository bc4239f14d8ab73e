"""Workbooks are read as they look, exactly; what they do not say plainly is told, or refused."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.tables.cells import UNCALCULATED, Cell, Row, exact_number
from lovp.exchange.tables.table import read_sheets
from tests.exchange.writers import ods, ods_cell, ods_row, xlsx

Read = Callable[[bytes], list[Row]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads the rows of the first sheet; the name of the file says nothing."""

    def read(content: bytes) -> list[Row]:
        (tmp_path / "bok.csv").write_bytes(content)
        return list(read_sheets(tmp_path / "bok.csv")[0].rows)

    return read


def written(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook by XlsxWriter with one sheet, Blad1, which `fill` is given with the workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as workbook:
        fill(workbook, workbook.add_worksheet("Blad1"))
    return out.getvalue()


def test_what_a_sum_leaves_behind_fifteen_figures_is_not_shown(read: Read) -> None:
    number = 0.30000000000000004
    opened = ods({"Blad1": ods_row(ods_cell("float", repr(number)))})
    for content in (xlsx(f"<row><c><v>{number!r}</v></c></row>"), opened):
        assert read(content) == [Row(1, (Decimal("0.3"),))]


@given(st.decimals(-(10**9), 10**9, places=4) | st.integers(-(10**15), 10**15))
def test_any_number_of_fifteen_figures_comes_back(number: Decimal | int) -> None:
    found = exact_number(float(number))
    assert (found, isinstance(found, int)) == (number, number == int(number))


def test_days_and_times(read: Read) -> None:
    values = [date(2024, 3, 12), datetime(2024, 3, 12, 14, 5), time(14, 5)]  # noqa: DTZ001
    forms = ["d/m", 'd mmmm yyyy" kl "hh:mm', "hh:mm"]

    def fill(book: Any, sheet: Any) -> None:
        for column, (value, form) in enumerate(zip(values, forms, strict=True)):
            sheet.write_datetime(0, column, value, book.add_format({"num_format": form}))
        sheet.write_number(0, 3, 1.5, book.add_format({"num_format": "[h]:mm"}))

    for calendar in (False, True):  # with days counted from 1900, and from 1904 as on old Macs
        assert read(written(fill, date_1904=calendar))[0].cells == (*values, "1 day, 12:00:00")
    opened = [
        ods_cell("date", "2024-03-12", "12/3"),
        ods_cell("date", "2024-03-12T14:05:00", "12/3 14.05"),
        ods_cell("time", "PT14H05M00S", "14:05"),
        ods_cell("boolean", "true", "SANT"),
    ]
    assert read(ods({"Blad1": ods_row(*opened)}))[0].cells == (*values, True)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        (9, 0.07000000000000001, "7 %"),  # a format that every workbook has
        ("0%", 0.0625, "6 %"),  # as it is shown
        ("0.0%", 0.0625, "6.3 %"),
        ("0.00%;[Red]-0.00%", -0.5, "-50 %"),
        ('0"%"', 7, "7 %"),  # the sign alone
        ('[=0]"-";0%', 0.07, "7 %"),  # in a part that holds for some numbers
        ("[>=1]0;0.0%", 0.07, "7 %"),
        ("0.0", 6.2, Decimal("6.2")),
    ],
)
def test_a_percentage_is_the_text_that_it_shows(read: Read, code: Any, value: float, shown: Cell) -> None:
    def fill(book: Any, sheet: Any) -> None:
        look = book.add_format({"num_format": code})
        sheet.write(0, 0, value, look)
        sheet.write_formula(0, 1, "=A1", look, value)
        sheet.write(0, 2, "x", look)

    assert read(written(fill)) == [Row(1, (shown, shown, "x"))]


def test_formulas(read: Read) -> None:
    known = '<c><f>B1</f><v>12</v></c><c t="str"><f>""</f><v></v></c><c t="b"><f>1=1</f><v>1</v></c>'
    assert read(xlsx(f"<row>{known}</row>"))[0].cells == (12, None, True)
    never = '<c><f>B1</f><v/></c><c><f>B1</f></c><c t="n"><f t="shared" si="0"/><v></v></c>'
    assert read(xlsx(f"<row>{never}</row>"))[0].cells == (UNCALCULATED,) * 3
    # XlsxWriter puts a 0 in their place, and says that Excel is to calculate as it opens the file.
    zeros = "<row><c><f>B1+C1</f><v>0</v></c><c><f>B1</f><v>12</v></c><c><v>0</v></c></row>"
    assert read(xlsx(zeros, calculated=False))[0].cells == (UNCALCULATED, 12, 0)
    assert read(xlsx(zeros))[0].cells == (0, 12, 0)
    of_sheet = zeros + '</sheetData><sheetCalcPr fullCalcOnLoad="1"/><sheetData>'
    assert read(xlsx(of_sheet))[0].cells == (UNCALCULATED, 12, 0)


def test_errors_are_texts_also_where_nothing_else_is(read: Read) -> None:
    error = '<row r="3"><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    rows = read(xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row>{error}'))
    assert rows == [Row(1, (1, None, None)), Row(3, (None, None, "#DIV/0!"))]


def test_what_is_merged_downwards_stands_in_every_row_and_is_told(read: Read) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "Besök 2024")  # sideways: in its first cell alone
        sheet.merge_range("A3:A5", "Skövde")
        sheet.merge_range("B3:C4", "Besök")  # downwards and sideways
        sheet.write_column("D3", [1, 2, 3])
        sheet.merge_range("A6:A8", "Hjo")  # row 7 says nothing more
        sheet.write_column("D6", [4, "", 5])
        sheet.write_column("A9", ["Ale", "Tjörn"])
        sheet.merge_range("D9:D10", 7)
        sheet.write("D10", 9)  # lies under the merged cell, and is not seen

    none = None
    assert read(written(fill)) == [
        Row(1, ("Besök 2024", none, none, none)),
        Row(3, ("Skövde", "Besök", none, 1)),
        Row(4, ("Skövde", "Besök", none, 2), merged=frozenset({0, 1})),
        Row(5, ("Skövde", none, none, 3), merged=frozenset({0})),
        Row(6, ("Hjo", none, none, 4)),
        Row(8, ("Hjo", none, none, 5), merged=frozenset({0})),
        Row(9, ("Ale", none, none, 7)),
        Row(10, ("Tjörn", none, none, 7), merged=frozenset({3})),
    ]


def test_hidden_rows_are_told_and_numbers_stay_true(read: Read) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_column("B3", [" O\u0308rt\xa0", "Hjo", "", "\xa0 ", "Skara\nVara", "", "Ale"])
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_row(6, 0)
        sheet.set_column("B:B", None, None, {"hidden": True})  # ids often stand in a hidden column

    assert read(written(fill)) == [
        Row(3, (None, "Ört")),
        Row(4, (None, "Hjo"), hidden=True),
        Row(7, (None, "Skara Vara"), hidden=True),
        Row(9, (None, "Ale")),
    ]


def test_sheets_those_that_are_seen_first(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", " ", book.add_format({"bold": True}))  # nothing that counts
        for name in ("Gömt", "Svar & mer", "Ännu ett"):
            book.add_worksheet(name).write("A1", name)
        book.get_worksheet_by_name("Gömt").hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='Ännu ett'!$A$1"})
        book.add_chartsheet("Diagram").set_chart(chart)

    (tmp_path / "a.xlsx").write_bytes(written(fill))
    found = [(sheet.name, sheet.hidden) for sheet in read_sheets(tmp_path / "a.xlsx")]
    assert found == [("Svar & mer", False), ("Ännu ett", False), ("Gömt", True)]


ONE = ods_cell("float", "1")


HIDDEN = 'table:visibility="collapse"'
ERROR = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)


@pytest.mark.parametrize(
    "row",
    [
        ods_row(ONE, more=HIDDEN),
        ods_row(ods_cell("percentage", "0.07", "7 %")),
        ods_row(ods_cell("float", "0.07", "7 %")),
        ods_row(ods_cell("float", "0", "#DIVISION/0!")),
        ods_row(ods_cell("float", "0", "Err:502")),
        ods_row(ods_cell("float", "1", "SANT")),
        ods_row(ONE, ERROR),
        ods_row(ONE, ods_cell(more='table:formula="of:=[.A2]+1"')),
        ods_row(ods_cell("float", "2", more='table:number-rows-spanned="2"')),
    ],
)
def test_what_an_ods_does_not_tell_is_refused(read: Read, row: str) -> None:
    with pytest.raises(LovpError) as error:
        read(ods({"Kurser": ods_row(ONE), "Andel": ods_row(ONE, ONE) + row}))
    assert error.value.message.startswith("Row 2 of the .ods")
    assert error.value.remedy.endswith("save it as .xlsx.")


def test_hidden_sheets_of_an_ods(tmp_path: Path) -> None:
    style = '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    style += '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    content = ods({"Gammalt": ods_row(ONE), "Kurser": ods_row(ONE)}, styles=style, hidden="Gammalt")
    (tmp_path / "b.ods").write_bytes(content)
    found = [(sheet.name, sheet.hidden) for sheet in read_sheets(tmp_path / "b.ods")]
    assert found == [("Kurser", False), ("Gammalt", True)]
