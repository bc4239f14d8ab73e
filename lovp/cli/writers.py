"""Who records in a folder: `LOVP_WRITER`, or what is asked for once. An office or a role, never a person."""

import os
from pathlib import Path

from lovp import settings
from lovp.cli import ask, show
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.record.new import find_persons
from lovp.settings import parse_writer, slug


def known(folder: Path) -> str:
    """Who records in the folder, as far as that was told; else empty."""
    told = os.environ.get("LOVP_WRITER") or settings.writer_of(folder)
    return slug(told) if told else ""


def current(folder: Path) -> str:
    """Who records in the folder, asked for the first time. Raises UsageError where nobody can be asked."""
    if writer := known(folder):
        return writer
    if not ask.possible():
        raise UsageError(_("Who records here is not known."), _("Say it once: lovp init --writer kansli"))
    writer = ask_writer()
    show.warn(settings.remember(folder, writer))
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
