"""What is recorded for a year, read in full, and what is wrong with it."""

from lovp.cli.context import Folder
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.record.record import Record, read_record


def read(folder: Folder, plan: Plan, known_at: str | None = None) -> Record:
    """What is recorded for the plan's year; with `known_at` (a UTC timestamp), as known by then."""
    return read_record(folder.record_folder(plan.year), plan, known_at)


def warnings(record: Record) -> tuple[str, ...]:
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
        targets = ", ".join(record.uncertain)
        lines.append(
            _("The totals are uncertain, the same row has different contents: {targets}").format(
                targets=targets
            )
        )
    return tuple(lines)
