"""A year's record in words: how much it holds, what is wrong with it, and what becomes of conflict copies."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.record.folder import OLD
from lovp.record.record import Record
from lovp.render import figures
from lovp.text import clean_text

if TYPE_CHECKING:
    from lovp.exchange.sharing.conflict_copies import ConflictCopy


def rows(count: int) -> str:
    """3 rows."""
    return ngettext("{count} row", "{count} rows", count).format(count=figures.number(count))


def faults(record: Record) -> tuple[str, ...]:
    """What a reader of the figures must know, in a few lines; `lovp check` has the details."""
    lines = []
    if count := len(record.problems):
        text = ngettext(
            "The record has {count} problem: lovp check shows it.",
            "The record has {count} problems: lovp check shows them.",
            count,
        )
        lines.append(text.format(count=count))
    if record.uncertain:
        text = _("The totals are uncertain, the same row has different contents: {targets}")
        lines.append(text.format(targets=", ".join(record.uncertain)))
    return tuple(lines)


def counts(plan: Plan, record: Record) -> str:
    """How many targets, rows and outcomes there are in a year."""
    return _("{year}: targets {targets}, rows {rows}, outcomes that count {outcomes}").format(
        year=plan.year, targets=len(plan.target_by_id), rows=len(record.rows), outcomes=len(record.outcomes)
    )


def copies(record: Record) -> Iterator[str]:
    """Which of the record's files are copies, and of which file."""
    other = _("{file} repeats other files, or holds rows of other writers; each row is counted once.")
    text = _("{file} is a conflict copy of {original}; each row is counted once.")
    for file, writer in sorted(record.copies.items()):
        yield (text if writer else other).format(file=file, original=f"{writer}.csv")
    if any(record.copies.values()):
        yield "  " + _("To fold conflict copies in: lovp check --tidy")


def copy_before_merge(copy: "ConflictCopy") -> str:
    """What `lovp check --tidy` is to do with a conflict copy."""
    file = clean_text(copy.path.name)
    if copy.reason:
        return "○ " + _("{file} stays as it is, {reason}").format(file=file, reason=copy.reason)
    text = _("{file}: {rows} to add to {original}")
    return "● " + text.format(file=file, rows=rows(len(copy.lacking)), original=f"{copy.writer}.csv")


def copy_after_merge(copy: "ConflictCopy") -> str:
    """What became of a conflict copy."""
    text = _("{original}: added {rows}; the copy is now called {renamed}, and is not read any more")
    added, renamed = rows(len(copy.lacking)), clean_text(copy.path.with_suffix(OLD).name)
    return "✓ " + text.format(original=f"{copy.writer}.csv", rows=added, renamed=renamed)
