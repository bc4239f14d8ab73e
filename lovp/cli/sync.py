"""`lovp sync`: what is recorded here and what others have recorded, the same at both ends, through git."""

import sys
from collections.abc import Sequence
from typing import Annotated

from lovp.cells import printable
from lovp.cli import context, options, recorded, settings, show
from lovp.errors import LovpError
from lovp.exchange.sharing import sync as exchange
from lovp.exchange.sharing import sync_setup
from lovp.exchange.sharing.git import Git
from lovp.exchange.sharing.repository import is_repository
from lovp.i18n import _, ngettext
from lovp.model import Outcome, Plan
from lovp.progress.compute import progress
from lovp.record.guard import shown
from lovp.render import sentences

_MOST_TARGETS = 8
_MOST_WRITERS = 4


def sync(
    init: Annotated[
        bool,
        options.flag("--init", help=_("Make the plan's folder a git repository first, unless it is one.")),
    ] = False,
    plan: options.Plan = None,
) -> None:
    """Commit the record, fetch, unite and send; then say what was sent and received, and how things stand."""
    file = context.plan_file(plan)
    if init or not file.is_file():
        context.open_folder(plan)
    folder = file.parent.resolve()
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    git = Git(folder, settings.writer(folder), asks=asks)
    changed: tuple[str, ...] = ()
    if init:
        changed = sync_setup.begin(git)
    elif not is_repository(git):
        raise LovpError(
            _("The plan's folder is no git repository yet."),
            _("Make it one: lovp sync --init"),
        )
    done = exchange.sync(git, file.name)
    with show.after_saving():
        if changed:
            names = ", ".join(changed)
            show.line("✓ " + _("git knows now how to treat the record ({files}).").format(files=names))
        elif not init and not sync_setup.is_set_up(folder):
            show.message(_("For git pull by hand to unite the record too: lovp sync --init"))
        _tell(done)
        _standing(plan, done.received)


def _tell(done: exchange.Synced) -> None:
    for path, count in sorted(done.back.items()):
        text = ngettext(
            "{file}: {count} row had been taken out or changed by hand, and was put back.",
            "{file}: {count} rows had been taken out or changed by hand, and were put back.",
            count,
        )
        show.warn([text.format(file=printable(path), count=count)])
        show.message("  " + _("The record only grows. To correct it: lovp undo, lovp amend."))
    for path, reason in done.left_out:
        show.warn([_("{file} was not committed: {reason}.").format(file=printable(path), reason=reason)])
    if done.received:
        show.line("✓ " + _("Received: {rows}").format(rows=_rows(done.received)))
    for path in done.texts:
        show.line("✓ " + _("Received: {file}, as others have changed it").format(file=printable(path)))
    if done.sent:
        show.line("✓ " + _("Sent: {rows}").format(rows=_rows(done.sent)))
    _where(done)


def _where(done: exchange.Synced) -> None:
    """At which ends things stand alike, or why they don't."""
    if done.remote is None:
        show.line("✓ " + _("Committed here. There is no remote yet to share it with."))
        show.line("  git remote add origin " + _("ADDRESS"))
        return
    if not done.unreachable:
        show.line("✓ " + _("The same here and on {remote}.").format(remote=done.remote.shown))
        return
    show.warn(
        [
            _("{remote} can't be reached now: {reason}").format(
                remote=done.remote.shown, reason=done.unreachable
            )
        ]
    )
    if done.waiting:
        show.line("✓ " + _("Committed here, to be sent: {rows}").format(rows=_rows(done.waiting)))
    else:
        show.line("✓ " + _("Committed here. Nothing new is waiting to be sent."))
    show.line("  " + _("Run lovp sync again when there is a network."))


def _rows(rows: Sequence[Outcome]) -> str:
    """So many outcomes, corrections and cancellations, by whom."""
    cancelled = sum(row.cancels for row in rows)
    corrected = sum(bool(row.replaces) and not row.cancels for row in rows)
    outcomes = len(rows) - cancelled - corrected
    parts = []
    if outcomes:
        parts.append(ngettext("{count} outcome", "{count} outcomes", outcomes).format(count=outcomes))
    if corrected:
        parts.append(ngettext("{count} correction", "{count} corrections", corrected).format(count=corrected))
    if cancelled:
        parts.append(
            ngettext("{count} cancellation", "{count} cancellations", cancelled).format(count=cancelled)
        )
    by = sorted({shown(row.writer) for row in rows})
    names = ", ".join(by[:_MOST_WRITERS]) + (" …" if len(by) > _MOST_WRITERS else "")
    return _("{rows} by {writers}").format(rows=", ".join(parts), writers=names)


def _standing(plan_option: str | None, received: Sequence[Outcome]) -> None:
    """Where the targets stand on which something was received, and what is wrong with the record."""
    try:
        folder = context.open_folder(plan_option)
    except LovpError:
        return
    warnings: list[str] = []
    for plan in folder.plans:
        rows = [row for row in received if row.date.year == plan.year]
        if rows or plan == context.choose_plan(folder, None):
            warnings += _standing_in(folder, plan, rows)
    show.warn(dict.fromkeys(warnings))


def _standing_in(folder: context.Folder, plan: Plan, rows: Sequence[Outcome]) -> Sequence[str]:
    record = recorded.read(folder, plan)
    if rows:
        series = {row.target for row in rows}
        state = progress(plan, record.outcomes, min(context.today(), plan.last_day))
        touched = [target for target in state.targets() if target.target.series in series]
        show.line()
        for target in touched[:_MOST_TARGETS]:
            show.line(sentences.standing(target))
        if (left := len(touched) - _MOST_TARGETS) > 0:
            text = ngettext("{count} more target: lovp progress", "{count} more targets: lovp progress", left)
            show.line(text.format(count=left))
    return recorded.warnings(record)
