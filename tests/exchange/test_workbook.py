"""Workbooks of every kind are read as Excel shows them, exactly."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from lovp.errors import LovpError
from lovp.exchange.tables.rows import Cell, exact_number
from lovp.exchange.tables.table import read_sheet, sheet_names
from tests.exchange.writers import ods, ods_cell, ods_error, ods_row, record, xlsb, xlsb_rows

Found = list[tuple[int, tuple[Cell, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Found]:
    def read(content: bytes, sheet: str | None = None) -> Found:
        file = tmp_path / "bok"
        file.write_bytes(content)
        return [(row.number, row.cells) for row in read_sheet(file, sheet).rows]

    return read


def xlsx(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook with one sheet, Blad1, which `fill` is given with the workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as workbook:
        fill(workbook, workbook.add_worksheet("Blad1"))
    return out.getvalue()


def column(*values: Any, **options: Any) -> bytes:
    return xlsx(lambda _book, sheet: sheet.write_column(0, 0, values), **options)


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        (3.0, 3),
        (0, 0),
        (-2.0, -2),
        (0.1, Decimal("0.1")),
        (1.5, Decimal("1.5")),
        (0.30000000000000004, Decimal("0.3")),  # what a sum leaves behind fifteen figures is not shown
        (2.9999999999999996, 3),
        (1e15, 10**15),
        (123456789012345.0, 123456789012345),
        (2.5e-7, Decimal("0.00000025")),
        (1e300, 10**300),
    ],
)
def test_numbers_are_exact(read: Callable[..., Found], number: float, exact: Cell) -> None:
    for content in (
        xlsb({"Blad1": xlsb_rows([[number]])}),
        ods({"Blad1": ods_row(ods_cell("float", repr(float(number))))}),
    ):
        [(_number, (cell,))] = read(content)
        assert cell == exact
        assert type(cell) is type(exact)


@given(st.decimals(-(10**9), 10**9, places=4) | st.integers(-(10**15), 10**15))
def test_any_number_of_fifteen_figures_comes_back(number: Decimal | int) -> None:
    found = exact_number(float(number))
    assert found == number
    assert isinstance(found, int) == (number == int(number))


def test_days_and_times(read: Callable[..., Found]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for row, (value, form) in enumerate(
            [
                (date(2024, 3, 12), "yyyy-mm-dd"),
                (date(2024, 3, 12), "d/m"),
                (datetime(2024, 3, 12, 14, 5), 'd mmmm yyyy" kl "hh:mm'),  # noqa: DTZ001
                (time(14, 5), "hh:mm"),
            ]
        ):
            sheet.write_datetime(row, 0, value, book.add_format({"num_format": form}))
        sheet.write_number(4, 0, 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_number(5, 0, 0.25, book.add_format({"num_format": "0 %"}))

    expected = [
        (1, (date(2024, 3, 12),)),
        (2, (date(2024, 3, 12),)),
        (3, (datetime(2024, 3, 12, 14, 5),)),  # noqa: DTZ001
        (4, (time(14, 5),)),
        (5, ("36:00",)),
        (6, (Decimal("0.25"),)),
    ]
    assert read(xlsx(fill)) == expected
    # The same days, counted from 1904 as Excel on old Macs did.
    assert read(xlsx(fill, date_1904=True)) == expected


def test_days_in_an_ods(read: Callable[..., Found]) -> None:
    cells = [
        ods_cell("date", "2024-03-12", "12/3"),
        ods_cell("date", "2024-03-12T14:05:00", "12/3 14.05"),
        ods_cell("time", "PT14H05M00S", "14:05"),
        ods_cell("boolean", "true", "SANT"),
        ods_cell("percentage", "0.25", "25 %"),
    ]
    [(_number, found)] = read(ods({"Blad1": ods_row(*cells)}))
    moment = datetime(2024, 3, 12, 14, 5)  # noqa: DTZ001
    assert found == (date(2024, 3, 12), moment, time(14, 5), True, Decimal("0.25"))


def test_formulas_have_their_last_values(read: Callable[..., Found]) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=SUM(B1:B9)", None, 12)
        sheet.write_formula("A2", '="Hj"&"o"', None, "Hjo")
        sheet.write_formula("A3", '=""', None, "")
        sheet.write_formula("A4", "=1=1", None, True)
        sheet.write_string("B3", "x")

    assert read(xlsx(fill)) == [
        (1, (12, None)),
        (2, ("Hjo", None)),
        (3, (None, "x")),
        (4, (True, None)),
    ]


def test_errors_are_texts_in_every_kind(read: Callable[..., Found]) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["Ort", "Antal"])
        sheet.write_string("A2", "Hjo")
        sheet.write_formula("B2", "=VLOOKUP(A2,C:D,2,0)", None, "#N/A")
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")

    old = xlwt.Workbook()
    sheet = old.add_sheet("Blad1")
    for row, values in enumerate([["Ort", "Antal"], ["Hjo"]]):
        for index, value in enumerate(values):
            sheet.write(row, index, value)
    sheet.row(1).set_cell_error(1, 0x2A)
    sheet.row(2).set_cell_error(2, 0x07)
    out = io.BytesIO()
    old.save(out)

    head = ods_row(ods_cell("string", text="Ort"), ods_cell("string", text="Antal"))
    opened = ods(
        {
            "Blad1": head
            + ods_row(ods_cell("string", text="Hjo"), ods_error("#SAKNAS!"))
            + ods_row(ods_cell(more='table:number-columns-repeated="2"'), ods_error("Fel:502"))
        }
    )
    binary = xlsb({"Blad1": xlsb_rows([["Ort", "Antal"], ["Hjo", b"\x2a"], [None, None, b"\x07"]])})
    excel = [(1, ("Ort", "Antal")), (2, ("Hjo", "#N/A")), (3, (None, None, "#DIV/0!"))]

    def trimmed(found: Found) -> Found:
        return [(n, cells if cells[-1] is not None else cells[:-1]) for n, cells in found]

    assert trimmed(read(xlsx(fill))) == excel
    assert trimmed(read(out.getvalue())) == excel
    assert trimmed(read(binary)) == excel
    assert trimmed(read(opened)) == [*excel[:1], (2, ("Hjo", "#SAKNAS!")), (3, (None, None, "#Fel:502"))]


def test_an_error_where_nothing_else_is(read: Callable[..., Found]) -> None:
    formula = record(11, b"\4\0\0\0\0\0\0\0\x17\0\0" + bytes(8))
    below = record(0, b"\5\0\0\0" + bytes(13)) + formula
    body = xlsb_rows([["a"]]).removesuffix(record(0x92)) + below + record(0x92)
    assert read(xlsb({"Blad1": body})) == [(1, ("a",)), (6, (None, None, None, None, "#REF!"))]


def test_what_is_merged_downwards_stands_in_every_row(read: Callable[..., Found]) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "Besök 2024")  # sideways: in its first cell alone
        sheet.write_row("A2", ["Ort", "Vad", "", "Antal"])
        sheet.merge_range("A3:A5", "Skövde")
        sheet.merge_range("B3:C4", "Besök")  # downwards and sideways
        sheet.write_column("D3", [1, 2, 3])
        sheet.merge_range("A6:A8", "Hjo")  # row 7 says nothing more
        sheet.write("D6", 4)
        sheet.write("D8", 5)
        sheet.merge_range("D9:D10", 7)  # one number, not two
        sheet.merge_range("D11:D12", "7 st")
        sheet.merge_range("B11:B12", "12 mars")
        sheet.write_column("A9", ["Ale", "Tjörn", "Orust", "Lerum"])

    none = None
    assert read(xlsx(fill)) == [
        (1, ("Besök 2024", none, none, none)),
        (2, ("Ort", "Vad", none, "Antal")),
        (3, ("Skövde", "Besök", none, 1)),
        (4, ("Skövde", "Besök", none, 2)),
        (5, ("Skövde", none, none, 3)),
        (6, ("Hjo", none, none, 4)),
        (8, ("Hjo", none, none, 5)),
        (9, ("Ale", none, none, 7)),
        (10, ("Tjörn", none, none, none)),
        (11, ("Orust", "12 mars", none, "7 st")),
        (12, ("Lerum", "12 mars", none, none)),
    ]


def test_what_is_merged_in_the_other_kinds(read: Callable[..., Found]) -> None:
    expected = [(1, ("Skövde", 1)), (2, ("Skövde", 2))]
    old = xlwt.Workbook()
    sheet = old.add_sheet("Blad1")
    sheet.write_merge(0, 1, 0, 0, "Skövde")
    sheet.write(0, 1, 1)
    sheet.write(1, 1, 2)
    out = io.BytesIO()
    old.save(out)
    assert read(out.getvalue()) == expected

    first = ods_cell("string", text="Skövde", more='table:number-rows-spanned="2"')
    second = "<table:covered-table-cell/>"
    rows = ods_row(first, ods_cell("float", "1")) + ods_row(second, ods_cell("float", "2"))
    assert read(ods({"Blad1": rows})) == expected

    merged = record(176, b"\0\0\0\0\1\0\0\0" + bytes(8))
    assert read(xlsb({"Blad1": xlsb_rows([["Skövde", 1], [None, 2]]) + merged})) == expected


def test_hidden_and_empty_rows_and_columns_keep_their_numbers(read: Callable[..., Found]) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write("B3", "Ort")
        sheet.write("B4", "Hjo")
        sheet.write("B6", "\xa0 ")
        sheet.write("B9", "Ale")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.autofilter("B3:B9")

    assert read(xlsx(fill)) == [(3, (None, "Ort")), (4, (None, "Hjo")), (9, (None, "Ale"))]


def test_rows_that_repeat_in_an_ods(read: Callable[..., Found]) -> None:
    rows = (
        ods_row(ods_cell(), repeated=3)
        + ods_row(
            ods_cell(), ods_cell("string", text="Hjo", more='table:number-columns-repeated="2"'), repeated=2
        )
        + ods_row(ods_cell(), repeated=4)
        + ods_row(ods_cell("float", "3"))
        + ods_row(ods_cell(more='table:number-columns-repeated="16384"'), repeated=1048566)
    )
    assert read(ods({"Blad1": rows})) == [
        (4, (None, "Hjo", "Hjo")),
        (5, (None, "Hjo", "Hjo")),
        (10, (3, None, None)),
    ]


def test_texts_are_tidied(read: Callable[..., Found]) -> None:
    assert read(column(" Sko\u0308vde\xa0", "ett\ntvå", "3", "\r\n x")) == [
        (1, ("Skövde",)),
        (2, ("ett två",)),
        (3, ("3",)),
        (4, ("x",)),
    ]


def several(book: Any, sheet: Any) -> None:
    book.add_worksheet("Gömt").hide()
    book.get_worksheet_by_name("Gömt").write("A1", "gömt")
    book.add_worksheet("Svar & mer").write("A1", "svar")
    book.add_worksheet("Ännu ett").write("A1", "till")
    book.add_chartsheet("Diagram").set_chart(book.add_chart({"type": "bar"}))
    sheet.write_blank("A1", None, book.add_format({"bold": True}))


def test_the_first_sheet_with_rows(read: Callable[..., Found], tmp_path: Path) -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        several(workbook, workbook.add_worksheet("Tomt"))
        workbook.get_worksheet_by_name("Ännu ett")
        chart = workbook.sheetnames["Diagram"].chart
        chart.add_series({"values": "='Ännu ett'!$A$1"})
    content = book.getvalue()
    assert read(content) == [(1, ("svar",))]
    assert read(content, "Ännu ett") == [(1, ("till",))]
    assert read(content, "ÄNNU  ETT") == [(1, ("till",))]
    assert read(content, "Gömt") == [(1, ("gömt",))]
    (tmp_path / "b.xlsx").write_bytes(content)
    assert sheet_names(tmp_path / "b.xlsx") == ("Tomt", "Svar & mer", "Ännu ett", "Gömt")
    with pytest.raises(LovpError, match="has no sheet named “Svar”") as error:
        read(content, "Svar")
    assert error.value.remedy == "Its sheets are: Tomt, Svar & mer, Ännu ett, Gömt."
    with pytest.raises(LovpError, match="The sheet “Tomt” in “bok” has no rows"):
        read(content, "Tomt")


def test_the_name_of_the_file_says_nothing(tmp_path: Path) -> None:
    for name in ("svar.csv", "svar.xls", "svar.ods", "svar"):
        (tmp_path / name).write_bytes(column("a"))
        assert [tuple(row) for row in read_sheet(tmp_path / name).rows] == [(1, ("a",))]
        (tmp_path / name).write_bytes(b"a;b\n1;2\n")
        assert [tuple(row) for row in read_sheet(tmp_path / name).rows] == [(1, ("a", "b")), (2, ("1", "2"))]
