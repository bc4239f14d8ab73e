"""What `lovp check --tidy` is to do with conflict copies, and what it did, a line for each."""

from collections.abc import Sequence

from lovp.exchange.sharing.tidy import Fold
from lovp.i18n import _, ngettext


def intended(fold: Fold) -> str:
    """What is to become of a conflict copy."""
    about = _("{file}, of {original} by {program}").format(
        file=fold.file, original=fold.name.original, program=fold.name.program
    )
    if fold.reason:
        return f"○ {about}: " + _("stays as it is, {reason}").format(reason=fold.reason)
    if not fold.lacking:
        return f"● {about}: " + _("holds nothing more, and can go")
    count = len(fold.lacking)
    text = ngettext("{count} row to add to {writer}", "{count} rows to add to {writer}", count)
    return f"● {about}: " + text.format(count=count, writer=fold.writer)


def question(folds: Sequence[Fold]) -> str:
    """Whether so many copies are to be folded in."""
    count = len(folds)
    text = ngettext(
        "Fold {count} copy into its writer's file?", "Fold {count} copies into their writer's file?", count
    )
    return text.format(count=count)


def done(fold: Fold) -> str:
    """What became of a conflict copy."""
    if fold.reason:
        return "○ " + _("{file} stays as it is, {reason}").format(file=fold.file, reason=fold.reason)
    if not fold.lacking:
        text = _("{file} is gone: all of it stood in {original}")
        return "✓ " + text.format(file=fold.file, original=fold.name.original)
    count = len(fold.lacking)
    text = ngettext(
        "{file} is gone, {count} row of it was added to {writer}",
        "{file} is gone, {count} rows of it were added to {writer}",
        count,
    )
    return "✓ " + text.format(file=fold.file, count=count, writer=fold.writer)
