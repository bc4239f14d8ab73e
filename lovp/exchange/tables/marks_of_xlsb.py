"""The marks of a sheet in Excel's binary format: .xlsb."""

import struct

from lovp.exchange.tables.marks import Extent, Marks
from lovp.exchange.tables.package import records
from lovp.exchange.tables.rows import Place

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""[MS-XLSB] 2.5.97.2"""

_ROW, _BLANK, _LAST_CELL, _MERGED = 0, 1, 11, 176
_ERROR_CELLS = {3, 11}
"""Types of records: a constant and a formula that show an error. All from 1 to 11 are cells."""


def marks_of_xlsb(part: bytes, file: str) -> Marks:
    """The errors and merged ranges. Raises LovpError: the sheet is too big; other errors: it is damaged."""
    errors: dict[Place, str] = {}
    merged: list[tuple[Place, Place]] = []
    extent = Extent(file)
    row = 0
    for kind, body in records(part):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
        elif _BLANK < kind <= _LAST_CELL:
            (column,) = struct.unpack_from("<I", body)
            extent.add(row, column)
            if kind in _ERROR_CELLS:
                errors[row, column] = _ERRORS.get(body[8], "#?")
        elif kind == _MERGED:
            first_row, last_row, first_column, last_column = struct.unpack_from("<4I", body)
            merged.append(((first_row, first_column), (last_row, last_column)))
    return Marks(errors, merged)
