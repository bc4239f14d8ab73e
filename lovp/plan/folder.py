"""A folder with a plan: its years, where each year's record lies, and which year a day belongs to."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.period import Month


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
    """What to raise where a day and a year were asked for that do not go together."""
    return UsageError(
        _("{day} is not in {year}.").format(day=day, year=plan.year), _("Change the day or the year.")
    )


def plan_of(folder: Folder, asked: date | Month) -> Plan:
    """The plan of the year of a day or a month. Raises LovpError where there is none."""
    plan = next((plan for plan in folder.plans if plan.year == asked.year), None)
    if plan is None:
        years = ", ".join(str(plan.year) for plan in folder.plans)
        raise LovpError(
            _("{asked} is outside the plan, which is for {years}.").format(asked=asked, years=years),
            _("Choose another time, or begin the new year: lovp plan new {year}").format(year=asked.year),
        )
    return plan
