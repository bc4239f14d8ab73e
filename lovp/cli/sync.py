"""`lovp sync`: what is recorded here and what others have recorded, the same at both ends, through git."""

from typing import Annotated

from lovp.cli import context, options, show, writers
from lovp.exchange.sharing import sync as exchange
from lovp.exchange.sharing.git import Git
from lovp.i18n import _
from lovp.render import record_report


def sync(
    init: Annotated[
        bool, options.flag("--init", _("Make the plan's folder a git repository first, unless it is one."))
    ] = False,
    plan: options.Plan = None,
) -> None:
    """Commit the record, fetch, merge and send; then say what was sent and received."""
    opened = context.open_folder(plan)
    folder = opened.path.resolve()
    git = Git(folder, writers.current(folder))
    if init:
        git("init", "--quiet", "--initial-branch=main")
    done = exchange.sync(git, opened.plan_file.name)
    with show.after_saving():
        show.warn(record_report.sync_warnings(done))
        for line in record_report.synced(done):
            show.line(line)
