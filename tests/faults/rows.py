"""Rows and files made without the program's own reader or writer, so that they can judge it."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from lovp.model import Outcome

COLUMNS = ("id", "date", "target", "place", "value", "of", "note", "replaces", "writer", "logged_at")

Cells = tuple[str, ...]
"""What a row means, as ten texts in the order of the columns: numbers with a point, nothing escaped."""


class Form(NamedTuple):
    """How a program saves a record."""

    delimiter: str = ","
    line_break: str = "\n"
    encoding: str = "utf-8"
    decimal: str = "."
    mark: str = ""
    wrapped: bool = False
    """Each line stands in one cell, as when a comma file is opened where semicolons separate cells."""
    order: Sequence[str] = COLUMNS

    def header(self) -> bytes:
        """The line with the names of the columns, its line break included."""
        return self._line(self.mark, self.order)

    def row(self, cells: Cells) -> bytes:
        """The row, its line break included; a note may hold line breaks of its own."""
        texts = dict(zip(COLUMNS, cells, strict=True))
        for column in ("value", "of"):
            texts[column] = texts[column].replace(".", self.decimal)
        for column, text in texts.items():
            # What a spreadsheet could run begins with an apostrophe in the file.
            if re.match("'*[=+@-]", text):
                texts[column] = "'" + text
        return self._line("", [texts[column] for column in self.order])

    def file(self, rows: Iterable[Cells]) -> bytes:
        return self.header() + b"".join(map(self.row, rows))

    def _line(self, mark: str, texts: Iterable[str]) -> bytes:
        line = self.delimiter.join(_quoted(text, self.delimiter) for text in texts)
        if self.wrapped:
            line = '"' + line.replace('"', '""') + '"'
        return (mark + line + self.line_break).encode(self.encoding)


def _quoted(text: str, delimiter: str) -> str:
    special = any(sign in text for sign in (delimiter, '"', "\n"))
    return '"' + text.replace('"', '""') + '"' if special else text


PLAIN = Form()
EXCEL = Form(";", "\r\n", "cp1252", ",")
EXCEL_UTF8 = EXCEL._replace(encoding="utf-8", mark="\ufeff")
WRAPPED = Form(line_break="\r\n", encoding="cp1252", wrapped=True)
MOVED = EXCEL._replace(order=(*COLUMNS[5:], *COLUMNS[:5]))

FORMS = {
    "as written": PLAIN,
    "saved by Excel": EXCEL,
    "saved by Excel as UTF-8": EXCEL_UTF8,
    "each line in one cell": WRAPPED,
}


def meaning(outcome: Outcome) -> Cells:
    """The ten texts of an outcome that was read: its fields are the columns, in their order."""
    return tuple("" if cell is None else str(cell) for cell in outcome)


def sample(note: Callable[[str], str] = str) -> list[Cells]:
    """Nine rows of many kinds. `note` may change the notes, as a person would in a spreadsheet."""
    texts = [
        ("2024-03-12", "schoolinfo", "Skövde", "3", "", "", ""),
        ("2024-03-13", "schoolinfo", "Åmål", "12", "", 'Åk 9, "Ung"; se pm', ""),
        ("2024-03-14", "medlemmar", "", "14", "", "=1+1", ""),
        ("2024-03-14", "schoolinfo", "Hjo", "2.5", "", "två, tre", ""),
        ("2024-03-15", "styrelse", "Hjo", "2", "7", "ta med bilder till nästa", ""),
        ("2024-03-16", "schoolinfo", "Skövde", "4", "", "'rättat'", _id(0)),
        ("2024-04-02", "schoolinfo", "Åmål", "", "", "", _id(1)),
        ("2024-04-03", "medlemmar", "Skaraborg", "1", "", "", ""),
        ("2024-04-04", "schoolinfo", "", "662", "", "20 st – en “halv” dag", ""),
    ]
    return [
        (_id(n), *cells[:5], note(cells[5]), cells[6], "kansli", f"2024-05-28T14:03:{n:02}.12345{n}Z")
        for n, cells in enumerate(texts)
    ]


def _id(number: int) -> str:
    return f"01922d67-31e0-7cc1-93a5-0d4f5f0d6a5{number}"
