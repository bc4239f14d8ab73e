"""Refused rows as a CSV file for whoever sent them: as they were, and what is wrong with each."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path

from lovp.cells import clean_text, escape_formula
from lovp.exchange.imports.candidates import Refusal, numbered
from lovp.exchange.imports.headers import Layout
from lovp.exchange.imports.source import Source
from lovp.exchange.tables.cell_values import read_word
from lovp.exchange.tables.rows import Cell, column_letter
from lovp.exchange.tables.table import read_sheet
from lovp.i18n import _

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

    def write(cells: Iterable[Cell]) -> None:
        texts = (_text(cell, excel=excel) for cell in cells)
        writer.writerow([escape_formula(clean_text(text), delimiter) for text in texts])

    main = source.pages[0].layout
    write([*main.headers, _("Row"), _("Column"), _("What is wrong"), _("What to do")])
    for page in source.pages:
        columns = [_same_column(page.layout, main, at) for at in range(len(main.headers))]
        for row in read_sheet(path, page.sheet or None, main.headers).rows:
            if found := faults.get((page.sheet if len(source.pages) > 1 else "", row.number)):
                write(
                    [
                        *(None if at is None or at >= len(row.cells) else row.cells[at] for at in columns),
                        numbered(row.number, found[0].sheet),
                        _joined(where(page.layout, each) for each in found),
                        _joined(each.message for each in found),
                        _joined(each.remedy for each in found),
                    ]
                )
    return (_BYTE_ORDER_MARK if excel else "") + out.getvalue()


def where(layout: Layout, refusal: Refusal) -> str:
    """The column of a refusal, by its header and its letter; empty for the whole row."""
    if refusal.column is None:
        return ""
    letter, header = column_letter(refusal.column), layout.header(refusal.column)
    return letter if header == letter else f"{header} ({letter})"


def _same_column(layout: Layout, main: Layout, index: int) -> int | None:
    """Where a column of the first page is on another."""
    return index if layout is main else next(iter(layout.find(main.header(index))), None)


def _joined(texts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(text for text in texts if text))


def _text(cell: Cell, *, excel: bool) -> str:
    if isinstance(cell, str):
        return cell if len(cell) <= _LONGEST else cell[:_LONGEST] + "…"
    return read_word(cell).replace(".", ",") if excel and isinstance(cell, Decimal) else read_word(cell)
