"""What `lovp sync` did: what came back, what was sent and received."""

from collections.abc import Collection, Iterator

from lovp.exchange.sharing.sync import Synced
from lovp.i18n import _, ngettext
from lovp.model import Outcome
from lovp.pii import shown
from lovp.render import words
from lovp.text import printable

_MOST_WRITERS = 4


def warnings(done: Synced) -> Iterator[str]:
    """What was put back, what was left out, and why nothing could be sent."""
    for path, count in sorted(done.restored.items()):
        text = ngettext(
            "{file}: {count} row had been taken out or changed by hand, and was put back.",
            "{file}: {count} rows had been taken out or changed by hand, and were put back.",
            count,
        )
        remedy = _("The record only grows. To correct it: lovp undo, lovp amend.")
        yield text.format(file=printable(path), count=count) + f"\n  {remedy}"
    for path, reason in done.left_out.items():
        yield _("{file} was not committed: {reason}.").format(file=printable(path), reason=reason)
    if done.unreachable:
        text = _("{remote} can't be reached now: {reason}")
        yield text.format(remote=printable(done.remote), reason=done.unreachable)


def lines(done: Synced) -> Iterator[str]:
    """What was received and sent, and what stands here and at the other end."""
    if done.rules:
        yield "✓ " + _("git knows now how to treat the record ({files}).").format(files=", ".join(done.rules))
    if done.received:
        yield "✓ " + _("Received: {rows}").format(rows=_rows(done.received))
    for path in sorted(done.texts):
        yield "✓ " + _("Received: {file}, as others have changed it").format(file=printable(path))
    if done.sent:
        yield "✓ " + _("Sent: {rows}").format(rows=_rows(done.sent))
    if not done.remote:
        yield "✓ " + _("Committed here. There is no remote yet to share it with.")
        yield "  git remote add origin " + _("ADDRESS")
    elif not done.unreachable:
        yield "✓ " + _("The same here and on {remote}.").format(remote=printable(done.remote))
    else:
        yield "✓ " + _("Committed here. Run lovp sync again when there is a network.")


def _rows(rows: Collection[Outcome]) -> str:
    """So many outcomes, corrections and cancellations, by whom."""
    cancelled = sum(row.cancels for row in rows)
    corrected = sum(bool(row.replaces) for row in rows) - cancelled
    new = len(rows) - cancelled - corrected
    counts = [
        (new, ngettext("{count} outcome", "{count} outcomes", new)),
        (corrected, ngettext("{count} correction", "{count} corrections", corrected)),
        (cancelled, ngettext("{count} cancellation", "{count} cancellations", cancelled)),
    ]
    told = ", ".join(text.format(count=count) for count, text in counts if count)
    writers = sorted({shown(row.writer) for row in rows})
    return _("{rows} by {writers}").format(rows=told, writers=words.listed(writers, _MOST_WRITERS))
