"""What a user chose for a folder, kept on this computer: who records there, which subregions are ours."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lovp.dirs import settings_folder
from lovp.i18n import _
from lovp.model import Place
from lovp.record.writer import slug
from lovp.trouble import why

_FILE = "folders.json"
_OLD_FILE = "writers.json"
"""What was kept before: the writer alone, by folder. It is read, and never written."""

_MAX_BYTES = 1_000_000


def writer(folder: Path) -> str:
    """Who records in the folder, as rows and files have it: lower case, without accents.

    `LOVP_WRITER`, or what `lovp init` was told here, or else the computer's name; never the user's.
    """
    return slug(os.environ.get("LOVP_WRITER") or kept_writer(folder) or _computer())


def kept_writer(folder: Path) -> str:
    """Who `lovp init` was told records in the folder; empty where it was not told."""
    named = _told(folder).get("writer")
    return named if isinstance(named, str) else ""


def ours(folder: Path) -> tuple[str, ...]:
    """The subregions that `lovp init` was told are ours, in that order; none where it was not told.

    They are names as the plan had them then: what it no longer has is to be passed over.
    """
    named = _told(folder).get("ours")
    return tuple(name for name in named if isinstance(name, str)) if isinstance(named, list) else ()


def ours_first(folder: Path, places: Iterable[Place]) -> list[Place]:
    """The places in the plan's order, but our subregions and what lies in them before all others."""
    named = ours(folder)
    return sorted(places, key=lambda place: place.name not in named and place.parent not in named)


def remember(folder: Path, *, writer: str | None = None, ours: Iterable[str] | None = None) -> str:
    """Keep what is told (None: as it was) of the folder; what went wrong, or nothing.

    Where that is kept already, nothing is written.
    """
    import json

    from lovp.files import write_whole

    wanted = {"writer": writer, "ours": None if ours is None else list(ours)}
    wanted = {key: value for key, value in wanted.items() if value is not None}
    former = _told(folder)
    if all(former.get(key) == value for key, value in wanted.items()):
        return ""
    file = settings_folder() / _FILE
    told = _read(file) | {_key(folder): former | wanted}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
        write_whole({file: json.dumps(told, indent=2).encode("ascii")})
    except OSError as error:
        if writer is None:
            words = _("Which subregions are ours could not be kept ({reason}).")
        else:
            words = _("The writer's name could not be kept ({reason}). Set LOVP_WRITER instead.")
        return words.format(reason=why(error))
    return ""


def _computer() -> str:
    import platform

    return platform.node().split(".")[0] or "dator"


def _key(folder: Path) -> str:
    return str(folder.resolve())


def _told(folder: Path) -> dict[str, Any]:
    """What is kept of the folder, in the file of today or else in the old one."""
    key = _key(folder)
    named = _read(settings_folder() / _FILE).get(key)
    if isinstance(named, dict):
        return named
    old = _read(settings_folder() / _OLD_FILE).get(key)
    return {"writer": old} if isinstance(old, str) else {}


def _read(file: Path) -> dict[str, Any]:
    """The file's content by folder; nothing where there is none, or it can't be read."""
    try:
        if not file.is_file() or file.stat().st_size > _MAX_BYTES:
            return {}
        import json

        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
