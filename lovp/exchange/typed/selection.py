"""Outcomes chosen by target, area, place, writer and day, as a user names them."""

from collections.abc import Iterable
from datetime import date

from lovp import matching
from lovp.dates import parse_date, parse_month
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Outcome, Plan
from lovp.record.folder import slug_text


def select(
    plan: Plan,
    rows: Iterable[Outcome],
    days: tuple[date, date],
    *,
    target: str | None = None,
    area: str | None = None,
    place: str | None = None,
    writer: str | None = None,
) -> list[Outcome]:
    """The rows of the days (both included) that pass every filter, newest first.

    Those of a group are also those of the places in it. Raises UsageError for a name that is not in the plan.
    """
    targets = plan.targets() if area is None else matching.area(plan, area).targets
    series = {one.series for one in targets}
    if target is not None:
        series &= {matching.target(plan, target).series}
    rows = [row for row in rows if row.target in series and days[0] <= row.date <= days[1]]
    if place is not None:
        places = {one.name for one in plan.inside(matching.place(plan, place).name)}
        rows = [row for row in rows if row.place in places]
    if writer is not None:
        rows = [row for row in rows if row.writer == slug_text(writer)]
    return sorted(rows, key=lambda row: row.latest_key, reverse=True)


def parse_days(
    month: str | None, since: str | None, until: str | None, *, today: date, plan: Plan
) -> tuple[date, date] | None:
    """The first and the last day asked for; None where none is. Days without a year are in the plan's."""
    if month is None and since is None and until is None:
        return None
    whole = None if month is None else parse_month(month, today, plan.year)
    last = parse_date(until, today, plan.year) if until is not None else whole and whole.last
    first = parse_date(since, today, plan.year) if since is not None else whole and whole.first
    first = first or date((last or plan.last_day).year, 1, 1)
    last = last or date(first.year, 12, 31)
    if first > last:
        raise UsageError(_("The period ends before it begins."), _("Change --from or --to."))
    return first, last
