"""The way in: find targets.yaml, read it, choose among its years."""

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lovp.dates import Month
from lovp.errors import LovpError, UsageError, why
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan import MAX_BYTES
from lovp.plan.cache import cache_folder, cached, keep
from lovp.plan.faults import words

FILE_NAME = "targets.yaml"
_MISNAMED = ("targets.yaml.txt", "targets.yml")  # Windows hides an ending that Notepad adds
SCHEMA_NAME = "targets.schema.json"  # for editors


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


def find_plan(start: Path) -> Path:
    """The targets.yaml in the folder `start` or the nearest folder above; `LovpError` if there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        # Unlike Path.exists, this is false of what may not be looked at, and true of a broken link.
        if os.path.lexists(folder / FILE_NAME):
            return folder / FILE_NAME
    raise _missing(start / FILE_NAME, "no-plan")


def misnamed_plan(folder: Path) -> str:
    """The name of a file in the folder that is meant to be targets.yaml; empty where there is none."""
    return next((name for name in _MISNAMED if (folder / name).is_file()), "")


def _missing(path: Path, fault: str) -> LovpError:
    """The error for a plan that is not there: that it has another name, if so, else the fault named."""
    name = misnamed_plan(path.parent)
    fault = "misnamed" if name else fault
    return LovpError(*words(fault, path=path, folder=path.parent, file=FILE_NAME, name=name))


def load_plans(path: Path) -> tuple[Plan, ...]:
    """The plans of a file, by year; `PlanError` with every mistake, `LovpError` if it can't be read."""
    content = read_plan_file(path)
    known = cached(cache_folder(), content)
    if known is None:
        known = parse_plans(content, path.name)
        keep(cache_folder(), content, known)
    return known


def parse_plans(content: str | bytes, name: str) -> tuple[Plan, ...]:
    """The plans of a file's content, by year; `PlanError` with every mistake in it, in file `name`."""
    from lovp.plan import parse

    return parse.parse_plans(content, name)


def read_plan_file(path: Path) -> bytes:
    """The file's bytes, at most one more than a plan may have; `LovpError` if it can't be read."""
    try:
        if path.exists() and not path.is_file():
            raise OSError(_("it is not an ordinary file"))  # a pipe would be waited for
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(path, "no-file") from error
    except OSError as error:
        message, remedy = words("unreadable", path=path)
        raise LovpError(f"{message}: {why(error)}.", remedy) from error


def choose_year(plans: tuple[Plan, ...], year: int | None, today: date) -> Plan:
    """The plan of the year asked for, or else of this year, or else the latest; `UsageError` without one."""
    by_year = {plan.year: plan for plan in plans}
    if year is None:
        return by_year.get(today.year) or by_year[max(by_year)]
    if year not in by_year:
        raise UsageError(*words("outside-the-plan", asked=year, year=year, years=sorted(by_year)))
    return by_year[year]


def plan_of(folder: Folder, asked: date | Month) -> Plan:
    """The plan of the year of a day or a month. Raises LovpError where there is none."""
    by_year = {plan.year: plan for plan in folder.plans}
    if asked.year not in by_year:
        years = sorted(by_year)
        raise LovpError(*words("outside-the-plan", asked=asked, years=years, year=asked.year))
    return by_year[asked.year]


def not_in(plan: Plan, day: date) -> UsageError:
    """The error for a day that was asked for together with another year than its own."""
    return UsageError(*words("day-of-another-year", day=day, year=plan.year))
