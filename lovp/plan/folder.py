"""A folder with a plan: its years, where each year's record lies, and which years are asked for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import Month, parse_date, parse_month, same_day


class Folder(NamedTuple):
    """A folder with targets.yaml in it, and the plans of its years."""

    plan_file: Path
    plans: tuple[Plan, ...]

    @property
    def path(self) -> Path:
        """Where targets.yaml lies, and beside it the record in `data`."""
        return self.plan_file.parent

    def record_folder(self, year: int) -> Path:
        """Where the year's outcomes are kept, such as `data/2024`; it need not exist yet."""
        return self.path / "data" / str(year)


def not_in(plan: Plan, day: date) -> UsageError:
    """The error for a day and a year that were asked for together and do not go together."""
    message = _("{day} is not in {year}.").format(day=day, year=plan.year)
    return UsageError(message, _("Change the day or the year."))


def plan_of(folder: Folder, asked: date | Month) -> Plan:
    """The plan of the year of a day or a month. Raises LovpError where there is none."""
    for plan in folder.plans:
        if plan.year == asked.year:
            return plan
    years = ", ".join(str(plan.year) for plan in folder.plans)
    message = _("{asked} is outside the plan, which is for {years}.").format(asked=asked, years=years)
    remedy = _("Choose another time, or begin the new year: lovp plan new {year}")
    raise LovpError(message, remedy.format(year=asked.year))


def choose_years(plans: Sequence[Plan], asked: Sequence[Plan]) -> tuple[Plan, Plan]:
    """The two plans to compare, the earlier one first; one alone goes with the year before it.

    Where none is asked for, the two latest. Raises LovpError where there are no two.
    """
    ordered = sorted(plans, key=lambda plan: plan.year)
    oldest = ordered[0].year
    if len(ordered) == 1:
        message = _("There is only one year in the plan, {year}.").format(year=oldest)
        remedy = _("Another is added to targets.yaml with lovp plan new {year}.")
        raise LovpError(message, remedy.format(year=oldest + 1))
    chosen = sorted(asked, key=lambda plan: plan.year) or ordered[-1:]
    if len(chosen) == 1:
        chosen = [plan for plan in ordered if plan.year <= chosen[0].year][-2:]
    if len(chosen) == 1:
        message = _("There is no year before {year} in the plan.").format(year=oldest)
        remedy = _("Name two years: lovp compare {before} {after}")
        raise UsageError(message, remedy.format(before=oldest, after=ordered[1].year))
    before, after = chosen
    if before.year == after.year:
        message = _("A year can't be compared with itself.")
        raise UsageError(message, _("Name two years: lovp compare 2023 2024"))
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
