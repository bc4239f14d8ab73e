"""The names that programs give to the other side of a conflict: of which file, and by which program. Pure.

Sources: Nextcloud's and ownCloud's `Utility::makeConflictFileName`, Syncthing's `conflictName`, Dropbox's
help in English and Swedish; OneDrive puts the computer's name after a hyphen.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from lovp.model import Outcome
from lovp.record.writer import slug_text

KEPT_BY = "lovp sync"
"""Of two versions that can't be united, `lovp sync` keeps the one beside the other."""
_PROGRAMS = (
    (KEPT_BY, r"(.+?) \(lovp conflict [0-9a-f]{8}\)"),
    ("Syncthing", r"(.+?)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"),
    # Its date has a time after it, so that it is looked for before Dropbox's.
    (
        "Nextcloud",
        r"(.+?)(?: \((?:conflicted copy|case clash from) (?:[^()]* )?\d{4}-\d\d-\d\d \d{6}\)"
        r"|_conflict(?:_[^()]*)?-\d{8}-\d{6})",
    ),
    (
        "Dropbox",
        r"(.+?) \([^()]*(?:conflicted copy|konfliktkopia|case conflict|skiftlägeskonflikt|"
        r"selective sync conflict|unicode encoding conflict)[^()]*(?:\(\d+\))?\)(?: \(\d+\))?",
    ),
)
_ONEDRIVE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.\d+)?-[^.()]+")


_writer_of = attrgetter("writer")


class CopyName(NamedTuple):
    """Of which file (by name) a file is the copy, and which program names a copy so."""

    original: str
    program: str


def copy_names(names: Collection[str], alien: Iterable[str]) -> dict[str, CopyName]:
    """Those of the files' names that a program gave to a conflict copy.

    OneDrive's are like names of writers (`skola-ung.csv`), so that such a file is a copy only if it is among
    the `alien` ones, which hold rows of another writer than they are named after, and what it would be a copy
    of is there.
    """
    known = set(names)
    others = set(alien)
    found = {}
    for name in names:
        copy = certain_copy(name) or (_of_computer(name, known) if name in others else None)
        if copy:
            found[name] = copy
    return found


def certain_copy(name: str) -> CopyName | None:
    """What the name alone says; a copy of a copy is one of the file that the first was made of."""
    stem, ending = name[:-4], name[-4:]
    for program, form in _PROGRAMS:
        if found := re.fullmatch(form, stem, re.IGNORECASE):
            original = found[1] + ending
            first = certain_copy(original)
            return CopyName(first.original if first else original, program)
    return None


def writer_in(name: str) -> str:
    """The writer for whom a file of that name is, as files have it; empty for a name that is no writer's."""
    stem = re.sub(r"\.\d+$", "", name[:-4]).lower()
    return stem if stem == slug_text(stem) else ""


def is_file_of(file: str, writer: str) -> bool:
    """Whether the file has the name that the writer's file is given: `WRITER.csv`, `WRITER.2.csv`."""
    stem, name = file[:-4].lower(), slug_text(writer)
    return stem == name or bool(re.fullmatch(re.escape(name) + r"\.[0-9]+", stem))


class FileCounts:
    """What each file of a record holds: its writers, and rows that no file read before it holds."""

    def __init__(self) -> None:
        self._writers: defaultdict[str, set[str]] = defaultdict(set)
        self._new: Counter[str] = Counter()

    def add(self, file: str, rows: Sequence[Outcome], new: int) -> None:
        """Count rows of the file, so many of which are new."""
        if rows:
            self._writers[file].update(map(_writer_of, rows))
            self._new[file] += new

    def strangers(self) -> list[str]:
        """The files that hold rows of another writer than they are named after, by name."""
        return sorted(
            file
            for file, writers in self._writers.items()
            if not all(is_file_of(file, writer) for writer in writers)
        )

    def copies(self) -> list[str]:
        """The files that hold rows of another writer, or only rows that files before them hold, by name."""
        repeating = {file for file in self._writers if not self._new[file]}
        return sorted(repeating.union(self.strangers()))


def _of_computer(name: str, known: Collection[str]) -> CopyName | None:
    stem, ending = name[:-4], name[-4:]
    parts = stem.split("-")
    # The longest name that is there: skola-ung-PC7 is of skola-ung, if both that and skola are.
    for end in range(len(parts) - 1, 0, -1):
        original = "-".join(parts[:end]) + ending
        if original in known and _ONEDRIVE.fullmatch(stem) and writer_in(original):
            return CopyName(original, "OneDrive")
    return None
