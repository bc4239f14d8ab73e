"""What a user chose for a folder, kept on this computer: who records there, which places are ours."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from lovp.files import write_whole
from lovp.i18n import _
from lovp.model import Place
from lovp.trouble import why


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
