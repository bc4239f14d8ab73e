"""Adding rows to a writer's own file: all of them, safely on the disk, or none and the file as it was."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from lovp.errors import LovpError, why
from lovp.files import NOT_SUPPORTED, sync, sync_folder
from lovp.i18n import _
from lovp.model import Outcome
from lovp.record.folder import NotARecordError, open_record, slug
from lovp.record.layout import PLAIN, parse_line
from lovp.record.row import HEADER, Cells, format_row

LOCK_SECONDS = 10.0
_FIRST_LINE = HEADER.encode() + b"\n"


def append(folder: Path, writer: str, outcomes: Sequence[Outcome]) -> Path:
    """Adds the outcomes to the writer's file in `folder`, both created when new, and returns the file's path.

    Once it returns, the rows are on the disk as far as fsync promises; on LovpError the file is as it was.
    One that another program saved in its own way is left alone: the rows go to `WRITER.2.csv` (or .3, …).
    """
    name = slug(writer)
    lines = [format_row(outcome) for outcome in outcomes]
    cells = Cells()
    if any(parse_line(line[:-1], PLAIN, cells)[0] != row for line, row in zip(lines, outcomes, strict=True)):
        raise ValueError("an outcome holds text that its row can't hold")
    rows = "".join(lines).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock_writer(folder, name):
            path, number = folder / f"{name}.csv", 2
            while not _may_grow(path, len(rows)):
                path, number = folder / f"{name}.{number}.csv", number + 1
            if rows:
                _write(path, rows)
    except OSError as error:
        message = _("Nothing was saved in {file}: {reason}.").format(file=f"{name}.csv", reason=why(error))
        raise LovpError(message, _("The record is as it was. Put that right, then try again.")) from error
    return path


@contextmanager
def lock_writer(folder: Path, name: str) -> Iterator[None]:
    """Keep other processes from adding to the writer's files in the folder meanwhile. Raises LovpError.

    Some network drives know no locks. There the block runs all the same: a writer's file has one writer.
    """
    from filelock import FileLock, Timeout

    # A lock that is a file's mere existence would outlive a process that is killed.
    lock = FileLock(folder / f".{name}.lock", LOCK_SECONDS, poll_interval=0.01, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        message = _("Nothing was saved: lovp is writing the same file in another window, {file}.")
        remedy = _("Wait until it is done (another window, a colleague in the same folder), then try again.")
        raise LovpError(message.format(file=f"{name}.csv"), remedy) from None
    except OSError as error:
        if error.errno not in NOT_SUPPORTED:
            raise
    try:
        yield
    finally:
        with suppress(OSError):  # what was saved is saved
            lock.release()


def _may_grow(path: Path, size: int) -> bool:
    """Whether the file is new, or begins as lovp writes it: two forms are never mixed in one file."""
    try:
        with open_record(path, size) as stream:
            begins = stream.read(len(_FIRST_LINE))
            # Below another header, as of a file that was put after this one, columns may have moved.
            return not begins or (begins == _FIRST_LINE and b"logged_at" not in stream.read().lower())
    except FileNotFoundError:
        return True
    except NotARecordError:
        return False


def _write(path: Path, rows: bytes) -> None:
    """Adds the rows in one write and waits for the disk; on any fault or interruption takes them back."""
    new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        size = os.fstat(handle).st_size
        os.lseek(handle, max(0, size - 1), os.SEEK_SET)
        last = os.read(handle, 1)
        # A header goes first in an empty file, a line break after a line that was left torn.
        data = (b"" if last == b"\n" else b"\n" if last else _FIRST_LINE) + rows
        try:
            _put_on_disk(handle, path, size, data)
        except BaseException:
            _take_back(handle, size, size + len(data))
            raise
    finally:
        # What became of the rows is settled by now, whatever happens here.
        with suppress(OSError):
            os.close(handle)
        with suppress(OSError):
            if new and not path.stat().st_size:
                path.unlink()


def _put_on_disk(handle: int, path: Path, size: int, data: bytes) -> None:
    if os.write(handle, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    sync(handle)
    # The names of the file, the year and `data`, each time: who made them may have been stopped before this.
    for folder in path.parents[:3]:
        sync_folder(folder)
    # A program that shares folders may by now have put another file in the place of the one that was opened.
    with path.open("rb") as stream:
        stream.seek(size)
        if stream.read(len(data)) != data:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))


def _take_back(handle: int, before: int, after: int) -> None:
    """Makes the file as long as it was. Raises LovpError if even that fails: nobody knows what was saved."""
    try:
        now = os.fstat(handle).st_size
        if now > after:
            raise OSError(errno.EBUSY, "another program has added to the file")
        if now > before:
            os.ftruncate(handle, before)
            sync(handle)
    except OSError as error:
        message = _("It is not certain whether anything was saved: {reason}.").format(reason=why(error))
        raise LovpError(message, _("Look with lovp outcomes before you try again.")) from error
