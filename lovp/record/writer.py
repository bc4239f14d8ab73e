"""The name of a writer, an office or a role, as the name of its file."""

import re
from functools import lru_cache

from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.record.guard import personal_data

MAX_NAME = 40
_DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")


def slug(writer: str) -> str:
    """The writer as [a-z0-9-], 1 to 40 characters, safe as the name of a file on every system.

    `LovpError` if it holds personal data, as a whole or once what stands between its figures is gone.
    """
    name = slug_text(writer)
    if kind := personal_data(writer) or personal_data(name):
        raise LovpError(
            _("The name of the writer holds personal data ({kind}).").format(kind=kind),
            _("Name an office or a role instead, such as “kansli”."),
        )
    return name


def parse_writer(text: str) -> str:
    """The name that somebody gave, as files have it. Raises UsageError where nothing is left of it."""
    if not any(sign.isalnum() for sign in text):
        raise UsageError(_("A writer needs a name."), _("Name an office or a role, such as kansli."))
    return slug(text)


@lru_cache(maxsize=1024)
def slug_text(writer: str) -> str:
    """What `slug` gives, without looking for personal data."""
    text = writer.casefold()
    if not text.isascii():
        import unicodedata

        # å, ä and ö are a letter and a mark each; the marks fall away. These two have no such parts.
        plain = text.replace("ø", "o").replace("æ", "ae")
        text = "".join(unicodedata.normalize("NFKD", sign) for sign in plain)
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    name = re.sub("[^a-z0-9]+", "-", text).strip("-")[:MAX_NAME].strip("-") or "writer"
    return f"writer-{name}" if _DEVICES.fullmatch(name) else name
