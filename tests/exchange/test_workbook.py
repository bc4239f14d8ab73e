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
from lovp.exchange.tables.rows import UNCALCULATED, Cell, Row, exact_number
from lovp.exchange.tables.table import read_sheet, read_sheets
from tests.exchange.writers import ods, ods_cell, ods_row, xlsx

Read = Callable[..., list[Row]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: bytes, sheet: str | None = None) -> list[Row]:
        (tmp_path / "bok").write_bytes(content)
        return list(read_sheet(tmp_path / "bok", sheet).rows)

    return read


def cells(rows: list[Row]) -> list[tuple[int, tuple[Cell, ...]]]:
    return [(row.number, row.cells) for row in rows]


def written(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook by XlsxWriter with one sheet, Blad1, which `fill` is given with the workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as workbook:
        fill(workbook, workbook.add_worksheet("Blad1"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        (3.0, 3),
        (-2.0, -2),
        (0.1, Decimal("0.1")),
        (0.30000000000000004, Decimal("0.3")),  # what a sum leaves behind fifteen figures is not shown
        (2.9999999999999996, 3),
        (1e15, 10**15),
        (2.5e-7, Decimal("0.00000025")),
        (1e300, 10**300),
    ],
)
def test_numbers_are_exact(read: Read, number: float, exact: Cell) -> None:
    opened = ods({"Blad1": ods_row(ods_cell("float", repr(number)))})
    for content in (xlsx(f"<row><c><v>{number!r}</v></c></row>"), opened):
        [(_number, (cell,))] = cells(read(content))
        assert cell == exact
        assert type(cell) is type(exact)


@given(st.decimals(-(10**9), 10**9, places=4) | st.integers(-(10**15), 10**15))
def test_any_number_of_fifteen_figures_comes_back(number: Decimal | int) -> None:
    found = exact_number(float(number))
    assert found == number
    assert isinstance(found, int) == (number == int(number))


def test_days_and_times(read: Read) -> None:
    values = [
        (date(2024, 3, 12), "yyyy-mm-dd"),
        (date(2024, 3, 12), "d/m"),
        (datetime(2024, 3, 12, 14, 5), 'd mmmm yyyy" kl "hh:mm'),  # noqa: DTZ001
        (time(14, 5), "hh:mm"),
    ]

    def fill(book: Any, sheet: Any) -> None:
        for row, (value, form) in enumerate(values):
            sheet.write_datetime(row, 0, value, book.add_format({"num_format": form}))
        sheet.write_number(4, 0, 1.5, book.add_format({"num_format": "[h]:mm"}))

    found = [value for value, _form in values]
    for calendar in (False, True):  # with days counted from 1900, and from 1904 as on old Macs
        rows = read(written(fill, date_1904=calendar))
        assert [row.cells[0] for row in rows] == [*found, "1 day, 12:00:00"]
    opened = [
        ods_cell("date", "2024-03-12", "12/3"),
        ods_cell("date", "2024-03-12T14:05:00", "12/3 14.05"),
        ods_cell("time", "PT14H05M00S", "14:05"),
        ods_cell("boolean", "true", "SANT"),
    ]
    assert read(ods({"Blad1": ods_row(*opened)}))[0].cells == (*found[1:], True)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", "0.07", "7 %"),
        ("0 %", "0.07000000000000001", "7 %"),
        ("0%", "0", "0 %"),
        ("0%", "1", "100 %"),
        ("0.0%", "0.0625", "6.3 %"),  # as it is shown
        ("0.00%;[Red]-0.00%", "-0.5", "-50.00 %"),
        ("#,##0.#%", "12.345", "1234.5 %"),
        ('0"%"', "7", "7 %"),  # the sign alone
        ("0\\%", "7", "7 %"),
        ('0.0" %"', "6.2", "6.2 %"),
        ("0.0", "6.2", Decimal("6.2")),
        ("General", "7", 7),
    ],
)
def test_a_percentage_is_the_text_that_it_shows(read: Read, code: str, value: str, shown: Cell) -> None:
    assert read(xlsx(f'<row><c s="1"><v>{value}</v></c></row>', formats=[code]))[0].cells == (shown,)
    formula = f'<row><c s="1"><f>A1/B1</f><v>{value}</v></c></row>'
    assert read(xlsx(formula, formats=[code]))[0].cells == (shown,)


