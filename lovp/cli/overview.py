"""`lovp` alone: the state on one screen."""

from lovp.cli import context, recorded, show
from lovp.progress.compute import progress_of
from lovp.progress.measures import daily
from lovp.progress.overview import overview as compute


def overview(plan_file: str | None) -> None:
    """Show the state today on one screen, or on the last day of a year that is over."""
    from lovp.render import overview as render
    from lovp.render import record_report

    folder = context.open_folder(plan_file)
    plan, day = context.choose_plan_and_day(folder, None, None)
    record = recorded.read_record(folder, plan)
    state = progress_of(plan, daily(plan, record.outcomes), day, warnings=record_report.faults(record))
    show.tables(render.grids(compute(state, record.outcomes)), "")
    show.warn(state.warnings)
