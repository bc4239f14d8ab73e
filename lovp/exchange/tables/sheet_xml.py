"""What calamine does not tell of a sheet: how far it reaches, what is hidden, and what its cells really show.

On the way the file is found to be whole: calamine hangs where XML breaks off. Whatever is raised here but
LovpError means that it is not.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from xml.etree.ElementTree import Element, fromstring, iterparse
from zipfile import ZipFile

from lovp.errors import LovpError
from lovp.exchange.tables.rows import UNCALCULATED, column_letter
from lovp.i18n import _

_TRUE = {"1", "true"}
_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""The formats for percentages that every workbook has, by their ids."""
_LITERAL = r'"[^"]*"|\\.|_.|\*.'
"""What a format shows as it stands, or as white space."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_CALC_VALUE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


@dataclass
class Details:
    """The last row and column with a value, from 1; the hidden rows; and what cells show beside their values.

    `shown` goes by the row's number and the column's index.
    """

    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)
    shown: dict[int, dict[int, str]] = field(default_factory=dict)

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
    targets = {each.get("Id"): posixpath.join("/xl", each.get("Target", "")) for each in relations}
    parts = {
        sheet.get("name", ""): posixpath.normpath(targets[value]).lstrip("/")
        for sheet in workbook.iterfind(".//{*}sheet")
        for key, value in sheet.items()
        if key.endswith("}id")
    }
    percents = _percents(styles)
    uncalculated = any(each.get("fullCalcOnLoad") in _TRUE for each in workbook.iterfind(".//{*}calcPr"))
    return {name: _read_sheet(archive, part, percents, uncalculated) for name, part in parts.items()}


def _percents(styles: Element) -> dict[str, str]:
    """The styles that show a percentage, by their numbers, each as a format of Python's."""
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iterfind(".//{*}numFmt")}
    found = {}
    for number, style in enumerate(styles.iterfind(".//{*}cellXfs/{*}xf")):
        code = (_BUILT_IN | codes).get(style.get("numFmtId", ""), "").partition(";")[0]
        if "%" in code:
            plain = re.sub(_LITERAL, "", code)
            decimals = re.search(r"\.([0#?]+)", plain)
            # A literal sign does not make a hundred of one.
            found[str(number)] = f".{len(decimals[1]) if decimals else 0}{'%' if '%' in plain else 'f'}"
    return found


def _read_sheet(archive: ZipFile, part: str, percents: Mapping[str, str], uncalculated: bool) -> Details:
    """The details of a sheet; rows and cells without a name follow each other."""
    details, number = Details(), 0
    for _event, row in iterparse(archive.open(part)):  # noqa: S314
        if not row.tag.endswith("}row"):
            continue
        number = int(row.get("r", number + 1))
        if row.get("hidden") in _TRUE or row.get("ht") == "0":
            details.hidden.add(number)
        # A cell without a child has nothing but a format.
        cells = [(at, cell) for at, cell in enumerate(row, 1) if len(cell)]
        for at, cell in cells:
            percent = percents.get(cell.get("s", ""), "")
            if percent or len(cell) > 1 or cell.get("t") == "e" or cell[0].tag.endswith("}f"):
                text = _shown(cell, percent, uncalculated)
                if text:
                    details.shown.setdefault(number, {})[_column(cell, at) - 1] = text
        if cells:
            details.reach(number, _column(cells[-1][1], cells[-1][0]))
        row.clear()
    return details


def _column(cell: Element, at: int) -> int:
    """The number of the cell's column, from 1; without a name it is the one at that place of the row."""
    letters = cell.get("r", "").rstrip("0123456789")
    return sum((ord(letter) - ord("@")) * 26**place for place, letter in enumerate(reversed(letters))) or at


def _shown(cell: Element, percent: str, uncalculated: bool) -> str:
    """What the cell shows, if that is not its value; where `uncalculated` the 0 of a formula is none."""
    kind, children = cell.get("t", "n"), {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
    value = children.get("v", "").strip()
    if kind == "e":
        return value or UNCALCULATED
    number = Decimal(f"{float(value):.15g}") if kind == "n" and value else None
    if "f" in children and kind != "str" and (not value or (uncalculated and number == 0)):
        return UNCALCULATED
    if number is None or not percent:
        return ""
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        return f"{number:{percent}}".rstrip("%") + " %"


def read_ods(archive: ZipFile) -> dict[str, Details]:
    """The details of all sheets of an .ods by their names.

    Raises LovpError where calamine does not tell what it shows: to it a percentage is a number, an error or a
    formula without a value nothing, and it knows of nothing that is merged downwards.
    """
    found, details, number = dict[str, Details](), Details(), 0
    for _event, element in iterparse(archive.open("content.xml")):  # noqa: S314
        if element.tag == _TABLE + "table":
            found[element.get(_TABLE + "name", "")] = details
            details, number = Details(), 0
        if element.tag != _TABLE + "table-row":
            continue
        above, column = number, 0
        number += int(element.get(_TABLE + "number-rows-repeated", 1))
        for cell in element:
            if _is_untold(cell):
                raise LovpError(
                    _("In an .ods it can't be told for sure what a cell such as {cell} shows.").format(
                        cell=f"{column_letter(column)}{above + 1}"
                    ),
                    _("It is a percentage, an error, not calculated, or merged: save the file as .xlsx."),
                )
            column += int(cell.get(_TABLE + "number-columns-repeated", 1))
            if cell.get(_VALUE):
                details.reach(number, column)
        if element.get(_TABLE + "visibility", "visible") != "visible" and details.rows == number:
            details.hidden.update(range(above + 1, number + 1))
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
