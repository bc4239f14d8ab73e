"""Another version of a record's file put in the place of the one there, while others may be adding to it.

Appends hold the writer's lock, and so does this. Some network drives know no locks: there the file is looked
at once more just before the new one takes its place.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lovp.disk import make_folder, sync_folder
from lovp.errors import LovpError
from lovp.files import staged
from lovp.i18n import _
from lovp.lock import locked
from lovp.record.conflict_copies import writer_in
from lovp.record.folder import MAX_FILE
from lovp.trouble import why

Version = bytes | None
"""What a file holds; None where there is no file."""


def read_version(path: Path) -> Version:
    """What the file holds while nobody is adding to it. LovpError if it is no file, or can't be had."""
    if not os.path.lexists(path):
        return None
    with _alone(path):
        return _read(path)


def replace_version(path: Path, wanted: Callable[[Version], Version]) -> None:
    """Make the file hold what `wanted` says, given what it holds now: nothing that is added is lost.

    Once it returns, that is on the disk as far as fsync promises; LovpError where it can't be done, and then
    the file is as it was. Killed at any instant, it leaves the one version or the other.
    """
    with _alone(path):
        while not _replaced(path, wanted):
            pass


def _replaced(path: Path, wanted: Callable[[Version], Version]) -> bool:
    """Put the version in place; whether that was possible, as nobody else was quicker."""
    now = _read(path)
    new = wanted(now)
    if new == now:
        return True
    if new is None:
        path.unlink()
    else:
        temporary = staged(path, new)
        try:
            if _read(path) != now:
                return False
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def _read(path: Path) -> Version:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE:
        raise LovpError(
            _("{file} is no file of a record: a link, a folder, or too big.").format(file=path.name),
            _("Move it out of the folder, or put an ordinary file in its place."),
        )
    return path.read_bytes()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from adding to the file, and tell faults of the disk in plain words."""
    lock = path.with_name(f".{writer_in(path.name) or 'writer'}.lock")
    busy = _("Another lovp is writing the same file, {file}.").format(file=path.name)
    try:
        make_folder(path.parent)
        with locked(lock, busy):
            yield
    except OSError as error:
        raise LovpError(
            _("{file} can't be read or written: {reason}.").format(file=path.name, reason=why(error)),
            _("The record is as it was. Put that right, then try again."),
        ) from error
