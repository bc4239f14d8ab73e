"""The files of a record's folder: whose each is, which are read, and what lies among them unread."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from lovp.errors import LovpError, Problem, UsageError
from lovp.i18n import _
from lovp.pii import personal_data
from lovp.text import as_id, clean_text, fold

MAX_FILE = 200 * 1024 * 1024  # bytes; a bigger file is a problem and isn't read
OLD = ".csv.old"
"""How the names of conflict copies end whose rows are in their writer's file (`lovp check --tidy`)."""
_DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
_NO_OUTCOMES = {"readme", "read me", "las mig", "desktop", "thumbs"}
"""What texts about a folder are called, and what Windows puts into one; without the ending."""


class NotARecordError(OSError):
    """What has the name of a record's file but is not read: a folder, a device, or too big."""


@lru_cache(maxsize=1024)
def slug_text(writer: str) -> str:
    """The writer as [a-z0-9-]{1,40}, safe as the name of a file."""
    name = as_id(writer, 40) or "writer"
    return f"writer-{name}" if _DEVICES.fullmatch(name) else name


def slug(writer: str) -> str:
    """`slug_text` of the writer. Raises LovpError for no name, and for personal data in either of the two."""
    if not any(sign.isalnum() for sign in writer):
        raise UsageError(_("A writer needs a name."), _("Name an office or a role, such as kansli."))
    name = slug_text(writer)
    if kind := personal_data(writer, name):
        message = _("The name of the writer holds personal data ({kind}).").format(kind=kind)
        raise LovpError(message, _("Name an office or a role, such as kansli."))
    return name


def writer_in(name: str) -> str:
    """The writer whose own file has that name (`WRITER.csv`, `WRITER.2.csv`); empty for any other name."""
    stem = re.sub(r"\.\d+$", "", name[:-4]).lower()
    return stem if stem == slug_text(stem) else ""


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
    if not stat.S_ISREG(status.st_mode) or status.st_size + more > MAX_FILE:
        raise NotARecordError(_("it is not a file, or bigger than a record can be"))
    return path.open("rb", buffering=0)


def unread_files(folder: Path, year: int) -> Iterator[Problem]:
    """What lies in `folder`/data and is counted nowhere; `year` is an example of a folder for it."""
    message = _("Only CSV files in data/{year} are read, so what is in this is counted nowhere.")
    remedy = _("Put outcomes into data/{year} as CSV, under a free name; move the rest elsewhere.")
    for path in _entries(folder / "data"):
        inner = _entries(path)
        is_folder = os.path.isdir(path)  # noqa: PTH112 - which raises nothing
        if is_folder and re.fullmatch("[12][0-9]{3}", path.name):
            unread = [each for each in inner if each.suffix.lower() != ".csv"]
            year_name = path.name
        else:
            unread = [path] if inner or not is_folder else []
            year_name = str(year)
        for each in unread:
            name = clean_text(each.relative_to(folder).as_posix())
            yield Problem(name, 0, 0, "", message.format(year=year_name), remedy.format(year=year_name))


def _entries(folder: Path) -> list[Path]:
    """What may be meant as outcomes in a folder, by name; nothing where it can't be read.

    Names of locks, and of what systems and programs leave behind, begin with a point or a tilde.
    """
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    meant = [path for path in found if path.name[0] not in ".~" and not path.name.endswith(OLD)]
    return [path for path in meant if fold(path.stem) not in _NO_OUTCOMES]


def years_without_plan(folder: Path, planned: Iterable[int]) -> Iterator[Problem]:
    """Years of the record in `folder`/data that no plan is for: their outcomes are counted nowhere."""
    files = folder.glob("data/[12][0-9][0-9][0-9]/*.csv")
    for year in sorted({path.parent.name for path in files} - {str(year) for year in planned}):
        message = _("There is no plan for {year}, so these outcomes are counted nowhere.")
        remedy = _("Add the year to targets.yaml: lovp plan new {year}")
        yield Problem(f"data/{year}", 0, 0, "", message.format(year=year), remedy.format(year=year))
