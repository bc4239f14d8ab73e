"""Files as people name them and as they are written: whole, and on the disk."""

import errno
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from lovp.errors import LovpError, why
from lovp.i18n import _
from lovp.text import printable

NOT_SUPPORTED = (errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a drive answers that knows no locks, or no waiting for the disk."""


def shown_path(path: Path) -> str:
    """The path on one line, as a message may repeat it: nothing in it steers a terminal."""
    return printable(str(path), 1000)


def sync(handle: int) -> None:
    """Wait until the disk has the file, as far as fsync promises."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in NOT_SUPPORTED:
            raise


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in the folder; Windows sees to it by itself."""
    if sys.platform == "win32":
        return
    with suppress(PermissionError, IsADirectoryError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            sync(handle)
        finally:
            os.close(handle)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write the files, in folders that are made first. A link stays a link: what it leads to is written.

    Each is written beside the old one, and all take their places once they are on the disk: a fault before
    that leaves every old file as it was, one between two of several leaves some new. Raises LovpError.
    """
    wanted = {Path(os.path.realpath(file)): content for file, content in files.items()}
    new: dict[Path, Path] = {}
    try:
        for file in filter(os.path.lexists, wanted):
            # What may never end, such as a pipe, is not opened, nor replaced by a file.
            if not file.is_file():
                raise FileExistsError(errno.EEXIST, "")
            # A file that is protected could be replaced all the same.
            if not os.access(file, os.W_OK):
                raise PermissionError(errno.EACCES, "")
        for file, content in wanted.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            new[file] = file.with_name(f".{file.name}.{os.urandom(4).hex()}.tmp")
            with new[file].open("xb") as out:
                out.write(content)
                out.flush()
                if file.exists():
                    new[file].chmod(stat.S_IMODE(file.stat().st_mode))
                sync(out.fileno())
        for file, name in new.items():
            name.replace(file)
        # The names of the files, and of folders that were made for them.
        for folder in {each for file in wanted for each in file.parents[:3]}:
            sync_folder(folder)
    except OSError as error:
        place = shown_path(next(iter(files)))
        message = _("{file} can't be written: {reason}.").format(file=place, reason=why(error))
        raise LovpError(message, _("What was there is as it was. Choose another place.")) from None
    finally:
        for name in new.values():
            name.unlink(missing_ok=True)
