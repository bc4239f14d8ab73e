"""A folder with a plan: its years, where each year's record lies, and which years are asked for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp.dates import parse_date
from lovp.errors import LovpError, UsageError
from lovp.model import Plan
from lovp.period import Month, parse_month, same_day
from lovp.plan.words import words


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
    return UsageError(*words("day-of-another-year", day=day, year=plan.year))


def plan_of(folder: Folder, asked: date | Month) -> Plan:
    """The plan of the year of a day or a month. Raises LovpError where there is none."""
    for plan in folder.plans:
        if plan.year == asked.year:
            return plan
    years = ", ".join(str(plan.year) for plan in folder.plans)
    raise LovpError(*words("outside-the-plan", asked=asked, years=years, year=asked.year))


def choose_years(plans: Sequence[Plan], asked: Sequence[Plan]) -> tuple[Plan, Plan]:
    """The two plans to compare, the earlier one first; one alone goes with the year before it.

    Where none is asked for, the two latest. Raises LovpError where there are no two.
    """
    ordered = sorted(plans, key=lambda plan: plan.year)
    years = [plan.year for plan in ordered]
    if len(years) == 1:
        raise LovpError(*words("one-year", year=years[0], next=years[0] + 1))
    chosen = sorted(asked, key=lambda plan: plan.year) or ordered[-1:]
    if len(chosen) == 1:
        chosen = [plan for plan in ordered if plan.year <= chosen[0].year][-2:]
    if len(chosen) == 1:
        raise UsageError(*words("no-year-before", before=years[0], after=years[1]))
    before, after = chosen
    if before.year == after.year:
        raise UsageError(*words("same-year", before=years[0], after=years[1]))
    return before, after


def choose_day(before: Plan, after: Plan, as_of: str | None, month: str | None, *, today: date) -> date:
    """The day of the later year up to which both are compared. Raises LovpError where it is in neither."""
    if as_of is not None and month is not None:
        raise UsageError(*words("day-and-month"))
    if month is not None:
        wanted = parse_month(month, today, after.year)
        # The month's last day in the later year, which may have a longer February.
        asked, day = wanted.last, Month(after.year, wanted.number).last
    elif as_of is not None:
        asked = day = parse_date(as_of, today, after.year)
    elif today < after.first_day:
        raise LovpError(*words("not-begun", month=after.year))
    else:
        asked = day = min(today, after.last_day)
    if asked.year not in (before.year, after.year):
        raise not_in(after, asked)
    return same_day(day, after.year)
