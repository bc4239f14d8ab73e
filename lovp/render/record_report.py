"""What is said of a year's record: how much there is, what is wrong with it, and which files are copies."""

from collections.abc import Iterator

from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.record.record import Record


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
    for file, writer in sorted(record.copies.items()):
        if writer:
            text = _("{file} is a conflict copy of {original}; each row is counted once.")
        else:
            text = _("{file} repeats other files, or holds rows of other writers; each row is counted once.")
        yield text.format(file=file, original=f"{writer}.csv")
    if any(record.copies.values()):
        yield "  " + _("To fold conflict copies in: lovp check --tidy")