def test_the_formats_that_every_workbook_has(read: Read) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", [0.25, 0.25], book.add_format({"num_format": 9}))
        sheet.write("C1", 0.25, book.add_format({"num_format": 10}))
        sheet.write("D1", "7 av 10", book.add_format({"num_format": 9}))

    assert read(written(fill))[0].cells == ("25 %", "25 %", "25.00 %", "7 av 10")


def test_formulas_have_their_last_values(read: Read) -> None:
    rows = (
        "<row><c><f>SUM(B1:B9)</f><v>12</v></c><c><f>1-1</f><v>0</v></c></row>"
        '<row><c t="str"><f>"Hj"</f><v>Hjo</v></c><c t="str"><f>""</f><v></v></c></row>'
        '<row><c t="b"><f>1=1</f><v>1</v></c></row>'
    )
    assert cells(read(xlsx(rows))) == [(1, (12, 0)), (2, ("Hjo", None)), (3, (True, None))]


def test_formulas_that_were_never_calculated(read: Read) -> None:
    never = (
        "<c><f>B1+C1</f><v/></c><c><f>B1+C1</f></c><c><f>B1+C1</f><v></v></c>"
        '<c t="n"><f t="shared" si="0"/><v></v></c>'
    )
    assert read(xlsx(f"<row>{never}</row>"))[0].cells == (UNCALCULATED,) * 4
    # XlsxWriter puts a 0 in their place, and says that Excel is to calculate as it opens the file.
    placeholder = "<row><c><f>B1+C1</f><v>0</v></c><c><f>B1</f><v>12</v></c><c><v>0</v></c></row>"
    assert read(xlsx(placeholder, calculated=False))[0].cells == (UNCALCULATED, 12, 0)
    assert read(xlsx(placeholder))[0].cells == (0, 12, 0)
    assert read(written(lambda _book, sheet: sheet.write_formula("B2", "=1+1")))[0].cells == (
        None,
        UNCALCULATED,
    )


def test_errors_are_texts_also_where_nothing_else_is(read: Read) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    assert cells(read(xlsx(rows))) == [(1, (1, None, None)), (3, (None, None, "#DIV/0!"))]


def test_what_is_merged_downwards_stands_in_every_row_and_is_told(read: Read) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "Besök 2024")  # sideways: in its first cell alone
        sheet.write_row("A2", ["Ort", "Vad", "", "Antal"])
        sheet.merge_range("A3:A5", "Skövde")
        sheet.merge_range("B3:C4", "Besök")  # downwards and sideways
        sheet.write_column("D3", [1, 2, 3])
        sheet.merge_range("A6:A8", "Hjo")  # row 7 says nothing more
        sheet.write_column("D6", [4, "", 5])
        sheet.write_column("A9", ["Ale", "Tjörn", "Orust"])
        sheet.merge_range("D9:D10", 7)
        sheet.write("D10", 9)  # lies under the merged cell, and is not seen

    none = None
    assert read(written(fill)) == [
        Row(1, ("Besök 2024", none, none, none)),
        Row(2, ("Ort", "Vad", none, "Antal")),
        Row(3, ("Skövde", "Besök", none, 1)),
        Row(4, ("Skövde", "Besök", none, 2), merged=frozenset({0, 1})),
        Row(5, ("Skövde", none, none, 3), merged=frozenset({0})),
        Row(6, ("Hjo", none, none, 4)),
        Row(8, ("Hjo", none, none, 5), merged=frozenset({0})),
        Row(9, ("Ale", none, none, 7)),
        Row(10, ("Tjörn", none, none, 7), merged=frozenset({3})),
        Row(11, ("Orust", none, none, none)),
    ]


def test_hidden_rows_are_told_and_numbers_stay_true(read: Read) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write("B3", "Ort")
        sheet.write_column("B4", ["Hjo", "", "\xa0 ", "Skara", "", "Ale"])
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_row(6, 0)
        sheet.set_column("B:B", None, None, {"hidden": True})  # ids often stand in a hidden column

    assert read(written(fill)) == [
        Row(3, (None, "Ort")),
        Row(4, (None, "Hjo"), hidden=True),
        Row(7, (None, "Skara"), hidden=True),
        Row(9, (None, "Ale")),
    ]


