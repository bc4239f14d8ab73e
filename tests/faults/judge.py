"""What a disturbed command left, held against what it answered."""

import re
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.faults.check import Answer, holds, ids_of, rows_of

KILLS = () if sys.platform == "win32" else (-signal.SIGKILL, -signal.SIGXFSZ)


def content(folder: Path) -> dict[str, bytes]:
    """The files of the record in the plan's folder, without what is no record."""
    files = (path for path in (folder / "data").rglob("*.csv") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


class Judge:
    """Knows the record before a command, how many rows it adds and what they say; judges what is there after.

    All of the rows are there, or none. Many cases leave the same bytes, which are checked once.
    """

    def __init__(self, folder: Path, row: Mapping[str, str], count: int = 1) -> None:
        self._row, self._count = row, count
        self._before = content(folder)
        self._ids = set(ids_of(folder))
        self._proved: set[frozenset[tuple[str, bytes]]] = set()

    def ended(self, folder: Path, answer: Answer) -> str:
        """How it ended: saved, refused, not_certain or killed. AssertionError where the promise is broken.

        The folder is a copy of the one before, and is written to. Messages are in English.
        """
        assert "Traceback" not in answer.err, answer.err
        after = content(folder)
        new = [row for row in rows_of(folder) if row["id"] not in self._ids]
        assert len(new) in (0, self._count), "a part of what was to be saved is there"
        assert all(row.items() >= self._row.items() for row in new)
        ended = _how(answer)
        if ended == "saved":
            assert new, "acknowledged and not there"
            told = re.search(r"id (\w+)\n", answer.out)
            assert told is None or new[0]["id"].endswith(told[1])
        if ended == "refused":
            assert after == self._before, "refused, and the record is not as it was"
        self._prove(folder, after, new, certain=ended == "saved")
        return ended

    def _prove(
        self, folder: Path, after: dict[str, bytes], new: list[dict[str, str]], *, certain: bool
    ) -> None:
        for row in new:
            for field in ("id", "logged_at"):
                after = {name: data.replace(row[field].encode(), b"-") for name, data in after.items()}
        names = " ".join(sorted(path.name for path in folder.rglob("*")))
        state = frozenset({*after.items(), (names, str(certain).encode())})
        if state in self._proved:
            return
        ids = {row["id"] for row in new}
        holds(folder, self._ids | (ids if certain else set()), perhaps=ids)
        self._proved.add(state)


def _how(answer: Answer) -> str:
    if answer.code in KILLS:
        return "killed"
    if answer.code == 0:
        return "saved"
    assert answer.code == 1
    assert answer.err.startswith("lovp: ")
    return "not_certain" if "not certain" in answer.err else "refused"
