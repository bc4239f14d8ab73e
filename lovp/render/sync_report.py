"""What `lovp sync` did: what came back, what was sent and received."""

from collections.abc import Collection, Iterator

from lovp.exchange.sharing.sync import Synced
from lovp.i18n import _
from lovp.model import Outcome
from lovp.pii import shown
from lovp.render import record_report, words


def warnings(done: Synced) -> Iterator[str]:
    """What was put back, what was left out, and why nothing could be sent."""
    if done.restored:
        text = _("Taken out or changed by hand, and put back: {rows}. To correct it: lovp undo, lovp amend.")
        yield text.format(rows=_rows(done.restored))
    for file in done.left_out:
        text = _("{file} was not committed. Fold conflict copies in (lovp check --tidy), rename others.")
        yield text.format(file=shown(file, 200))
    if done.unreachable:
        text = _("{remote} can't be reached now: {reason}")
        yield text.format(remote=done.remote, reason=done.unreachable)


def lines(done: Synced) -> Iterator[str]:
    """What was received and sent, and what stands here and at the other end."""
    if done.received:
        yield "✓ " + _("Received: {rows}").format(rows=_rows(done.received))
    if done.sent:
        yield "✓ " + _("Sent: {rows}").format(rows=_rows(done.sent))
    if not done.remote:
        yield "✓ " + _("Committed here. There is no remote yet to share it with.")
        yield "  git remote add origin " + _("ADDRESS")
    elif not done.unreachable:
        yield "✓ " + _("The same here and on {remote}.").format(remote=done.remote)
    else:
        yield "✓ " + _("Committed here. Run lovp sync again when it can be reached.")


def _rows(rows: Collection[Outcome]) -> str:
    """3 rows by kansli and skola."""
    writers = words.listed(sorted({shown(row.writer) for row in rows}), 4)
    return _("{rows} by {writers}").format(rows=record_report.rows(len(rows)), writers=writers)
