"""`lovp check --tidy`: show which conflict copies can be folded in, ask, and do it."""

from pathlib import Path

from lovp.cli import ask, settings, show
from lovp.cli.context import Folder
from lovp.errors import LovpError, UsageError
from lovp.exchange.sharing.tidy import Fold, fold, folds
from lovp.i18n import _, ngettext


def tidy(folder: Folder, *, yes: bool) -> None:
    """Fold the conflict copies of all years into their writer's files, after asking unless `yes`.

    UsageError where nobody can be asked; LovpError where a copy that should be folded in can't be.
    """
    writer = settings.writer(folder.path)
    years = [folder.record_folder(plan.year) for plan in folder.plans]
    found = [(year, each) for year in years for each in _folds(year, writer)]
    if not found:
        show.line(_("There are no conflict copies."))
        return
    for _year, each in found:
        show.line(_plan(each))
    ready = [(year, each) for year, each in found if not each.reason]
    if not ready:
        return
    if not yes:
        _ask(len(ready))
    for year, each in ready:
        done = fold(year, each.file, writer)
        with show.after_saving():
            show.line(_done(done))


def _folds(year: Path, writer: str) -> tuple[Fold, ...]:
    try:
        return folds(year, writer)
    except OSError:
        # What can't be read is told by the check that follows.
        return ()


def _ask(count: int) -> None:
    if not ask.possible():
        raise UsageError(
            _("There is nobody to ask whether that is right."), _("To do it at once: lovp check --tidy --yes")
        )
    question = ngettext(
        "Fold {count} copy into its writer's file?", "Fold {count} copies into their writer's file?", count
    )
    if not ask.yes(question.format(count=count)):
        raise LovpError(_("Nothing was folded in."))


def _plan(each: Fold) -> str:
    about = _("{file}, of {original} by {program}").format(
        file=each.file, original=each.name.original, program=each.name.program
    )
    if each.reason:
        return "○ " + about + ": " + _("stays as it is, {reason}").format(reason=each.reason)
    count = len(each.lacking)
    if not count:
        return "● " + about + ": " + _("holds nothing more, and can go")
    text = ngettext("{count} row to add to {writer}", "{count} rows to add to {writer}", count)
    return "● " + about + ": " + text.format(count=count, writer=each.writer)


def _done(each: Fold) -> str:
    if each.reason:
        return "○ " + _("{file} stays as it is, {reason}").format(file=each.file, reason=each.reason)
    count = len(each.lacking)
    if not count:
        return "✓ " + _("{file} is gone: all of it stood in {original}").format(
            file=each.file, original=each.name.original
        )
    text = ngettext(
        "{file} is gone, {count} row of it was added to {writer}",
        "{file} is gone, {count} rows of it were added to {writer}",
        count,
    )
    return "✓ " + text.format(file=each.file, count=count, writer=each.writer)
