"""What a command works on: the plan file, the year, the record's folder, the day."""

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

from lovp.dates import parse_date
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import shown
from lovp.plan.load import FILE_NAME, Folder, choose_year, find_plan, load_plans, not_in, plan_of


def open_folder(plan_option: str | None) -> Folder:
    """The folder that `--plan` or `LOVP_PLAN` names, else the nearest, here or above. Raises LovpError."""
    named = plan_option or os.environ.get("LOVP_PLAN")
    file = parse_path(named) if named else find_plan(Path())
    if named and file.is_dir():
        file = file / FILE_NAME
    return Folder(file, load_plans(file))


def parse_path(text: str | Path) -> Path:
    """The path that was typed, `~` being the home folder. Raises UsageError for nothing."""
    if not str(text).strip():
        raise UsageError(_("The name of a file or folder is empty."), _("Write it, or leave the option out."))
    return Path(os.path.expanduser(text))  # noqa: PTH111 - unlike Path's, it takes a home that nobody has


def parse_year(text: str) -> int:
    """The year that the text says. Raises UsageError for anything but four figures."""
    if not re.fullmatch("[0-9]{4}", text):
        message = _("“{text}” is not a year.").format(text=shown(text, 20))
        raise UsageError(message, _("Write it as 2025."))
    return int(text)


def today() -> date:
    """The day, or what `LOVP_TODAY` says it is: for trying things out, and for tests."""
    if pretended := os.environ.get("LOVP_TODAY"):
        try:
            return date.fromisoformat(pretended)
        except ValueError:
            raise UsageError(_("LOVP_TODAY is not a date."), _("Write it as 2024-05-31.")) from None
    return datetime.now().astimezone().date()


def now() -> datetime:
    """The moment in UTC, whatever day `LOVP_TODAY` says it is."""
    return datetime.now(UTC)


def choose_plan(folder: Folder, year: str | None) -> Plan:
    """The plan of the year asked for; else this year's if there is one, else the latest."""
    return choose_year(folder.plans, None if year is None else parse_year(year), today())


def choose_plan_and_day(folder: Folder, year: str | None, day: str | None) -> tuple[Plan, date]:
    """The plan and the day of `--as-of`, whose year is the plan's; else the day of the year nearest today."""
    plan = choose_plan(folder, year)
    if day is None:
        return plan, max(plan.first_day, min(today(), plan.last_day))
    chosen = parse_date(day, today(), plan.year)
    if chosen.year != plan.year and year is None:
        plan = plan_of(folder, chosen)
    if chosen.year != plan.year:
        raise not_in(plan, chosen)
    return plan, chosen
