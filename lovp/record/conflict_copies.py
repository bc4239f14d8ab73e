"""Whose each file of a record is: a writer's own, or a copy that a shared folder made of it. Pure.

Programs put the other side of a conflict beside the file, under a name that begins with the file's own:
`kansli-PC7.csv` (OneDrive), `kansli (conflicted copy 2024-03-12).csv`, `kansli.sync-conflict-….csv`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter

from lovp.model import Outcome
from lovp.writer import slug_text


def writer_in(name: str) -> str:
    """The writer whose own file has that name (`WRITER.csv`, `WRITER.2.csv`); empty for any other name."""
    stem = re.sub(r"\.\d+$", "", name[:-4]).lower()
    return stem if stem == slug_text(stem) else ""


class FileCounts:
    """What each file of a record holds: its writers, and rows that no file read before it holds."""

    def __init__(self) -> None:
        self._writers: defaultdict[str, set[str]] = defaultdict(set)
        self._new: Counter[str] = Counter()

    def add(self, file: str, rows: Sequence[Outcome], new: int) -> None:
        """Count rows of the file, so many of which are new."""
        if rows:
            self._writers[file].update(map(attrgetter("writer"), rows))
            self._new[file] += new

    def copies(self) -> dict[str, str]:
        """The files that are copies, each with the writer whose file it is a conflict copy of.

        The writer is empty for other files that hold rows of another writer than they are named after, or
        only rows that files read before them hold.
        """
        copies = {}
        for file, names in self._writers.items():
            writers = {slug_text(name) for name in names}
            if writers != {writer_in(file)}:
                begins = len(writers) == 1 and file.lower().startswith(tuple(writers))
                copies[file] = writers.pop() if begins else ""
            elif not self._new[file]:
                copies[file] = ""
        return copies
