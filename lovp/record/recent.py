"""Which places a writer has recorded lately, read from the end of the writer's own file."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lovp.errors import LovpError
from lovp.model import Outcome
from lovp.record.dialect import split
from lovp.record.folder import open_record, record_files
from lovp.record.parse import parse_row

_TAIL = 1 << 16
"""Bytes from the end, some 500 rows: more is not looked at."""


def recent_places(folder: Path, writer: str, series: str) -> list[str]:
    """The places that the writer has recorded, the latest first; those of the series before others.

    What can't be read is passed over: this only says in which order places are offered.
    """
    rows = [row for row in _latest_first(folder, writer) if row.place]
    return list(dict.fromkeys(row.place for row in sorted(rows, key=lambda row: row.target != series)))


def _latest_first(folder: Path, writer: str) -> Iterator[Outcome]:
    for path in reversed(_own_files(folder, writer)):
        with suppress(OSError):
            for line in reversed(_end(path)):
                with suppress(LovpError, ValueError):
                    row = parse_row(split(line, ",") or [])
                    if not row.cancels:
                        yield row


def _own_files(folder: Path, writer: str) -> list[Path]:
    """kansli.csv, kansli.2.csv, …, the newest last."""
    with suppress(OSError):
        own = [path for path in record_files(folder) if path.name.split(".")[0] == writer]
        return sorted(own, key=lambda path: (len(path.name), path.name))
    return []


def _end(path: Path) -> list[str]:
    with open_record(path) as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
        return file.read(_TAIL).decode(errors="replace").splitlines()
