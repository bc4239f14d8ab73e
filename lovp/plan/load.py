"""The way in: find targets.yaml, read it, choose a year.

Cheap to import: yaml and pydantic are loaded when a file is read.
"""

import os
import stat
from datetime import date
from pathlib import Path

from lovp.errors import LovpError, UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan import MAX_BYTES
from lovp.trouble import why

FILE_NAME = "targets.yaml"
_MISNAMED = ("targets.yaml.txt", "targets.yml")
"""What it is called where Notepad adds an ending that Windows hides, and by who is used to the other."""
SCHEMA_NAME = "targets.schema.json"
"""What the schema for editors is called beside it (`json_schema`)."""
READ_ME = {"sv": "LÄS MIG.txt", "en": "READ ME.txt"}
"""What the text is called that explains the folder, by the plan's language: the one its readers speak."""


def find_plan(start: Path) -> Path:
    """The targets.yaml in the folder `start` or the nearest folder above; `LovpError` if there is none."""
    try:
        start = start.absolute()
    except FileNotFoundError as error:
        message = _("The folder that you are in doesn't exist any more.")
        raise LovpError(message, _("Go to another folder.")) from error
    for folder in (start, *start.parents):
        path = folder / FILE_NAME
        # Unlike Path.exists, this is false of what may not be looked at, and true of a broken link.
        if os.path.lexists(path):
            return path
    if name := misnamed_plan(start):
        raise _misnamed(start, name)
    message = _("There is no {file} in {folder} or in a folder above it.").format(
        file=FILE_NAME, folder=start
    )
    raise LovpError(message, _("Go to the plan's folder, or make a new one with lovp init."))


def misnamed_plan(folder: Path) -> str:
    """The name of a file in the folder that is meant to be targets.yaml; empty where there is none."""
    return next((name for name in _MISNAMED if (folder / name).is_file()), "")


def cache_folder() -> Path:
    """Where a computer keeps what can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("lovp", appauthor=False, opinion=False)


def load_plans(path: Path) -> tuple[Plan, ...]:
    """The plans of a file, by year.

    `PlanError` with every mistake in it, in the order of the file; `LovpError` if the file can't be read.
    """
    from lovp.plan.cache import cached, keep

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
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe or a device would be waited for, or read for ever.
            raise _not_a_file(path)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error


def _not_a_file(path: Path) -> LovpError:
    if path.is_dir():
        message = _("{path} is a folder, but should be a file.").format(path=path)
        return LovpError(message, _("Rename the folder, or name the file in it with --plan."))
    message = _("{path} is not an ordinary file.").format(path=path)
    return LovpError(message, _("Put the plan there as a file, or name another with --plan."))


def _unreadable(path: Path, error: OSError) -> LovpError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if name := misnamed_plan(path.parent):
            return _misnamed(path.parent, name)
        message = _("{path} doesn't exist.").format(path=path)
        return LovpError(message, _("Check the name, or make a new plan with lovp init."))
    if isinstance(error, PermissionError):
        message = _("{path} may not be read.").format(path=path)
        return LovpError(message, _("Ask whoever owns the file to let you read it."))
    message = _("{path} can't be read: {reason}.").format(path=path, reason=why(error))
    return LovpError(message, _("Check the disk or the network folder, and try again."))


def _misnamed(folder: Path, name: str) -> LovpError:
    message = _("There is no {file} in {folder}, but {name}.").format(
        file=FILE_NAME, folder=folder, name=name
    )
    return LovpError(
        message,
        _("Rename it to {file}; in Windows tick View > File name extensions first.").format(file=FILE_NAME),
    )


def choose_year(plans: tuple[Plan, ...], year: int | None, today: date) -> Plan:
    """The plan of the year asked for, or else of this year, or else the latest; `UsageError` without one."""
    by_year = {plan.year: plan for plan in plans}
    if year is None:
        return by_year.get(today.year) or by_year[max(by_year)]
    if year not in by_year:
        years = ", ".join(str(known) for known in sorted(by_year))
        message = _("There is no plan for {year}, only for {years}.").format(year=year, years=years)
        raise UsageError(message, _("Add the year with lovp plan new {year}.").format(year=year))
    return by_year[year]
