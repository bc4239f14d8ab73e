"""Adding rows to a writer's own file: all of them, safely on the disk, or none and the file as it was."""

import errno
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from lovp.disk import sync, sync_folder
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.folder import MAX_FILE
from lovp.record.layout import PLAIN, parse_line
from lovp.record.lock import locked
from lovp.record.parse import Cells
from lovp.record.row import HEADER, format_row
from lovp.record.writer import slug
from lovp.trouble import why

_HEADER = HEADER.encode()
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_BLOCK = 1 << 20
_NAMES = 3
"""Folders whose names the disk must have for a file to be found: the year's, `data`, and the plan's."""


def append(folder: Path, writer: str, outcomes: Sequence[Outcome]) -> Path:
    """Adds the outcomes to the writer's file in `folder`, both created when new, and returns the file's path.

    Once it returns, the rows are on the disk as far as fsync promises. `LovpError` if that can't be done;
    then nothing was saved and the file is as it was. A file that a spreadsheet saved in its own way is left
    alone: the rows go to `WRITER.2.csv` (or .3, …), which no other writer's name can be.
    """
    name = slug(writer)
    rows = "".join(_checked_row(outcome) for outcome in outcomes).encode()
    held = LovpError(
        _("Nothing was saved: another lovp is writing the same file, {file}.").format(file=f"{name}.csv"),
        _("Wait until it is done (another window, a colleague in the same folder), then try again."),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / f".{name}.lock", held):
            path = _own_file(folder, name, len(rows))
            if rows:
                _write(path, rows)
    except OSError as error:
        raise LovpError(
            _("Nothing was saved in {file}: {reason}.").format(file=f"{name}.csv", reason=why(error)),
            _("The record is as it was. Put that right, then try again."),
        ) from error
    return path


def _checked_row(outcome: Outcome) -> str:
    """The outcome's line; what couldn't be read back is refused while nothing is written yet."""
    line = format_row(outcome)
    if parse_line(line[:-1], PLAIN, Cells())[0] != outcome:
        raise ValueError("an outcome holds text that its row can't hold")
    return line


def _own_file(folder: Path, name: str, size: int) -> Path:
    """The first of the writer's files to which rows of `size` bytes may be added."""
    names = (f"{name}.csv" if number == 1 else f"{name}.{number}.csv" for number in count(1))
    return next(folder / file for file in names if _may_grow(folder / file, size))


def _may_grow(path: Path, size: int) -> bool:
    """Whether the file is new, or in the form in which rows are written: two forms are never mixed."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return True
    if not stat.S_ISREG(status.st_mode) or status.st_size + size + len(_HEADER) > MAX_FILE:
        return False
    with path.open("rb") as stream:
        start = stream.read(len(_HEADER) + 2)
        if not start:
            return True
        # Git on Windows changes the line breaks and nothing else; a spreadsheet may have changed more.
        converted = start == _HEADER + b"\r\n"
        if not converted and not start.startswith(_HEADER + b"\n"):
            return False
        # Under another header, as of a file that somebody put after this one, columns may have moved.
        return all(
            b"logged_at" not in lines.replace(_HEADER, b"").lower() and (not converted or _is_utf8(lines))
            for lines in iter(lambda: stream.read(_BLOCK) + stream.readline(), b"")
        )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _write(path: Path, rows: bytes) -> None:
    new = not path.exists()
    handle = os.open(path, _FLAGS, 0o666)
    try:
        _add(handle, path, rows)
    except BaseException:
        with suppress(OSError):
            os.close(handle)
        with suppress(OSError):
            if new and not path.stat().st_size:
                path.unlink()
        raise
    # The rows are on the disk by now; a fault here changes nothing.
    with suppress(OSError):
        os.close(handle)


def _add(handle: int, path: Path, rows: bytes) -> None:
    """Adds the rows in one write and waits for the disk; on any fault or interruption takes them back."""
    before = os.fstat(handle).st_size
    data = _beginning(handle, before) + rows
    try:
        if os.write(handle, data) != len(data):
            raise OSError(_("only a part could be written; the disk may be full"))
        sync(handle)
        # Each time, since whoever made the file or its folders may have been stopped before it came to this.
        for folder in path.parents[:_NAMES]:
            sync_folder(folder)
        _find_again(path, before, data)
    except BaseException as fault:
        _take_back(handle, before, before + len(data), fault)
        raise


def _beginning(handle: int, size: int) -> bytes:
    """What goes before the rows: the header in an empty file, a line break after a line left torn."""
    if not size:
        return _HEADER + b"\n"
    os.lseek(handle, -1, os.SEEK_END)
    return b"" if os.read(handle, 1) == b"\n" else b"\n"


def _find_again(path: Path, before: int, data: bytes) -> None:
    """Raises OSError unless a reader finds the data: a file that was opened may since have been replaced.

    Programs that share folders put a new file in the place of the old one; what is added to the old is lost.
    """
    with path.open("rb") as stream:
        stream.seek(before)
        if stream.read(len(data)) != data:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))


def _take_back(handle: int, before: int, after: int, fault: BaseException) -> None:
    """Makes the file as long as it was; if even that fails, says that it is not known what was saved."""
    try:
        now = os.fstat(handle).st_size
        if now > after:
            raise OSError(errno.EBUSY, "another program has added to the file")
        if now > before:
            os.ftruncate(handle, before)
            sync(handle)
    except OSError as error:
        raise LovpError(
            _("It is not certain whether anything was saved: {reason}.").format(reason=why(error)),
            _("Look with lovp outcomes before you try again."),
        ) from fault
