"""Faults of the file system in plain words."""

import errno

from lovp.i18n import _


def why(error: OSError) -> str:
    """The reason for the fault as the rest of a sentence, without a full stop.

    A fault that didn't come from the system says it itself.
    """
    words = {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your part of the disk is full"),
        errno.EROFS: _("the disk can only be read"),
        errno.EACCES: _("there is no permission, or another program has the file open"),
        errno.EPERM: _("there is no permission, or another program has the file open"),
        errno.ENOENT: _("the folder or file is not there (any more)"),
        errno.ENOTDIR: _("the folder or file is not there (any more)"),
        errno.ESTALE: _("the folder or file is not there (any more)"),
        errno.EEXIST: _("something else has that name"),
        errno.EISDIR: _("something else has that name"),
        errno.EIO: _("the disk or the network reported a fault"),
        errno.EFBIG: _("the file would become too big"),
        errno.ELOOP: _("the link leads in a circle"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return words.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
