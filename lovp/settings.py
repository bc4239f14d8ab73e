"""Who records: the name of a writer as files have it, and what the user was asked, kept on this computer."""

import json
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from lovp.errors import LovpError, UsageError, why
from lovp.files import write_whole
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


def writer_of(folder: Path) -> str:
    """The writer that was told for the folder; empty where none was."""
    return _read().get(str(folder.resolve()), "")


def remember(folder: Path, writer: str) -> list[str]:
    """Keep the folder's writer, if it is new; return what to warn of."""
    if writer == writer_of(folder):
        return []
    kept = {name: {"writer": each} for name, each in _read().items()}
    kept[str(folder.resolve())] = {"writer": writer}
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
        write_whole({_file(): json.dumps(kept, indent=2).encode("ascii")})
    except OSError as error:
        text = _("What was chosen could not be kept ({reason}). Set LOVP_WRITER to say who records.")
        return [text.format(reason=why(error))]
    return []


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("lovp", appauthor=False, roaming=True) / "folders.json"


def _read() -> dict[str, str]:
    """The writer of each folder; none where there is no file, or one that is not ours."""
    with suppress(OSError, ValueError, RecursionError, TypeError, AttributeError, KeyError):
        return {folder: str(each["writer"]) for folder, each in json.loads(_file().read_bytes()).items()}
    return {}
