"""`lovp` alone: the state on one screen."""

from lovp.cli import context, recorded, show, tables
from lovp.i18n import _
from lovp.progress.compute import progress
from lovp.progress.overview import overview as compute


def overview(plan_file: str | None = None) -> None:
    """Show the state today on one screen, or on the last day of a year that is over."""
    from lovp.render import overview as render
    from lovp.render import progress_grids

    folder = context.open_folder(plan_file)
    plan, day = context.choose_plan_and_day(folder, None, None)
    record = recorded.read(folder, plan)
    state = progress(plan, record.outcomes, day, warnings=recorded.warnings(record))
    tables.show(render.grids(compute(state, record.outcomes)), progress_grids.heading(state))
    if not record.outcomes:
        show.line("\n" + _("Nothing is recorded yet. Begin with: lovp log"))
    show.warn(state.warnings)