def test_sheets_those_that_are_seen_first(read: Read, tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_blank("A1", None, book.add_format({"bold": True}))
        for name in ("Gömt", "Svar & mer", "Ännu ett"):
            book.add_worksheet(name).write("A1", name)
        book.get_worksheet_by_name("Gömt").hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='Ännu ett'!$A$1"})
        book.add_chartsheet("Diagram").set_chart(chart)

    assert cells(read(written(fill))) == [(1, ("Svar & mer",))]
    assert cells(read(written(fill), "Ännu ett")) == [(1, ("Ännu ett",))]
    sheets = [(sheet.name, sheet.hidden) for sheet in read_sheets(tmp_path / "bok")]
    assert sheets == [("Svar & mer", False), ("Ännu ett", False), ("Gömt", True)]


def test_rows_that_repeat_in_an_ods(read: Read) -> None:
    twice = 'table:number-columns-repeated="2"'
    title = ods_cell("string", text="Besök", more='table:number-columns-spanned="2"')
    rows = (
        ods_row(title, "<table:covered-table-cell/>")
        + ods_row(ods_cell(), repeated=2)
        + ods_row(ods_cell(), ods_cell("string", text="Hjo", more=twice), repeated=2)
        + ods_row(ods_cell("float", "3", more='table:formula="of:=1+2"'))
        + ods_row(ods_cell(more='table:number-columns-repeated="16384"'), repeated=9, more=HIDDEN)
    )
    assert cells(read(ods({"Blad1": rows}))) == [
        (1, ("Besök", None, None)),
        (4, (None, "Hjo", "Hjo")),
        (5, (None, "Hjo", "Hjo")),
        (6, (3, None, None)),
    ]


HIDDEN = 'table:visibility="collapse"'
ONE = ods_cell("float", "1")
ERROR = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)


@pytest.mark.parametrize(
    "row",
    [
        ods_row(ONE, ods_cell("percentage", "0.07", "7 %")),
        ods_row(ONE, ERROR),
        ods_row(ONE, ods_cell(more='table:formula="of:=[.A2]+1"')),
        ods_row(ONE, ods_cell("float", "2", more='table:number-rows-spanned="2"')),
        ods_row(ONE, '<table:covered-table-cell office:value-type="float" office:value="2"/>'),
        ods_row(ods_cell(), ONE, more=HIDDEN),
        ods_row(ods_cell(), ONE, more='table:visibility="filter"'),
    ],
)
def test_what_an_ods_does_not_tell_is_refused_for_the_sheet_that_is_read(row: str, tmp_path: Path) -> None:
    first = ods_row(ONE, ONE)
    (tmp_path / "b.ods").write_bytes(ods({"Kurser": first, "Andel": first + row}))
    good, bad = read_sheets(tmp_path / "b.ods")
    assert list(good.rows) == [Row(1, (1, 1))]
    with pytest.raises(LovpError) as error:
        list(bad.rows)
    assert (
        error.value.message == "“b.ods”, sheet “Andel”: in an .ods it can't be told for sure what B2 shows."
    )
    assert error.value.remedy.endswith("save the file as .xlsx.")


def test_hidden_sheets_of_an_ods(tmp_path: Path) -> None:
    style = '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    style += '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    content = ods({"Kurser": ods_row(ONE), "Gammalt": ods_row(ONE)}, styles=style, hidden="Gammalt")
    (tmp_path / "b.ods").write_bytes(content)
    assert [(sheet.name, sheet.hidden) for sheet in read_sheets(tmp_path / "b.ods")] == [
        ("Kurser", False),
        ("Gammalt", True),
    ]


def test_texts_are_tidied(read: Read) -> None:
    texts = [" Sko\u0308vde\xa0", "ett\ntvå", "3", "\r\n x"]
    rows = read(written(lambda _book, sheet: sheet.write_column(0, 0, texts)))
    assert [row.cells for row in rows] == [("Skövde",), ("ett två",), ("3",), ("x",)]


def test_the_name_of_the_file_says_nothing(tmp_path: Path) -> None:
    for name in ("svar.csv", "svar.xls", "svar.ods", "svar"):
        (tmp_path / name).write_bytes(xlsx("<row><c><v>1</v></c></row>"))
        assert list(read_sheet(tmp_path / name).rows) == [Row(1, (1,))]
        (tmp_path / name).write_bytes(b"a;b\n1;2\n")
        assert list(read_sheet(tmp_path / name).rows) == [Row(1, ("a", "b")), Row(2, ("1", "2"))]
