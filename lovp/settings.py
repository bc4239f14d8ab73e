"""What a user chose for a folder, kept on this computer: who records there, which places are ours."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lovp.errors import LovpError, UsageError, why
from lovp.files import write_whole
from lovp.i18n import _
from lovp.model import Place
from lovp.pii import personal_data
from lovp.text import as_id

_DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")


def slug(writer: str) -> str:
    """The writer as [a-z0-9-]{1,40}, safe as the name of a file. Raises LovpError for personal data."""
    name = slug_text(writer)
    # Also once what stands between its figures is gone.
    if kind := personal_data(writer, name):
        message = _("The name of the writer holds personal data ({kind}).").format(kind=kind)
        raise LovpError(message, _("Name an office or a role instead, such as “kansli”."))
    return name


def parse_writer(text: str) -> str:
    """The name that somebody gave, as files have it. Raises UsageError where nothing is left of it."""
    if not any(sign.isalnum() for sign in text):
        raise UsageError(_("A writer needs a name."), _("Name an office or a role, such as kansli."))
    return slug(text)


@lru_cache(maxsize=1024)
def slug_text(writer: str) -> str:
    """What `slug` gives, without looking for personal data."""
    name = as_id(writer, 40) or "writer"
    return f"writer-{name}" if _DEVICES.fullmatch(name) else name


class Choices(NamedTuple):
    """The writer (empty where none was told), and our places as the plan called them (None: not told)."""

    writer: str = ""
    ours: tuple[str, ...] | None = None


def chosen(folder: Path) -> Choices:
    """What `lovp init` was told of the folder."""
    kept = _read().get(str(folder.resolve()))
    if not isinstance(kept, dict):
        return Choices()
    writer, ours = kept.get("writer"), kept.get("ours")
    return Choices(
        writer if isinstance(writer, str) else "",
        tuple(name for name in ours if isinstance(name, str)) if isinstance(ours, list) else None,
    )


def ours_first(folder: Path, places: Iterable[Place]) -> list[Place]:
    """The places in the plan's order, but ours and what lies in them before all others."""
    ours = chosen(folder).ours or ()
    return sorted(places, key=lambda place: place.name not in ours and place.parent not in ours)


def remember(folder: Path, *, writer: str | None = None, ours: Iterable[str] | None = None) -> str:
    """Keep what is told of the folder (None: as it was), if it is new; return what went wrong, or nothing."""
    former = chosen(folder)
    told = Choices(writer or former.writer, former.ours if ours is None else tuple(ours))
    if told == former:
        return ""
    known = {name: choice for name, choice in told._asdict().items() if choice not in ("", None)}
    everything = _read() | {str(folder.resolve()): known}
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
        write_whole({_file(): json.dumps(everything, indent=2).encode("ascii")})
    except OSError as error:
        text = _("What was chosen could not be kept ({reason}). Set LOVP_WRITER to say who records.")
        return text.format(reason=why(error))
    return ""


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("lovp", appauthor=False, roaming=True) / "folders.json"


def _read() -> dict[str, Any]:
    """What is kept, by folder; nothing where there is no file, or it can't be read."""
    try:
        # A pipe or a device in its place may never end.
        kept = json.loads(_file().read_bytes()) if _file().is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
