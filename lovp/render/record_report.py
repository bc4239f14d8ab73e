"""A year's record in words: how much it holds, what is wrong with it, and what sharing it has done."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan
from lovp.pii import shown
from lovp.record.folder import OLD
from lovp.record.record import Record
from lovp.render import figures, words
from lovp.text import clean_text

if TYPE_CHECKING:
    from lovp.exchange.sharing.conflict_copies import ConflictCopy
    from lovp.exchange.sharing.sync import Synced


def rows(count: int) -> str:
    """3 rows."""
    return ngettext("{count} row", "{count} rows", count).format(count=figures.number(count))


def _rows_by(found: Collection[Outcome]) -> str:
    """3 rows by kansli and skola."""
    writers = words.listed(sorted({shown(row.writer) for row in found}), 4)
    return _("{rows} by {writers}").format(rows=rows(len(found)), writers=writers)


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


def folded_in(copy: "ConflictCopy") -> str:
    """What became of a conflict copy."""
    file = clean_text(copy.path.name)
    if copy.reason:
        return "○ " + _("{file} stays as it is, {reason}").format(file=file, reason=copy.reason)
    text = _("{original}: added {rows}; the copy is now called {renamed}, and is not read any more")
    renamed = clean_text(copy.path.with_suffix(OLD).name)
    return "✓ " + text.format(original=f"{copy.writer}.csv", rows=rows(copy.rows), renamed=renamed)


def sync_warnings(done: "Synced") -> Iterator[str]:
    """What `lovp sync` put back, what it left out, and why nothing could be sent."""
    if done.restored:
        text = _("Taken out or changed by hand, and put back: {rows}. To correct it: lovp undo, lovp amend.")
        yield text.format(rows=_rows_by(done.restored))
    for file in done.left_out:
        text = _("{file} was not committed. Fold conflict copies in (lovp check --tidy), rename others.")
        yield text.format(file=shown(file, 200))
    if done.unreachable:
        text = _("{remote} can't be reached now: {reason}")
        yield text.format(remote=done.remote, reason=done.unreachable)


def synced(done: "Synced") -> Iterator[str]:
    """What `lovp sync` received and sent, and what stands here and at the other end."""
    if done.received:
        yield "✓ " + _("Received: {rows}").format(rows=_rows_by(done.received))
    if done.sent:
        yield "✓ " + _("Sent: {rows}").format(rows=_rows_by(done.sent))
    if not done.remote:
        yield "✓ " + _("Committed here. To share it: git remote add origin ADDRESS, then lovp sync.")
    elif done.unreachable:
        yield "✓ " + _("Committed here. Run lovp sync again when it can be reached.")
    else:
        yield "✓ " + _("The same here and on {remote}.").format(remote=done.remote)
