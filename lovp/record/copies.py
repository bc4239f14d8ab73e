"""Which files are copies: synchronisation keeps both sides of a conflict, and people keep copies. Pure."""

import re
from collections import defaultdict
from pathlib import PurePath

from lovp.record.writer import slug_text


class Copies:
    """Counts, row by row, what each file holds: its writers, and the ids that other files hold too."""

    def __init__(self) -> None:
        self.rows: defaultdict[tuple[str, str], int] = defaultdict(int)
        """How many rows stand in a file (first) under a writer (second); counted up by whoever reads them."""
        self._twice: defaultdict[str, int] = defaultdict(int)
        self._shared: dict[str, set[str]] = {}

    def repeat(self, row_id: str, first: str, file: str) -> None:
        """The same row stands in `first` and again in `file`; within one file it counts as one."""
        if first == file or file in self._shared.get(row_id, ()):
            self._twice[file] += 1
        self._shared.setdefault(row_id, {first}).add(file)

    def strangers(self) -> tuple[str, ...]:
        """The files that hold rows of another writer than they are named after, by name."""
        return tuple(sorted({file for file, writer in self.rows if not is_file_of(file, writer)}))

    def copies(self) -> tuple[str, ...]:
        """The files that hold another writer's rows, or nothing that isn't in one other file, by name.

        Of files that hold the same, one is the original: the one named after its writer, else the first
        of the shortest names.
        """
        found = set(self.strangers())
        rows: defaultdict[str, int] = defaultdict(int)
        for (file, _writer), number in self.rows.items():
            rows[file] += number
        holders: defaultdict[str, list[set[str]]] = defaultdict(list)
        for files in self._shared.values():
            for file in files:
                holders[file].append(files)
        for file in sorted(holders, key=lambda name: (name not in found, -len(name), name)):
            if len(holders[file]) < rows[file] - self._twice[file]:
                continue
            others = set.intersection(*holders[file]) - {file}
            if others - found:
                found.add(file)
        return tuple(sorted(found))


def is_file_of(file: str, writer: str) -> bool:
    """Whether the file has the name that the writer's file is given: `WRITER.csv`, `WRITER.2.csv`."""
    stem = PurePath(file).stem.lower()
    name = slug_text(writer)
    return stem == name or bool(re.fullmatch(re.escape(name) + r"\.[0-9]+", stem))
