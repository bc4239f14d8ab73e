"""The files of a record's folder."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lovp.cells import clean_text
from lovp.errors import Problem
from lovp.i18n import _
from lovp.record.conflict_copies import writer_in

MAX_FILE = 200 * 1024 * 1024
"""Bytes of a file; a bigger one is a problem and isn't read."""


class NotARecordError(OSError):
    """A thing with the name of a record's file that is not read."""


def record_files(folder: Path) -> list[Path]:
    """The record's files, those first that are named as writers' files are, then the shorter names.

    So an original comes before its copies. None where there is no folder; raises OSError where it can't be
    read. Hidden ones are what systems leave behind (`._kansli.csv`), not records.
    """
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        return []
    names = [name for name in names if name.lower().endswith(".csv") and name[0] not in ".~"]
    names.sort(key=lambda name: (not writer_in(name), len(name), name))
    return [folder / name for name in names]


def file_names(folder: Path) -> list[str]:
    """The names of the record's files, as they may be shown; none where the folder can't be read."""
    try:
        return [clean_text(path.name) for path in record_files(folder)]
    except OSError:
        return []


def years_without_plan(folder: Path, planned: Iterable[int]) -> Iterator[Problem]:
    """Years of the record in `folder`/data that no plan is for: their outcomes are counted nowhere."""
    files = folder.glob("data/[12][0-9][0-9][0-9]/*.csv")
    for year in sorted({path.parent.name for path in files} - {str(year) for year in planned}):
        message = _("There is no plan for {year}, so these outcomes are counted nowhere.")
        remedy = _("Add the year to targets.yaml: lovp plan new {year}")
        yield Problem(f"data/{year}", 0, 0, "", message.format(year=year), remedy.format(year=year))


def open_record(path: Path) -> BinaryIO:
    """A file of the record, open for reading; OSError if it is no file. What can block is never opened."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise NotARecordError(_("This is a folder or a device, not a file."))
    if status.st_size > MAX_FILE:
        raise NotARecordError(_("The file is bigger than a record can be."))
    return path.open("rb", buffering=0)
