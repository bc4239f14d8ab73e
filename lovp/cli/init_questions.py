"""What `lovp init` asks on a terminal."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from lovp import matching, names, paths
from lovp.cli import ask, options, plan_new, show
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Plan
from lovp.record import settings
from lovp.record.writer import parse_writer

SHARES = (GIT, FOLDER, NONE) = ("git", "folder", "none")
Places = tuple[str, ...]


def ask_year(this_year: int) -> int:
    """The year to begin with, asked for."""
    show.line(_("A folder for the yearly plan. Esc or Ctrl-C stops, and nothing is written."))
    return ask.value(_("Which year"), plan_new.parse_year, default=str(this_year))


def ask_missing(
    folder: Path, plan: Plan, is_new: bool, writer: str | None, ours: Places | None, share: str | None
) -> tuple[str | None, Places | None, str | None]:
    """The writer, our subregions and the way to share, each asked for unless it is told or known."""
    if writer is None and (is_new or not settings.kept_writer(folder)):
        question = _("Which office or role records here? (not a person's name)")
        writer = ask.value(question, parse_writer, default=settings.writer(folder))
    if ours is None and len(plan.subregions) > 1 and not settings.is_told_ours(folder):
        ours = _ask_subregions(plan)
    if share is None and is_new:
        share = _ask_share(folder)
    return writer, ours, share


def _ask_subregions(plan: Plan) -> Places:
    words = [(place.name, "") for place in plan.subregions] + [(_("all"), _("none before the others"))]
    show.line(_("Which subregions are ours? Their places are offered first."))
    show.line("  " + ", ".join(word for word, _remark in words))
    question = _("Subregions, with commas between")
    return ask.value(question, lambda text: matching.subregions(plan, text), default=_("all"), words=words)


def _ask_share(folder: Path) -> str:
    words = [
        (names.spoken_choice(GIT), _("through git, with lovp sync")),
        (
            names.spoken_choice(FOLDER),
            _("it lies in OneDrive, Nextcloud or on a server, where all see it"),
        ),
        (names.spoken_choice(NONE), _("with nobody, or not yet")),
    ]
    for word, remark in words:
        show.line(f"  {word:<7} {remark}")
    guess = names.spoken_choice(GIT if (folder / ".git").exists() else NONE)
    return ask.value(_("How is the folder shared"), parse_share, default=guess, words=words)


def parse_share(text: str) -> str:
    """The way to share that the text means. Raises LovpError for git where git is missing."""
    share = options.choose(text, SHARES, "--share")
    if share == GIT and shutil.which("git") is None:
        raise LovpError(_("git is not installed here."), _("Install it, or share the folder in another way."))
    return share


def confirm(
    folder: Path, plan: Plan, files: Iterable[Path], writer: str, ours: Places, share: str | None
) -> None:
    """Show what will be done, and ask whether it is right. Raises StoppedError where it is not."""
    shares = {GIT: _("through git"), FOLDER: _("as a shared folder"), NONE: _("not shared")}
    rows = {
        _("Folder"): paths.from_home(paths.absolute(folder)),
        _("Year"): str(plan.year),
        _("Writer"): writer,
        _("Ours"): ", ".join(ours) or _("all"),
        _("Shared"): shares[share] if share else "",
        _("New files"): ", ".join(file.name for file in files) or _("none"),
    }
    widest = max(map(len, rows))
    show.line()
    for label, value in rows.items():
        if value:
            show.line(f"  {label:<{widest}}  {value}")
    if not ask.yes(_("Is that right?")):
        raise ask.stopped()
