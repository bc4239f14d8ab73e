"""What `lovp check --tidy` is to do with conflict copies, and what it did, a line for each."""

from collections.abc import Sequence

from lovp.exchange.sharing.tidy import Fold
from lovp.i18n import _, ngettext


def intended(fold: Fold) -> str:
    """What is to become of a conflict copy."""
    if fold.reason:
        return "○ " + _("{file} stays as it is, {reason}").format(file=fold.file, reason=fold.reason)
    count = len(fold.lacking)
    if not count:
        return "● " + _("{file} holds nothing more than {original}").format(
            file=fold.file, original=f"{fold.writer}.csv"
        )
    text = ngettext(
        "{file} has {count} row to add to {original}", "{file} has {count} rows to add to {original}", count
    )
    return "● " + text.format(file=fold.file, count=count, original=f"{fold.writer}.csv")


def question(folds: Sequence[Fold]) -> str:
    """Whether so many copies are to be folded in."""
    count = len(folds)
    text = ngettext(
        "Fold {count} copy into its writer's file?", "Fold {count} copies into their writer's file?", count
    )
    return text.format(count=count)


def done(fold: Fold) -> str:
    """What became of a conflict copy."""
    count = len(fold.lacking)
    text = ngettext(
        "{file}: added {count} row; the copy is now called {renamed}, and is not read any more",
        "{file}: added {count} rows; the copy is now called {renamed}, and is not read any more",
        count,
    )
    return "✓ " + text.format(file=f"{fold.writer}.csv", count=count, renamed=fold.renamed)
