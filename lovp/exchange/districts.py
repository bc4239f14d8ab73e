"""The districts of a roll-up: from the folders, or lists of folders, that were named to their plans."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from lovp.cells import printable
from lovp.decoding import read_lines
from lovp.errors import LovpError, PlanError
from lovp.i18n import _, ngettext
from lovp.model import Plan
from lovp.plan.load import FILE_NAME, load_plans
from lovp.trouble import why

MOST_LISTED = 1000
"""Folders that a list may name; a longer file is something else."""
_MOST_BYTES = 1_000_000
_LONGEST_NAME, _LONGEST_PROBLEM = 60, 300
"""Characters of a folder's name and of what is wrong with it that are shown."""


class District(NamedTuple):
    """A folder that was named: its name among the others, its targets.yaml, and the plans or why not."""

    name: str
    file: Path
    plans: tuple[Plan, ...]
    problem: str = ""

    @property
    def organisation(self) -> str | None:
        """As its latest plan has it."""
        return max(self.plans, key=lambda plan: plan.year).organisation if self.plans else None


def plan_files(named: Iterable[Path]) -> list[Path]:
    """The targets.yaml of every folder named, in that order, each once however often it is named.

    A file that is named is a list of folders, unless it is a YAML file itself. Raises LovpError for a list
    that can't be read.
    """
    found: dict[Path, Path] = {}
    for path in named:
        for each in _listed(path) if _is_list(path) else [path]:
            file = each if _is_yaml(each) else each / FILE_NAME
            found.setdefault(_resolved(file), file)
    return list(found.values())


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml") and not _is(path.is_dir)


def _is_list(path: Path) -> bool:
    return _is(path.is_file) and not _is_yaml(path)


def _is(question: Callable[[], bool]) -> bool:
    """Whether it is so; of a name that no file can have, nothing is."""
    try:
        return question()
    except OSError:
        return False


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        # A circle of links is nowhere; reading it will say so.
        return path.absolute()


def _listed(path: Path) -> list[Path]:
    """The folders that a list names, one a line, relative to the list."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        message = _("{path} can't be read: {reason}.").format(path=path, reason=why(error))
        raise LovpError(message, _("Name the folders themselves, or another list.")) from None
    lines = [line.strip().strip('"').strip() for block in read_lines(BytesIO(content)) for line in block]
    named = [line for line in lines if line and not line.startswith("#")]
    if len(content) > _MOST_BYTES or len(named) > MOST_LISTED or any("\0" in line for line in named):
        message = _("{path} is not a list of folders.").format(path=path)
        raise LovpError(message, _("A list names a folder on each line."))
    return [_folder(path.parent, line) for line in named]


def _folder(base: Path, line: str) -> Path:
    """The folder that a line names; one written on Windows is found elsewhere too."""
    try:
        path = base / Path(line).expanduser()
    except RuntimeError:
        # Nobody's home: it is not there, which reading it will say.
        path = base / line
    if os.sep == "/" and "\\" in line and not os.path.lexists(path):
        return base / PureWindowsPath(line).as_posix()
    return path


def open_districts(files: Sequence[Path]) -> tuple[District, ...]:
    """Each district with its plans, or with the reason why they can't be read.

    Raises LovpError where none can be read, and where two folders are of one organisation: a copy would count
    double.
    """
    read = [_opened(file) for file in files]
    if not any(each.plans for each in read):
        raise LovpError(
            read[0].problem if len(read) == 1 else _("None of the folders has a plan that can be read."),
            _("Name the folders that have a targets.yaml, or a file that lists them."),
        )
    _refuse_twins(read)
    names = iter(short_names([each.organisation for each in read if each.organisation]))
    wished = [next(names) if each.plans else each.name for each in read]
    return tuple(each._replace(name=name) for each, name in zip(read, _told_apart(read, wished), strict=True))


def _opened(file: Path) -> District:
    name = printable(file.parent.absolute().name or str(file.parent), _LONGEST_NAME)
    try:
        return District(name, file, load_plans(file))
    except PlanError as error:
        count = len(error.problems)
        text = ngettext(
            "its {file} has {count} mistake, which lovp check shows there",
            "its {file} has {count} mistakes, which lovp check shows there",
            count,
        )
        return District(name, file, (), text.format(file=file.name, count=count) + ".")
    except LovpError as error:
        return District(name, file, (), printable(error.message, _LONGEST_PROBLEM))


def _refuse_twins(read: Iterable[District]) -> None:
    first: dict[str, District] = {}
    for each in read:
        if each.organisation is None:
            continue
        former = first.setdefault(each.organisation, each)
        if former is not each:
            raise LovpError(
                _("{one} and {other} are both of {organisation}, and would be counted double.").format(
                    one=former.file.parent, other=each.file.parent, organisation=each.organisation
                ),
                _("Leave one of them out, or correct organisation: in its targets.yaml."),
            )


def short_names(organisations: Sequence[str]) -> list[str]:
    """The organisations without the words that most of them begin with.

    LO-distriktet i Skåne and LO-distriktet i Västsverige are Skåne and Västsverige.
    """
    words = [name.split() for name in organisations]
    begins = Counter(tuple(each[:count]) for each in words for count in range(1, len(each)))
    found = []
    for each in words:
        common = (
            count
            for count in range(len(each) - 1, 0, -1)
            if begins[tuple(each[:count])] > max(1, len(words) // 2)
        )
        found.append(" ".join(each[next(common, 0) :]))
    return found


def _told_apart(read: Sequence[District], wished: Sequence[str]) -> list[str]:
    """The names, each once: what can't be read is called as its folder, which another may be called too."""
    taken = {name for each, name in zip(read, wished, strict=True) if each.plans}
    counts = Counter(name for each, name in zip(read, wished, strict=True) if each.plans)
    found = []
    for each, wish in zip(read, wished, strict=True):
        name = wish
        if each.plans and counts[wish] > 1:
            name = each.organisation or wish
        while not each.plans and name in taken:
            name += "*"
        taken.add(name)
        found.append(name)
    return found
