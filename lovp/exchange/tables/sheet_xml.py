"""What calamine does not tell of a sheet: how far it reaches, what is hidden, and what its cells really show.

On the way the file is found to be whole: calamine hangs where XML breaks off. Whatever is raised here but
LovpError means that it is not.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from xml.etree.ElementTree import Element, fromstring, iterparse
from zipfile import ZipFile

from lovp.errors import LovpError
from lovp.exchange.tables.cells import UNCALCULATED, exact_number
from lovp.i18n import _
from lovp.numbers import format_number

_TRUE = {"1", "true"}
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_CALC_VALUE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"

Percent = tuple[int, int]
"""How a style shows a percentage: how many per cent 1 is in it, and with how many decimals."""


@dataclass
class Details:
    """The last row and column with a value, from 1; the hidden rows; and what cells show beside their values.

    `shown` goes by the row's number and the column's index.
    """

    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)
    shown: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))

    def reach(self, row: int, column: int) -> None:
        """Count with a cell."""
        self.rows, self.columns = max(row, self.rows), max(column, self.columns)


def read_xlsx(archive: ZipFile) -> dict[str, Details]:
    """The details of all sheets of an .xlsx by their names."""
    # expat limits what entities become.
    workbook, relations, styles = (
        fromstring(archive.read(part) if part in archive.namelist() else "<none/>")  # noqa: S314
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
    )
    parts = {each.get("Id"): posixpath.join("/xl", each.get("Target", ""))[1:] for each in relations}
    percents = _percents(styles)
    uncalculated = any(each.get("fullCalcOnLoad") in _TRUE for each in workbook.iterfind(".//{*}calcPr"))
    found = {}
    for sheet in workbook.iterfind(".//{*}sheet"):
        (relation,) = (value for key, value in sheet.items() if key.endswith("}id"))
        found[sheet.get("name", "")] = _read_sheet(archive, parts[relation], percents, uncalculated)
    return found


def _percents(styles: Element) -> dict[str, Percent]:
    """The styles that show a percentage, by their numbers."""
    codes = {"9": "0%", "10": "0.00%"}  # which every workbook has
    codes |= {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind(".//{*}numFmt")
    }
    found = {}
    for number, style in enumerate(styles.iterfind(".//{*}cellXfs/{*}xf")):
        code = codes.get(style.get("numFmtId", ""), "").partition(";")[0]
        # A sign that is shown as it stands, "%" or \%, does not make a hundred of one.
        plain = re.sub(r'"[^"]*"|\\.', "", code)
        if "%" in code:
            decimals = re.search(r"\.([0#?]+)", plain)
            found[str(number)] = (100 if "%" in plain else 1, len(decimals[1]) if decimals else 0)
    return found


def _read_sheet(archive: ZipFile, part: str, percents: Mapping[str, Percent], uncalculated: bool) -> Details:
    """The details of a sheet; rows and cells without a name follow each other."""
    details, number = Details(), 0
    for _event, row in iterparse(archive.open(part)):  # noqa: S314
        if not row.tag.endswith("}row"):
            continue
        number = int(row.get("r", number + 1))
        if row.get("hidden") in _TRUE:
            details.hidden.add(number)
        # A cell without a child has nothing but a format, and most have nothing but a value.
        cells = [(at, cell) for at, cell in enumerate(row, 1) if len(cell)]
        for at, cell in cells:
            percent = percents.get(cell.get("s", ""))
            if percent or len(cell) > 1 or cell.get("t") == "e" or cell[0].tag.endswith("}f"):
                text = _shown(cell, percent, uncalculated)
                if text:
                    details.shown[number][(_column(cell) or at) - 1] = text
        if cells:
            at, cell = cells[-1]
            details.reach(number, _column(cell) or at)
        row.clear()
    return details


def _column(cell: Element) -> int:
    """The number of the cell's column, from 1; 0 if it has no name."""
    letters = cell.get("r", "").rstrip("0123456789")
    return sum((ord(letter) - ord("@")) * 26**place for place, letter in enumerate(reversed(letters)))


def _shown(cell: Element, percent: Percent | None, uncalculated: bool) -> str:
    """What the cell shows, if that is not its value; where `uncalculated` the 0 of a formula is none."""
    children = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
    kind, value = cell.get("t", "n"), children.get("v", "").strip()
    if kind == "e":
        return value or UNCALCULATED
    number = exact_number(float(value)) if kind == "n" and value else None
    if "f" in children and kind != "str" and (not value or (uncalculated and number == 0)):
        return UNCALCULATED
    if not percent or not isinstance(number, int | Decimal):
        return ""
    times, decimals = percent
    rounded = (Decimal(number) * times).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{format_number(rounded)} %"


def read_ods(archive: ZipFile) -> dict[str, Details]:
    """The details of all sheets of an .ods by their names.

    Raises LovpError where calamine does not tell what it shows: to it a percentage is a number, an error or a
    formula without a value nothing, and it knows of nothing that is hidden or merged downwards.
    """
    found, details, number = dict[str, Details](), Details(), 0
    for _event, element in iterparse(archive.open("content.xml")):  # noqa: S314
        if element.tag == _TABLE + "table":
            found[element.get(_TABLE + "name", "")] = details
            details, number = Details(), 0
        if element.tag != _TABLE + "table-row":
            continue
        column, before = 0, number
        number += int(element.get(_TABLE + "number-rows-repeated", 1))
        for cell in element:
            column += int(cell.get(_TABLE + "number-columns-repeated", 1))
            if cell.get(_VALUE):
                details.reach(number, column)
        is_hidden = element.get(_TABLE + "visibility", "visible") != "visible" and details.rows == number
        if is_hidden or any(map(_is_untold, element)):
            message = _("Row {row} of the .ods shows what can't be read for sure.").format(row=before + 1)
            remedy = _("It is a percentage, an error, not calculated, merged or hidden: save it as .xlsx.")
            raise LovpError(message, remedy)
        element.clear()
    return found


def _is_untold(cell: Element) -> bool:
    """Whether calamine does not tell what the cell of an .ods shows."""
    kind = cell.get(_VALUE)
    return (
        (kind is not None and cell.tag == _TABLE + "covered-table-cell")
        or kind == "percentage"
        or cell.get(_CALC_VALUE) == "error"
        or (kind is None and cell.get(_TABLE + "formula") is not None)
        or int(cell.get(_TABLE + "number-rows-spanned", 1)) > 1
    )
