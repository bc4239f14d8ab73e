"""What a user chose for a folder, kept on this computer: who records there, which subregions are ours."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lovp.dirs import settings_folder
from lovp.files import write_whole
from lovp.i18n import _
from lovp.model import Place
from lovp.record.writer import slug
from lovp.trouble import why

_FILE = "folders.json"


def writer(folder: Path) -> str:
    """Who records in the folder: `LOVP_WRITER`, or what `lovp init` was told, or else the computer's name."""
    named = os.environ.get("LOVP_WRITER") or kept_writer(folder)
    if not named:
        import platform

        named = platform.node().split(".")[0] or "dator"
    return slug(named)


def kept_writer(folder: Path) -> str:
    """Who `lovp init` was told records in the folder; empty where it was not told."""
    named = _kept(folder).get("writer")
    return named if isinstance(named, str) else ""


def ours(folder: Path) -> tuple[str, ...]:
    """The subregions that `lovp init` was told are ours, as the plan named them then, in that order."""
    named = _kept(folder).get("ours")
    return tuple(name for name in named if isinstance(name, str)) if isinstance(named, list) else ()


def is_told_ours(folder: Path) -> bool:
    """Whether `lovp init` was told which subregions are ours, or that all are alike."""
    return isinstance(_kept(folder).get("ours"), list)


def ours_first(folder: Path, places: Iterable[Place]) -> list[Place]:
    """The places in the plan's order, but our subregions and what lies in them before all others."""
    named = ours(folder)
    return sorted(places, key=lambda place: place.name not in named and place.parent not in named)


def remember(folder: Path, *, writer: str | None = None, ours: Iterable[str] | None = None) -> str:
    """Keep what is told of the folder (None: as it was), if it is new; return what went wrong, or nothing."""
    wanted = {"writer": writer, "ours": None if ours is None else list(ours)}
    former = _kept(folder)
    kept = former | {key: value for key, value in wanted.items() if value is not None}
    if kept == former:
        return ""
    file = settings_folder() / _FILE
    everything = _read(file) | {str(folder.resolve()): kept}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
        write_whole({file: json.dumps(everything, indent=2).encode("ascii")})
    except OSError as error:
        if writer is None:
            text = _("Which places are ours could not be kept ({reason}).")
        else:
            text = _("The writer's name could not be kept ({reason}). Set LOVP_WRITER instead.")
        return text.format(reason=why(error))
    return ""


def _kept(folder: Path) -> dict[str, Any]:
    """What is kept of the folder."""
    kept = _read(settings_folder() / _FILE).get(str(folder.resolve()))
    return kept if isinstance(kept, dict) else {}


def _read(file: Path) -> dict[str, Any]:
    """The file's content by folder; nothing where there is none, or it can't be read."""
    try:
        # A pipe or a device in its place may never end.
        kept = json.loads(file.read_bytes()) if file.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
