"""Who records in a folder: `LOVP_WRITER`, or what is asked for once. An office or a role, never a person."""

import json
import os
from contextlib import suppress
from pathlib import Path

from lovp.cli import ask, show
from lovp.errors import LovpError, UsageError
from lovp.files import write_files
from lovp.i18n import _
from lovp.record.new import find_persons
from lovp.record.writer_name import parse_writer, slug


def known(folder: Path) -> str:
    """Who records in the folder, as far as that was told; else empty."""
    told = os.environ.get("LOVP_WRITER") or writer_of(folder)
    return slug(told) if told else ""


def current(folder: Path) -> str:
    """Who records in the folder, asked for the first time. Raises UsageError where nobody can be asked."""
    if writer := known(folder):
        return writer
    if not ask.possible():
        raise UsageError(_("Who records here is not known."), _("Say it once: lovp init --writer kansli"))
    writer = ask_writer()
    show.warn(remember(folder, writer))
    return writer


def ask_writer() -> str:
    """The office or role that records here, as it is answered. Raises LovpError."""
    return ask.value(_("Which office or role records here? (not a person's name)"), check)


def check(text: str) -> str:
    """The writer as files have it; one that looks like a person is asked about. Raises LovpError."""
    writer = parse_writer(text)
    for person in find_persons([text]):
        doubt = _("“{name}” looks like a person's name.").format(name=person)
        if not ask.possible():
            show.warn([doubt])
        elif not ask.yes(doubt + " " + _("Is it an office or a role?")):
            remedy = _("Name an office or a role, such as kansli.")
            raise UsageError(_("A person is never named here."), remedy)
    return writer


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
        # In ASCII, since the name of a folder can hold bytes that are no text in UTF-8.
        write_files({_file(): json.dumps(kept, indent=2).encode("ascii")})
    except LovpError as error:
        return [error.message + " " + _("Set LOVP_WRITER to say who records.")]
    return []


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("lovp", appauthor=False, roaming=True) / "folders.json"


def _read() -> dict[str, str]:
    """The writer of each folder; none where there is no file, or one that is not ours."""
    with suppress(OSError, ValueError, RecursionError, TypeError, AttributeError, KeyError):
        return {folder: str(each["writer"]) for folder, each in json.loads(_file().read_bytes()).items()}
    return {}
