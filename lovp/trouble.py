"""Faults of the file system in plain words."""

import errno

from lovp.i18n import _


def why(error: OSError) -> str:
    """The reason for the fault as the rest of a sentence, without a full stop.

    A fault that didn't come from the system says it itself.
    """
    match error.errno:
        case errno.ENOSPC:
            return _("the disk is full")
        case errno.EDQUOT:
            return _("your part of the disk is full")
        case errno.EROFS:
            return _("the disk can only be read")
        case errno.EACCES | errno.EPERM:
            return _("there is no permission, or another program has the file open")
        case errno.ENOENT | errno.ENOTDIR | errno.ESTALE:
            return _("the folder or file is not there (any more)")
        case errno.EEXIST | errno.EISDIR:
            return _("something else has that name")
        case errno.EIO:
            return _("the disk or the network reported a fault")
        case errno.EFBIG:
            return _("the file would become too big")
        case errno.ELOOP:
            return _("the link leads in a circle")
        case _other:
            return error.strerror or str(error) or type(error).__name__
