"""Workbooks read back: their cells by calamine, which shares nothing with what wrote them, or their XML."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = list[list[Any]]


def read(content: bytes) -> dict[str, Cells]:
    """The cells of each sheet, under its name; an empty one is an empty text."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }


def table(cells: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """The rows under the first one, by its names."""
    header, *rows = cells
    for row in rows:
        yield dict(zip(header, row, strict=True))


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    """Every file of the workbook by its name, parsed; there is nothing in it but XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314
