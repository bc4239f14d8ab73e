"""What `lovp check --tidy` is to do with conflict copies, and what it did, a line for each."""

from collections.abc import Sequence

from lovp.exchange.sharing.conflict_copies import ConflictCopy
from lovp.i18n import _, ngettext


def intended(copy: ConflictCopy) -> str:
    """What is to become of a conflict copy."""
    if copy.reason:
        return "○ " + _("{file} stays as it is, {reason}").format(file=copy.file, reason=copy.reason)
    count = len(copy.lacking)
    if not count:
        return "● " + _("{file} holds nothing more than {original}").format(
            file=copy.file, original=f"{copy.writer}.csv"
        )
    text = ngettext(
        "{file} has {count} row to add to {original}", "{file} has {count} rows to add to {original}", count
    )
    return "● " + text.format(file=copy.file, count=count, original=f"{copy.writer}.csv")


def question(copies: Sequence[ConflictCopy]) -> str:
    """Whether so many copies are to be folded in."""
    count = len(copies)
    text = ngettext(
        "Fold {count} copy into its writer's file?", "Fold {count} copies into their writer's file?", count
    )
    return text.format(count=count)


def done(copy: ConflictCopy) -> str:
    """What became of a conflict copy."""
    count = len(copy.lacking)
    if not count:
        text = _("{file} is now called {renamed}, and is not read any more")
        return "✓ " + text.format(file=copy.file, renamed=copy.renamed)
    text = ngettext(
        "{file}: added {count} row; the copy is now called {renamed}, and is not read any more",
        "{file}: added {count} rows; the copy is now called {renamed}, and is not read any more",
        count,
    )
    return "✓ " + text.format(file=f"{copy.writer}.csv", count=count, renamed=copy.renamed)
