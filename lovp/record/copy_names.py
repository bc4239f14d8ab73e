"""The names that programs give to the other side of a conflict: of which file, and by which program. Pure.

Sources: Nextcloud's and ownCloud's `Utility::makeConflictFileName`, Syncthing's `conflictName`, Dropbox's
help in English and Swedish; OneDrive puts the computer's name after a hyphen.
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from lovp.record.writer import slug_text

_NEXTCLOUD = re.compile(
    r"(?P<stem>.+?)(?: \(conflicted copy (?:[^()]* )?\d{4}-\d\d-\d\d \d{6}\)"
    r"| \(case clash from \d{4}-\d\d-\d\d \d{6}\)|_conflict(?:_[^()]*)?-\d{8}-\d{6})",
    re.IGNORECASE,
)
_SYNCTHING = re.compile(r"(?P<stem>.+?)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?", re.IGNORECASE)
_DROPBOX = re.compile(
    r"(?P<stem>.+?) \([^()]*(?:conflicted copy|konfliktkopia|case conflict|skiftlägeskonflikt|"
    r"selective sync conflict|unicode encoding conflict)[^()]*(?:\(\d+\))?\)(?: \(\d+\))?",
    re.IGNORECASE,
)
KEPT_BY = "lovp sync"
_LOVP = re.compile(r"(?P<stem>.+?) \(lovp conflict [0-9a-f]{8}\)")
"""Of two versions that can't be united, `lovp sync` keeps the one so."""
_ONEDRIVE = re.compile(r"(?P<stem>[a-z0-9]+(?:-[a-z0-9]+)*(?:\.\d+)?)-(?P<computer>[^.()]+)")
# Nextcloud's date has a time after it, so that it is looked for before Dropbox's.
_CERTAIN = ((KEPT_BY, _LOVP), ("Syncthing", _SYNCTHING), ("Nextcloud", _NEXTCLOUD), ("Dropbox", _DROPBOX))


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
    program = ""
    while found := next((each for each in _matches(stem)), None):
        program = program or found[0]
        stem = found[1]
    return CopyName(stem + ending, program) if program else None


def writer_in(name: str) -> str:
    """The writer for whom a file of that name is, as files have it; empty for a name that is no writer's."""
    stem = re.sub(r"\.\d+$", "", name[:-4]).lower()
    return stem if stem == slug_text(stem) else ""


def _matches(stem: str) -> Iterable[tuple[str, str]]:
    for program, form in _CERTAIN:
        if found := form.fullmatch(stem):
            yield program, found["stem"]


def _of_computer(name: str, known: Collection[str]) -> CopyName | None:
    stem, ending = name[:-4], name[-4:]
    parts = stem.split("-")
    # The longest name that is there: skola-ung-PC7 is of skola-ung, if both that and skola are.
    for end in range(len(parts) - 1, 0, -1):
        original = "-".join(parts[:end]) + ending
        if original in known and _ONEDRIVE.fullmatch(stem) and writer_in(original):
            return CopyName(original, "OneDrive")
    return None
