"""The files of a record's folder."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from lovp.i18n import _
from lovp.record.conflict_copies import writer_in

MAX_FILE = 200 * 1024 * 1024  # bytes; a bigger file is a problem and isn't read


class NotARecordError(OSError):
    """What has the name of a record's file but is not read: a folder, a device, or too big."""


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
    return [folder / name for name in sorted(names, key=lambda name: (not writer_in(name), len(name), name))]


def open_record(path: Path, more: int = 0) -> BinaryIO:
    """A file of the record to which `more` bytes are to be added, open for reading.

    Raises NotARecordError if it is too big, or no file: opening a device could block.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise NotARecordError(_("This is a folder or a device, not a file."))
    if status.st_size + more > MAX_FILE:
        raise NotARecordError(_("The file is bigger than a record can be."))
    return path.open("rb", buffering=0)
