"""Writes tests/data/imports/: files as forms and people send them, with made-up content.

    python -m tests.exchange.make_fixtures

Microsoft Forms: the columns of its export in Swedish, `anonymous` where nobody signs in, several choices
joined with semicolons. Google Forms: "download responses" in Swedish, with fm and em. ODK Central:
lib/data/briefcase.js of getodk/central-backend. KoboToolbox: reporting/export.py of formpack, and the fields
that kpi copies.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
import xlwt

from tests.exchange.writers import ods, ods_cell, ods_error, ods_row

FOLDER = Path(__file__).parents[1] / "data" / "imports"
CREATED = {"created": datetime(2024, 1, 1)}  # noqa: DTZ001 - a workbook's times have no zone
Value = str | float | date | None


class Shown(NamedTuple):
    """A formula with the value that it had when the workbook was saved; an error begins with #."""

    formula: str
    value: Value


def at(text: str) -> datetime:
    """The moment, without a zone as in a workbook."""
    return datetime.fromisoformat(text)


def workbook(fill: Callable[[Any], None], **options: Any) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(CREATED)
        fill(book)
    return out.getvalue()


def microsoft_forms() -> bytes:
    """Visits to schools. Answer 4 was deleted; a form's question for a number gives text."""
    headers = ["ID", "Starttid", "Slutförandetid", "E-postadress", "Namn"]
    headers += ["Vilken dag var besöket?", "Vilken kommun?", "Hur många klasser?", "Vad handlade det om?"]
    answers: list[list[Value]] = [
        [1, at("2024-01-23 09:04:12"), at("2024-01-23 09:06:40"), "anonymous", None, date(2024, 1, 22)],
        [2, at("2024-02-06 15:30:01"), at("2024-02-06 15:31:22"), "anonymous", None, date(2024, 2, 6)],
        [3, at("2024-03-04 11:00:00"), at("2024-03-04 11:02:09"), "anonymous", None, date(2024, 3, 4)],
        [5, at("2024-03-12 23:58:31"), at("2024-03-13 00:01:05"), "anonymous", None, date(2024, 3, 12)],
        [6, at("2024-05-14 08:15:00"), at("2024-05-14 08:15:59"), "anonymous", None, date(2024, 5, 13)],
    ]
    more: list[list[Value]] = [
        ["Skövde", "3", "Skolinformation;"],
        ["Lidköping", "2 st", "Skolinformation;Sommarjobb;"],
        ["Skövde", "ca 20", "Skolinformation;"],
        ["\xa0Hjo ", "1", "Annat:\nett studiebesök;"],
        ["Dals-Ed", "4", None],
    ]

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        day = book.add_format({"num_format": "mm-dd-yy"})
        rows = [[*answer, *rest] for answer, rest in zip(answers, more, strict=True)]
        sheet.add_table(
            0, 0, len(rows), len(headers) - 1, {"columns": [{"header": name} for name in headers]}
        )
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                form = moment if isinstance(value, datetime) else day if isinstance(value, date) else None
                sheet.write(number, column, value, form)

    return workbook(fill)


def google_forms() -> bytes:
    """Courses. Every cell in quotation marks; the file that a sheet in Swedish gives is `google_sheets`."""
    return _csv(
        [
            ["Tidstämpel", "Vilken dag slutade kursen?", "Vilken kurs?", "Ort", "Antal deltagare"],
            ["2024/03/12 2:05:22 em CET", "2024-03-09", "Medlem i facket 2", "Borås", "14"],
            ["2024/04/02 8:53:03 fm CEST", "2024-03-27", "Grundutbildning, steg 1", "Åmål", "9"],
            ["2024/04/02 8:54:40 fm CEST", "2024-03-27", 'Introduktion\n("icke-medlemmar")', "Tjörn", "tolv"],
            ["2024/05/02 12:00:00 em CEST", "2024-04-30", "Medlem i facket 2", "", "11"],
        ],
        quoting=csv.QUOTE_ALL,
    )


def google_sheets() -> bytes:
    """The same form's answers, as CSV from the sheet that they are collected in."""
    return _csv(
        [
            ["Tidstämpel", "Vilken dag slutade kursen?", "Vilken kurs?", "Ort", "Antal deltagare"],
            ["2024-03-12 14:05:22", "2024-03-09", "Medlem i facket 2", "Borås", "14"],
            ["2024-04-02 08:53:03", "2024-03-27", "Grundutbildning, steg 1", "Åmål", "9"],
        ],
        lineterminator="\r\n",
    )


