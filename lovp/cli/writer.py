"""Who records: an office or a role, kept for this user on this computer, folder by folder."""

import os
from pathlib import Path

from lovp.dirs import settings_folder
from lovp.i18n import _
from lovp.record.writer import slug
from lovp.trouble import why

_MAX_BYTES = 1_000_000


def of(folder: Path) -> str:
    """Who records in the folder, as rows and files have it: lower case, without accents.

    `LOVP_WRITER`, or what `lovp init` was told here, or else the computer's name; never the user's.
    """
    told = _named()
    named = os.environ.get("LOVP_WRITER") or told.get(str(folder.resolve()))
    return slug(named or _computer())


def _computer() -> str:
    import platform

    return platform.node().split(".")[0] or "dator"


def remember(folder: Path, name: str) -> str:
    """Keep, for this user on this computer, who records in the folder; what went wrong, or nothing."""
    import json

    from lovp.files import write_whole

    file = _settings_file()
    told = _named() | {str(folder.resolve()): name}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
        write_whole({file: json.dumps(told, indent=2).encode("ascii")})
    except OSError as error:
        words = _("The writer's name could not be kept ({reason}). Set LOVP_WRITER instead.")
        return words.format(reason=why(error))
    return ""


def _settings_file() -> Path:
    return settings_folder() / "writers.json"


def _named() -> dict[str, str]:
    """The writer of each folder; nothing where nothing was kept, or it can't be read."""
    try:
        file = _settings_file()
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            return {}
        import json

        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return (
        {key: name for key, name in told.items() if isinstance(name, str)} if isinstance(told, dict) else {}
    )
