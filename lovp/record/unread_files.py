"""What lies among the outcomes and is not read: a year saved as a workbook, a file in the wrong folder."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lovp.errors import Problem
from lovp.i18n import _
from lovp.text import clean_text, fold

OLD = ".csv.old"
"""How the names of conflict copies end whose rows are in their writer's file (`lovp check --tidy`)."""
_NO_OUTCOMES = {"readme", "read me", "las mig", "desktop", "thumbs"}
"""What texts about a folder are called, and what Windows puts into one; without the ending."""


def unread_files(folder: Path, year: int) -> Iterator[Problem]:
    """What lies in `folder`/data and is counted nowhere; `year` is an example of a folder for it."""
    for path in _entries(folder / "data"):
        if path.is_dir() and re.fullmatch("[12][0-9]{3}", path.name):
            for inner in _entries(path):
                if inner.suffix.lower() != ".csv":
                    yield _problem(inner, folder, path.name)
        elif not path.is_dir() or _entries(path):
            yield _problem(path, folder, str(year))


def years_without_plan(folder: Path, planned: Iterable[int]) -> Iterator[Problem]:
    """Years of the record in `folder`/data that no plan is for: their outcomes are counted nowhere."""
    files = folder.glob("data/[12][0-9][0-9][0-9]/*.csv")
    for year in sorted({path.parent.name for path in files} - {str(year) for year in planned}):
        message = _("There is no plan for {year}, so these outcomes are counted nowhere.")
        remedy = _("Add the year to targets.yaml: lovp plan new {year}")
        yield Problem(f"data/{year}", 0, 0, "", message.format(year=year), remedy.format(year=year))


def _entries(folder: Path) -> list[Path]:
    """What may be meant as outcomes in a folder, by name; nothing where it can't be read.

    Names of locks, and of what systems and programs leave behind, begin with a point or a tilde.
    """
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    meant = [path for path in found if path.name[0] not in ".~" and not path.name.endswith(OLD)]
    return [path for path in meant if fold(path.stem) not in _NO_OUTCOMES]


def _problem(path: Path, folder: Path, year: str) -> Problem:
    message = _("Only CSV files in data/{year} are read, so what is in this is counted nowhere.")
    remedy = _("Put outcomes into data/{year} as CSV, under a free name; move the rest elsewhere.")
    name = clean_text(path.relative_to(folder).as_posix())
    return Problem(name, 0, 0, "", message.format(year=year), remedy.format(year=year))