CENTRAL = "SubmitterID SubmitterName AttachmentsPresent AttachmentsExpected Status ReviewState DeviceID Edits"
UUIDS = [
    "0f6c2c4e-5a41-4b8e-9a53-2f3f0e6f1c01",
    "0f6c2c4e-5a41-4b8e-9a53-2f3f0e6f1c02",
    "0f6c2c4e-5a41-4b8e-9a53-2f3f0e6f1c03",
]
BOARDS: list[tuple[str, str, int, int]] = [
    ("2024-02-28", "Hjo", 7, 2),
    ("2024-03-05", "Åmål", 9, 0),
    ("2024-03-19", "Göteborg", 11, 3),
]
"""Local boards: day, place, members, and how many of them are young."""


def odk_central() -> bytes:
    """Boards. The second answer was edited: KEY is the first id, meta-instanceID the latest."""
    headers = ["SubmissionDate", "start", "datum", "plats-kommun", "styrelse-antal", "styrelse-unga"]
    headers += ["meta-instanceID", "KEY", *CENTRAL.split(), "FormVersion"]
    rows: list[Sequence[object]] = [headers]
    for index, ((day, place, members, young), uuid) in enumerate(zip(BOARDS, UUIDS, strict=True)):
        edited = index == 1
        latest = uuid.replace("0f6c", "ffff") if edited else uuid
        row = [f"{day}T22:31:0{index}.123Z", f"{day}T23:30:00.000+01:00", day, place, members, young]
        row += [f"uuid:{latest}", f"uuid:{uuid}", 5, "Skaraborg", 0, 0, "", "", "collect:x", int(edited), 1]
        rows.append(row)
    return _csv(rows)


KOBO = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by"]
KOBO += ["__version__", "_tags", "meta/rootUuid", "_index"]


def _kobo(typed: bool) -> list[list[Any]]:
    rows: list[list[Any]] = [
        ["start", "end", "datum", "plats/kommun", "styrelse/antal", "styrelse/unga", *KOBO]
    ]
    for index, ((day, place, members, young), uuid) in enumerate(zip(BOARDS, UUIDS, strict=True), 1):
        sent = f"{day}T19:00:4{index}"
        row: list[Any] = [f"{day}T19:58:00.000+01:00", f"{day}T20:00:40.000+01:00"]
        row += [date.fromisoformat(day) if typed else day, place, members, young]
        row += [4000 + index, uuid, at(sent) if typed else sent, "", "", "submitted_via_web", ""]
        rows.append([*row, "vAbC1", "", f"uuid:{uuid}", index])
    return rows


