"""Refused rows as a CSV file for whoever sent them: as they were, and what is wrong with each."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from pathlib import Path

from lovp.cells import clean_text, escape_formula
from lovp.exchange.imports.drafts import Refusal
from lovp.exchange.imports.headers import Layout
from lovp.exchange.imports.reconcile import numbered
from lovp.exchange.imports.source import Source
from lovp.exchange.tables.rows import Cell, Row, column_letter
from lovp.exchange.tables.table import read_sheet
from lovp.i18n import _
from lovp.numbers import format_number

_BYTE_ORDER_MARK = "\ufeff"
_LONGEST = 2_000
"""Characters of a cell: more than any outcome can hold. What is longer is cut; the sender has it whole."""


def rejects_csv(path: Path, source: Source, refused: Sequence[Refusal], *, excel: bool) -> str:
    """The file's refused rows under the headers of its first page, then the row, column, fault and remedy.

    With `excel` in the form that Swedish Excel opens. Corrected and saved, the file can be imported as the
    one that it comes from, since what is added stands last.
    """
    faults: defaultdict[tuple[str, int], list[Refusal]] = defaultdict(list)
    for each in refused:
        faults[each.sheet, each.row].append(each)
    delimiter = ";" if excel else ","
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if excel else "\n")
    main = source.pages[0].layout
    names = main.headers
    headers = [_text(name, excel=excel) for name in names]
    added = (_("Row"), _("Column"), _("What is wrong"), _("What to do"))
    writer.writerow([escape_formula(clean_text(name), delimiter) for name in (*headers, *added)])
    for page in source.pages:
        layout = page.layout
        columns = range(len(names)) if layout is main else [layout.column(name) for name in names]
        for row in read_sheet(path, page.sheet or None).rows:
            found = faults.get((page.sheet if len(source.pages) > 1 else "", row.number))
            if found is None:
                continue
            cells = [_text(_at(row, column), excel=excel) for column in columns]
            cells += [
                numbered(row.number, found[0].sheet),
                _joined(where(layout, each) for each in found),
                _joined(each.message for each in found),
                _joined(each.remedy for each in found),
            ]
            writer.writerow([escape_formula(clean_text(cell), delimiter) for cell in cells])
    return (_BYTE_ORDER_MARK if excel else "") + out.getvalue()


def where(layout: Layout, refusal: Refusal) -> str:
    """The column of a refusal, by its header and its letter; empty for the whole row."""
    if refusal.column is None:
        return ""
    letter = column_letter(refusal.column)
    header = layout.header(refusal.column)
    return letter if header == letter else f"{header} ({letter})"


def _at(row: Row, column: int | None) -> Cell:
    return row.cells[column] if column is not None and column < len(row.cells) else None


def _joined(texts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _text(cell: Cell, *, excel: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case int() | Decimal():
            text = format_number(cell)
            return text.replace(".", ",") if excel else text
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case str():
            return cell if len(cell) <= _LONGEST else cell[:_LONGEST] + "…"
