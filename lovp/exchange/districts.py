"""The districts of a roll-up: from the folders that were named, or a file that lists them, to their plans."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lovp.errors import LovpError, PlanError
from lovp.i18n import _
from lovp.model import Plan
from lovp.plan.load import FILE_NAME, load_plans
from lovp.text import printable

_LONGEST_NAME, _LONGEST_PROBLEM = 60, 300
"""Characters of a folder's name and of what is wrong with it that are shown."""


class District(NamedTuple):
    """A folder that was named: its name among the others, its targets.yaml, and the plans or why not."""

    name: str
    file: Path
    plans: tuple[Plan, ...]
    problem: str = ""

    @property
    def organisation(self) -> str:
        """As its latest plan has it; empty without a plan."""
        return max(self.plans, key=lambda plan: plan.year).organisation if self.plans else ""

    def plan_of(self, year: int) -> Plan | None:
        """Its plan of the year, if it has one."""
        return next((plan for plan in self.plans if plan.year == year), None)


def plan_files(named: Iterable[Path]) -> list[Path]:
    """The targets.yaml of every folder named, in that order, each once however often it is named.

    A file that is named is a list of folders, unless it is a YAML file itself.
    """
    found: dict[str, Path] = {}
    for path in named:
        # Unlike Path.is_file, this is false of a name that no file can have.
        is_list = os.path.isfile(path) and not _is_yaml(path)  # noqa: PTH113
        for each in _read_list(path) if is_list else [path]:
            file = each if _is_yaml(each) else each / FILE_NAME
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _is_yaml(path: Path) -> bool:
    return path.suffix in (".yaml", ".yml")


def _read_list(path: Path) -> list[Path]:
    """The folders that a list names, one a line, relative to the list; LovpError if it can't be read."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = "\0"
    if "\0" in text:
        message = _("{path} is not a list of folders.").format(path=path)
        raise LovpError(message, _("A list is a text in UTF-8 that names a folder on each line."))
    lines = [line.strip() for line in text.splitlines()]
    return [path.parent / line for line in lines if line and not line.startswith("#")]


def open_districts(files: Iterable[Path]) -> tuple[District, ...]:
    """Each district with its plans, or with the reason why they can't be read.

    Raises LovpError where none can be read, and where two folders are of one organisation: a copy would count
    double.
    """
    opened = [_open(file) for file in files]
    known: dict[str, District] = {}
    for each in opened:
        if each.plans and known.setdefault(each.organisation, each) is not each:
            raise LovpError(
                _("{one} and {other} are both of {organisation}, and would be counted double.").format(
                    one=known[each.organisation].file.parent,
                    other=each.file.parent,
                    organisation=each.organisation,
                ),
                _("Leave one of them out, or correct organisation: in its targets.yaml."),
            )
    if not known:
        raise LovpError(
            opened[0].problem if len(opened) == 1 else _("None of the folders has a plan that can be read."),
            _("Name the folders that have a targets.yaml, or a file that lists them."),
        )
    short = dict(zip(known, short_names(list(known)), strict=True))
    # One that can't be read is called as its folder.
    names = [short.get(each.organisation, each.name) for each in opened]
    return tuple(
        each._replace(name=name if names.count(name) == 1 else f"{name} ({each.file.parent})")
        for each, name in zip(opened, names, strict=True)
    )


def _open(file: Path) -> District:
    name = printable(file.parent.absolute().name or str(file.parent), _LONGEST_NAME)
    try:
        return District(name, file, load_plans(file))
    except PlanError as error:
        problem = _("{problem}; lovp check in that folder shows it.").format(problem=error.message)
    except LovpError as error:
        problem = error.message
    return District(name, file, (), printable(problem, _LONGEST_PROBLEM))


def short_names(organisations: Sequence[str]) -> list[str]:
    """The organisations without the words that most of them begin with.

    LO-distriktet i Skåne and LO-distriktet i Västsverige are Skåne and Västsverige.
    """
    words = [name.split() for name in organisations]
    begins = Counter(tuple(each[:count]) for each in words for count in range(1, len(each)))
    most = max(1, len(words) // 2)
    common = [sum(begins[tuple(each[:count])] > most for count in range(1, len(each))) for each in words]
    return [" ".join(each[count:]) for each, count in zip(words, common, strict=True)]
