"""Who records in a folder: `LOVP_WRITER`, or what is asked for once. An office or a role, never a person."""

import json
import os
from contextlib import suppress
from pathlib import Path

from lovp.cli import ask, show
from lovp.errors import LovpError, UsageError
from lovp.files import write_files
from lovp.i18n import _
from lovp.record.folder import slug
from lovp.record.persons import find_persons


def known(folder: Path) -> str:
    """Who records in the folder, as far as that was told; else empty."""
    told = os.environ.get("LOVP_WRITER") or _kept().get(str(folder.resolve()))
    return slug(told) if told else ""


def current(folder: Path) -> str:
    """Who records in the folder, asked for the first time. Raises UsageError where nobody can be asked."""
    writer = known(folder)
    if not writer:
        if not ask.possible():
            raise UsageError(_("Who records here is not known."), _("Say it once: lovp init --writer kansli"))
        writer = ask_writer()
        keep(folder, writer)
    for person in find_persons([os.environ.get("LOVP_WRITER", "")]):
        show.warn([_("“{name}” looks like a person's name.").format(name=person)])
    return writer


def ask_writer() -> str:
    """The office or role that records here, as it is answered. Raises LovpError."""
    return ask.value(_("Which office or role records here? (not a person's name)"), parse_writer)


def parse_writer(text: str) -> str:
    """The writer as files have it; one that looks like a person is asked about. Raises LovpError."""
    writer = slug(text)
    for person in find_persons([text]):
        doubt = _("“{name}” looks like a person's name.").format(name=person)
        if not ask.possible():
            show.warn([doubt])
        elif not ask.yes(doubt + " " + _("Is it an office or a role?")):
            raise UsageError(
                _("A person is never named here."), _("Name an office or a role, such as kansli.")
            )
    return writer


def keep(folder: Path, writer: str) -> None:
    """Keep the folder's writer for this user; warn where that can't be done."""
    kept = _kept() | {str(folder.resolve()): writer}
    # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
    content = json.dumps({name: {"writer": each} for name, each in kept.items()}, indent=2).encode("ascii")
    try:
        write_files({_file(): content})
    except LovpError as error:
        show.warn([error.message + " " + _("Set LOVP_WRITER to say who records.")])


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("lovp", appauthor=False, roaming=True) / "folders.json"


def _kept() -> dict[str, str]:
    """The writer of each folder; none where there is no file, or one that is not ours."""
    with suppress(OSError, ValueError, RecursionError, TypeError, AttributeError, KeyError):
        kept = json.loads(_file().read_bytes() if _file().is_file() else b"{}")
        return {folder: str(each["writer"]) for folder, each in kept.items()}
    return {}
