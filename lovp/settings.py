"""Who records in a folder: what the user was asked, kept on this computer."""

import json
from pathlib import Path
from typing import Any

from lovp.files import write_whole
from lovp.i18n import _
from lovp.trouble import why


def writer_of(folder: Path) -> str:
    """The writer that was told for the folder; empty where none was."""
    kept = _read().get(str(folder.resolve()))
    writer = kept.get("writer") if isinstance(kept, dict) else None
    return writer if isinstance(writer, str) else ""


def remember(folder: Path, writer: str) -> list[str]:
    """Keep the folder's writer, if it is new; return what to warn of."""
    if writer == writer_of(folder):
        return []
    everything = _read() | {str(folder.resolve()): {"writer": writer}}
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
        write_whole({_file(): json.dumps(everything, indent=2).encode("ascii")})
    except OSError as error:
        text = _("What was chosen could not be kept ({reason}). Set LOVP_WRITER to say who records.")
        return [text.format(reason=why(error))]
    return []


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
