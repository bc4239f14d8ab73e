"""`lovp sync`: what is recorded here and what others have recorded, the same at both ends, through git."""

import sys
from collections.abc import Sequence
from typing import Annotated

from lovp.cli import context, options, recorded, show
from lovp.errors import LovpError
from lovp.exchange.sharing import sync as exchange
from lovp.exchange.sharing import sync_setup
from lovp.exchange.sharing.git import Git
from lovp.exchange.sharing.repository import is_repository
from lovp.i18n import _
from lovp.model import Outcome
from lovp.render import record_report, sync_report


def sync(
    init: Annotated[
        bool, options.flag("--init", _("Make the plan's folder a git repository first, unless it is one."))
    ] = False,
    plan: options.Plan = None,
) -> None:
    """Commit the record, fetch, unite and send; then say what was sent and received, and how things stand."""
    file = context.plan_file(plan)
    if init or not file.is_file():
        context.open_folder(plan)
    folder = file.parent.resolve()
    git = Git(folder, context.writer(folder), asks=sys.stdin.isatty() and sys.stderr.isatty())
    changed = sync_setup.begin(git) if init else ()
    if not init and not is_repository(git):
        raise LovpError(_("The plan's folder is no git repository yet."), _("Make it one: lovp sync --init"))
    done = exchange.sync(git, file.name)
    with show.after_saving():
        if changed:
            text = _("git knows now how to treat the record ({files}).")
            show.line("✓ " + text.format(files=", ".join(changed)))
        elif not init and not sync_setup.is_set_up(folder):
            show.message(_("For git pull by hand to unite the record too: lovp sync --init"))
        show.warn(sync_report.warnings(done))
        for line in sync_report.lines(done):
            show.line(line)
        _show_standing(plan, done.received)


def _show_standing(plan_option: str | None, received: Sequence[Outcome]) -> None:
    """Where the targets stand on which something was received, and what is wrong with the record."""
    try:
        folder = context.open_folder(plan_option)
    except LovpError:
        return
    warnings: list[str] = []
    for plan in folder.plans:
        series = {row.target for row in received if row.date.year == plan.year}
        if not series and plan != context.choose_plan(folder, None):
            continue
        record = recorded.read_record(folder, plan)
        warnings += record_report.faults(record)
        for line in sync_report.standings(recorded.standing_today(plan, record, series)):
            show.line(line)
    show.warn(dict.fromkeys(warnings))
