"""The name of a writer, as files have it: an office or a role. Pure."""

import re
from functools import lru_cache

from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.pii import personal_data
from lovp.text import as_id

_DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")


@lru_cache(maxsize=1024)
def slug_text(writer: str) -> str:
    """The writer as [a-z0-9-]{1,40}, safe as the name of a file."""
    name = as_id(writer, 40) or "writer"
    return f"writer-{name}" if _DEVICES.fullmatch(name) else name


def slug(writer: str) -> str:
    """The same. Raises LovpError for personal data, also once what stands between its figures is gone."""
    name = slug_text(writer)
    if kind := personal_data(writer, name):
        message = _("The name of the writer holds personal data ({kind}).").format(kind=kind)
        raise LovpError(message, _("Name an office or a role instead, such as “kansli”."))
    return name


def parse_writer(text: str) -> str:
    """The name that somebody gave, as files have it. Raises UsageError where nothing is left of it."""
    if not any(sign.isalnum() for sign in text):
        raise UsageError(_("A writer needs a name."), _("Name an office or a role, such as kansli."))
    return slug(text)
