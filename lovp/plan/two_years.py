"""Two years of a plan that are compared: which ones, and up to which day of each."""

from collections.abc import Sequence
from datetime import date

from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import Month, parse_date, parse_month, same_day
from lovp.plan.folder import not_in


def choose_years(plans: Sequence[Plan], asked: Sequence[Plan]) -> tuple[Plan, Plan]:
    """The two plans asked for, the earlier one first; one alone goes with the year before it.

    Where none is asked for, the two latest. Raises LovpError where there are no two.
    """
    ordered = sorted(plans, key=lambda plan: plan.year)
    oldest = ordered[0].year
    if len(ordered) == 1:
        raise LovpError(
            _("There is only one year in the plan, {year}.").format(year=oldest),
            _("Another is added to targets.yaml with lovp plan new {year}.").format(year=oldest + 1),
        )
    if len(asked) < 2:
        after = asked[0] if asked else ordered[-1]
        asked = [after, *(plan for plan in reversed(ordered) if plan.year < after.year)][:2]
    if len(asked) < 2:
        raise UsageError(
            _("There is no year before {year} in the plan.").format(year=oldest),
            _("Name two years: lovp compare {before} {after}").format(before=oldest, after=ordered[1].year),
        )
    before, after = sorted(asked, key=lambda plan: plan.year)
    if before.year == after.year:
        raise UsageError(
            _("A year can't be compared with itself."), _("Name two years: lovp compare 2023 2024")
        )
    return before, after


def choose_day(before: Plan, after: Plan, as_of: str | None, month: str | None, *, today: date) -> date:
    """The day of the later year up to which both are compared. Raises LovpError where it is in neither."""
    if as_of is not None and month is not None:
        raise UsageError(_("A day and a month say different things."), _("Leave out --as-of or --month."))
    if month is not None:
        wanted = parse_month(month, today, after.year)
        # The month's last day in the later year, which may have a longer February.
        asked, day = wanted.last, Month(after.year, wanted.number).last
    elif as_of is not None:
        asked = day = parse_date(as_of, today, after.year)
    else:
        asked = day = min(today, after.last_day)
        if day < after.first_day:
            raise LovpError(_("{month} has not begun.").format(month=after.year), _("Give an earlier year."))
    if asked.year not in (before.year, after.year):
        raise not_in(after, asked)
    return same_day(day, after.year)
