"""`lovp sync`: what is recorded here and what others have recorded, the same at both ends, through git."""

import sys
from collections.abc import Collection
from typing import Annotated

from lovp.cli import context, options, recorded, show
from lovp.errors import LovpError
from lovp.exchange.sharing import sync as exchange
from lovp.exchange.sharing.git import Git
from lovp.i18n import _
from lovp.model import Outcome
from lovp.render import record_report, sync_report


def sync(
    init: Annotated[
        bool, options.flag("--init", _("Make the plan's folder a git repository first, unless it is one."))
    ] = False,
    plan: options.Plan = None,
) -> None:
    """Commit the record, fetch, merge and send; then say what was sent and received, and how things stand."""
    opened = context.open_folder(plan)
    folder = opened.path.resolve()
    git = Git(folder, context.writer(folder), asks=sys.stdin.isatty() and sys.stderr.isatty())
    if init:
        git.make_repository()
    done = exchange.sync(git, opened.plan_file.name)
    with show.after_saving():
        show.warn(sync_report.warnings(done))
        for line in sync_report.lines(done):
            show.line(line)
        _show_standing(plan, done.received)


def _show_standing(plan_option: str | None, received: Collection[Outcome]) -> None:
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
