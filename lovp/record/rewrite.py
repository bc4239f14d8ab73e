"""Putting another version of a record's file in the place of the one there, while others may be adding to it.

Appends hold the writer's lock, and so does this. Some network drives know no locks: there the former file is
kept under another name until it is sure that nobody has added to it in between.
"""

import os
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from lovp.disk import make_folder, sync_folder
from lovp.errors import LovpError
from lovp.files import staged
from lovp.i18n import _
from lovp.record.conflict_copies import KEPT_BY, certain_copy, writer_in
from lovp.record.folder import MAX_FILE
from lovp.record.lock import locked

_WAIT = 0.01
"""Seconds; a row is written in far less."""

Version = bytes | None
"""What a file holds; None where there is no file."""


def settled(path: Path) -> Version:
    """What the file holds while nobody is adding to it. LovpError if it is no file, or can't be had."""
    if not os.path.lexists(path):
        return None
    with _alone(path):
        return _read(path)


def rewrite(path: Path, wanted: Callable[[Version], Version]) -> None:
    """Make the file hold what `wanted` says, given what it holds now: nothing that is added is lost.

    Once it returns, that is on the disk as far as fsync promises; LovpError where it can't be done, and then
    the file is as it was. Killed at any instant, it leaves the one version or the other under the file's
    name, and perhaps the former one beside it, as a copy that counts once.
    """
    if not path.parent.exists() and wanted(None) is not None:
        make_folder(path.parent)
    with _alone(path):
        while not _put(path, wanted):
            pass


def clear(folder: Path, keep: Collection[str], both: Callable[[bytes, Version], Version]) -> None:
    """Clear up what runs that were killed, or met others without locks, have left in a year's folder.

    Files not yet in place are removed. Former versions that were kept are put into their file, which is then
    to hold what `both` makes of the two (None: they can't be one file), and removed. Files named in `keep`
    stay.
    """
    for path in sorted(folder.glob(".*.csv.*.tmp")):
        with _alone(path.with_name(path.name[1:].rsplit(".", 2)[0])), suppress(OSError):
            path.unlink()
    for path in sorted(folder.glob("* (lovp conflict *).csv")):
        copy = certain_copy(path.name)
        if copy is not None and copy.program == KEPT_BY and path.name not in keep:
            _put_back(path, path.with_name(copy.original), both)


def _put_back(kept: Path, path: Path, both: Callable[[bytes, Version], Version]) -> None:
    data = settled(kept)
    if data is None:
        return
    rewrite(path, lambda now: both(data, now) or now)
    if both(data, settled(path)) == settled(path) and settled(kept) == data:
        with suppress(OSError):
            kept.unlink()
            sync_folder(kept.parent)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from adding to the file, and tell faults of the disk in plain words."""
    from lovp.trouble import why

    writer = writer_in(path.name)
    held = LovpError(
        _("Another lovp is writing the same file, {file}.").format(file=path.name),
        _("Wait until it is done (another window, a colleague in the same folder), then try again."),
    )
    try:
        if writer and path.parent.is_dir():
            with locked(path.with_name(f".{writer}.lock"), held):
                yield
        else:
            yield
    except OSError as error:
        raise LovpError(
            _("{file} can't be read or written: {reason}.").format(file=path.name, reason=why(error)),
            _("The record is as it was. Put that right, then try again."),
        ) from error


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
    data = path.read_bytes()
    # Who adds to it where there are no locks may be in the middle of a row.
    while data[-1:] not in (b"", b"\n"):
        time.sleep(_WAIT)
        later = path.read_bytes()
        if later == data:
            break
        data = later
    return data


def _put(path: Path, wanted: Callable[[Version], Version]) -> bool:
    """Put the version in place; whether that was possible, as nobody else was quicker."""
    now = _read(path)
    new = wanted(now)
    if new == now:
        return True
    if now is None:
        return new is None or _made(path, new)
    kept = _kept(path, now)
    try:
        if new is None:
            path.unlink()
        else:
            _replaced(path, new)
        sync_folder(path.parent)
    finally:
        _let_go(kept, path, now)
    return True


def _made(path: Path, data: bytes) -> bool:
    """Make the file unless there is one by now."""
    temporary = staged(path, data)
    try:
        if sys.platform == "win32":
            temporary.rename(path)  # it fails where there is one
        else:
            _linked(temporary, path)
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def _linked(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # Some drives have no second names for a file.
        if os.path.lexists(path):
            raise FileExistsError from None
        temporary.replace(path)


def _replaced(path: Path, data: bytes) -> None:
    temporary = staged(path, data)
    try:
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _kept(path: Path, data: bytes) -> Path | None:
    """The file under a second name, as a copy of itself; None where a drive has no second names."""
    digits = sha256(data).hexdigest()
    for start in range(0, len(digits), 8):
        name = path.with_name(f"{path.stem} (lovp conflict {digits[start : start + 8]}){path.suffix}")
        try:
            if os.path.lexists(name) and name.read_bytes() == data:
                name.unlink()  # left by a run that was killed
            os.link(path, name)
        except FileExistsError:
            continue
        except OSError:
            return None
        return name
    return None


def _let_go(kept: Path | None, path: Path, data: bytes) -> None:
    """Remove the former version, unless somebody without a lock has added to it: then it stays, as a copy."""
    if kept is None:
        return
    with suppress(OSError):
        if kept.read_bytes() == data or kept.samefile(path):
            kept.unlink()
            sync_folder(kept.parent)
