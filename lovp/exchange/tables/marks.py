"""What calamine does not tell of a sheet: which cells show an error, what is merged, and how far it reaches.

An error would otherwise be read as an empty cell. How far a sheet reaches must be known before calamine reads
it, because it makes room for every cell from the first to the last one: one value at the far end of an empty
sheet would fill the memory. On the way the file is found to be whole: calamine hangs where XML breaks off.
"""

from typing import NamedTuple

from lovp.errors import LovpError
from lovp.exchange.tables.rows import Place, column_letter
from lovp.i18n import _

MOST_CELLS = 8_000_000
"""From A1 to the last cell with a value: half a million rows of sixteen columns."""


class Marks(NamedTuple):
    """The cells that show an error, with it (`#N/A`), and the merged ranges as their first and last cells."""

    errors: dict[Place, str]
    merged: list[tuple[Place, Place]]


class Extent:
    """How far a sheet reaches, as it is gone through; rows and columns count from 0."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.last_row = self.last_column = -1
        self.others = 0

    def next_sheet(self) -> None:
        """Begin with another sheet, of a workbook that is read with all its sheets at once."""
        self.others += (self.last_row + 1) * (self.last_column + 1)
        self.last_row = self.last_column = -1

    def add(self, row: int, column: int) -> None:
        """Take in a cell with a value. Raises LovpError when the sheet becomes too big."""
        if row <= self.last_row and column <= self.last_column:
            return
        self.last_row = max(row, self.last_row)
        self.last_column = max(column, self.last_column)
        if self.others + (self.last_row + 1) * (self.last_column + 1) > MOST_CELLS:
            raise LovpError(
                _("“{file}” is too big: it reaches to cell {cell}.").format(
                    file=self.file, cell=f"{column_letter(self.last_column)}{self.last_row + 1}"
                ),
                _("Delete what stands far away from the rows, or save the rows as a file of their own."),
            )
