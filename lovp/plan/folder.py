"""A folder with a plan: its years, where each year's record lies, and which years are asked for."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp.dates import parse_date
from lovp.errors import LovpError, UsageError
from lovp.model import Plan
from lovp.period import Month, same_day
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

    Where none is asked for, the two latest. Raises UsageError where there are no two.
    """
    by_year = {plan.year: plan for plan in plans}
    years = sorted({plan.year for plan in asked} or {max(by_year)})
    if len(asked) < 2:
        years = [year for year in sorted(by_year) if year <= years[0]][-2:]
    if len(years) == 1:
        raise UsageError(*words("two-years", years=sorted(by_year)))
    return by_year[years[0]], by_year[years[1]]


def choose_day(before: Plan, after: Plan, as_of: str | None, *, today: date) -> date:
    """The day of the later year up to which both are compared. Raises LovpError where it is in neither."""
    if as_of is None and today < after.first_day:
        raise LovpError(*words("not-begun", year=after.year))
    day = min(today, after.last_day) if as_of is None else parse_date(as_of, today, after.year)
    if day.year not in (before.year, after.year):
        raise not_in(after, day)
    return same_day(day, after.year)
