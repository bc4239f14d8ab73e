"""Which files are copies: synchronisation keeps both sides of a conflict, and people keep copies. Pure."""

import re
from collections import defaultdict
from pathlib import PurePath

from lovp.record.writer import slug_text


class Copies:
    """Counts, row by row, what each file holds: its writers, and the ids that other files hold too."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, int] = defaultdict(int)
        self._writers: defaultdict[str, set[str]] = defaultdict(set)
        self._shared: dict[str, set[str]] = {}

    def add(self, file: str, writer: str) -> None:
        """A row of a writer stands in the file."""
        self._rows[file] += 1
        self._writers[file].add(writer)

    def repeat(self, row_id: str, first: str, file: str) -> None:
        """The same row stands in `first` and again in `file`; within one file it counts as one."""
        if first == file or file in self._shared.get(row_id, ()):
            self._rows[file] -= 1
        self._shared.setdefault(row_id, {first}).add(file)

    def copies(self) -> tuple[str, ...]:
        """The files that hold another writer's rows, or nothing that isn't in one other file, by name.

        Of files that hold the same, one is the original: the one named after its writer, else the first
        of the shortest names.
        """
        found = {file for file in self._rows if not self._own(file)}
        holders: defaultdict[str, list[set[str]]] = defaultdict(list)
        for files in self._shared.values():
            for file in files:
                holders[file].append(files)
        for file in sorted(holders, key=lambda name: (self._own(name), -len(name), name)):
            if len(holders[file]) < self._rows[file]:
                continue
            others = set.intersection(*holders[file]) - {file}
            if others - found:
                found.add(file)
        return tuple(sorted(found))

    def _own(self, file: str) -> bool:
        return all(is_file_of(file, writer) for writer in self._writers[file])


def is_file_of(file: str, writer: str) -> bool:
    """Whether the file has the name that the writer's file is given: `WRITER.csv`, `WRITER-2.csv`."""
    stem = PurePath(file).stem.lower()
    name = slug_text(writer)
    return stem == name or bool(re.fullmatch(re.escape(name) + "-[0-9]+", stem))