def kobo_csv() -> bytes:
    return _csv(_kobo(typed=False), delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def kobo_xlsx() -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Styrelser 2024")
        for number, row in enumerate(_kobo(typed=True)):
            sheet.write_row(number, 0, row)

    return workbook(fill, default_date_format="yyyy-mm-dd")


MERGED = [(0, 0, 0, 5), (4, 1, 6, 1), (9, 4, 10, 5)]
"""Ranges of the sheet kept by hand: the first row and column, the last ones."""

BY_HAND: Mapping[int, Sequence[Value | Shown]] = {
    0: ["Skolbesök våren 2024"],
    1: ["Uppdaterad", date(2024, 5, 20)],
    3: ["Datum", "Ort", "Vad", "Antal klasser", "Anteckning"],
    4: [date(2024, 1, 23), "Skövde", "Information", 3],
    5: [date(2024, 2, 6), None, "Information", "3 st"],
    6: ["12/3", None, "Information", "ca 20"],
    8: [at("2024-03-14 10:30"), "Hjo", "Information", 2.0, "inställt,\nny tid"],
    9: ["12 mars", "Tibro", None, "tre", "på högstadiet"],
    10: [date(2024, 4, 9), "Falköping", "Information", 4],  # this row is hidden
    11: ["igår", "Mariestad", "Information", 1],
    12: [date(2024, 4, 16), "Skara", "Information", Shown("=VLOOKUP(B13,Listor!A1:B2,2,0)", "#N/A")],
    13: [date(2024, 4, 17), "Skara", "Information", date(2024, 4, 3)],  # 3/4 became a date
    15: ["Summa", None, None, Shown("=SUM(D5:D12)", 10)],
    16: ["Medel", None, None, Shown("=AVERAGE(D5:D12)", 2.5)],
}
"""What stands in each row, from 0."""


def hand_kept_xlsx() -> bytes:
    """From an old Mac: days are counted from 1904."""

    def fill(book: Any) -> None:
        sheet, lists = book.add_worksheet("Våren"), book.add_worksheet("Listor")
        lists.write_column(0, 0, ["Hjo", "Skövde"])
        day = book.add_format({"num_format": "d/m"})
        for first_row, first_column, last_row, last_column in MERGED:
            sheet.merge_range(first_row, first_column, last_row, last_column, "")
        for row, column, value in _cells():
            if isinstance(value, Shown):
                sheet.write_formula(row, column, value.formula, None, value.value)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif value is not None:
                sheet.write(row, column, value)
        sheet.set_row(10, None, None, {"hidden": True})

    return workbook(fill, date_1904=True)


def hand_kept_xls() -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("Våren")
    day = xlwt.easyxf(num_format_str="D/M")
    for row, column, value in _cells():
        span = next((span for span in MERGED if span[:2] == (row, column)), None)
        if isinstance(value, Shown) and value.value == "#N/A":
            sheet.row(row).set_cell_error(column, 0x2A)
            continue
        # xlwt writes formulas without their values, so that these stand there as such.
        shown = value.value if isinstance(value, Shown) else value
        style = day if isinstance(shown, date) else xlwt.Style.default_style
        if span:
            sheet.write_merge(span[0], span[2], span[1], span[3], shown, style)
        elif shown is not None and not _is_covered(row, column):
            sheet.write(row, column, shown, style)
    sheet.row(10).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hand_kept_ods() -> bytes:
    """As LibreOffice in Swedish saves it, with the rest of the sheet as rows that repeat."""
    rows = []
    for row in range(max(BY_HAND) + 1):
        values = BY_HAND.get(row, ())
        rows.append(ods_row(*(_ods(row, column, value) for column, value in enumerate(values)), ods_cell()))
    rest = ods_row(ods_cell(more='table:number-columns-repeated="16384"'), repeated=1_048_576 - len(rows))
    return ods({"Våren": "".join(rows) + rest})


def swedish_excel() -> bytes:
    """The same sheet, saved as CSV by Excel in Swedish: semicolons, decimal commas, Windows-1252."""
    rows = []
    for row in range(max(BY_HAND) + 1):
        values = [*BY_HAND.get(row, ()), *[None] * 6][:6]
        rows.append([_swedish(value) for value in values])
    return _csv(rows, delimiter=";", lineterminator="\r\n").decode().encode("cp1252")


def _cells() -> Iterable[tuple[int, int, Value | Shown]]:
    return ((row, column, value) for row, values in BY_HAND.items() for column, value in enumerate(values))


def _is_covered(row: int, column: int) -> bool:
    """Whether the cell is covered by another that is merged over it."""
    return any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in MERGED
    )


def _ods(row: int, column: int, value: Value | Shown) -> str:
    if isinstance(value, Shown):
        if isinstance(value.value, str):
            return ods_error("#SAKNAS!")
        value = value.value
    span = next((span for span in MERGED if span[:2] == (row, column)), None)
    more = ""
    if span:
        rows, columns = span[2] - row + 1, span[3] - column + 1
        more = f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    if isinstance(value, date):
        return ods_cell("date", value.isoformat(), f"{value.day}/{value.month}", more)
    if isinstance(value, str):
        return ods_cell("string", text=value, more=more)
    return ods_cell("float", str(value), more=more) if value is not None else ods_cell(more=more)


def _swedish(value: Value | Shown) -> str:
    if isinstance(value, Shown):
        value = "#SAKNAS!" if value.value == "#N/A" else value.value
    if isinstance(value, date):
        return f"{value.day}/{value.month}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)


def _csv(rows: Iterable[Sequence[object]], **options: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **{"lineterminator": "\n", **options}).writerows(rows)
    return out.getvalue().encode()


FIXTURES: Mapping[str, Callable[[], bytes]] = {
    "microsoft-forms.xlsx": microsoft_forms,
    "google-forms.csv": google_forms,
    "google-sheets.csv": google_sheets,
    "odk-central.csv": odk_central,
    "kobo.csv": kobo_csv,
    "kobo.xlsx": kobo_xlsx,
    "hand-kept.xlsx": hand_kept_xlsx,
    "hand-kept.xls": hand_kept_xls,
    "hand-kept.ods": hand_kept_ods,
    "swedish-excel.csv": swedish_excel,
}


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in FIXTURES.items():
        (FOLDER / name).write_bytes(content())


if __name__ == "__main__":
    main()
