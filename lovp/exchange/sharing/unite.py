"""The union of two versions of the record's files, by the record's own rule: it only grows. Pure.

Two copies of a folder were changed since they were the same (`base`). Every row of either is in the result,
once. A row that one side no longer has comes back, unless

- it stands in another file of the result (a file was renamed, a conflict copy was folded in), or
- `lovp check` asks for it to be taken out: it can't be read, holds personal data, or was in conflict with
  another row of the same id, which remains.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from lovp.exchange.sharing.content import Content, Entry, content, grown, joined, written
from lovp.model import Outcome
from lovp.pii import personal_data_in

Files = Mapping[str, bytes | None]
"""The content of files by their path; None for one that isn't there."""


class United(NamedTuple):
    """What each file is to hold (None: it goes), and how many rows came back in which."""

    files: dict[str, bytes | None]
    back: dict[str, int]


class _File:
    """One file in its three versions, and what is to stand in it."""

    def __init__(self, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> None:
        self.bytes = ours, theirs
        self.base, self.ours, self.theirs = content(base), content(ours), content(theirs)
        before, mine, other = (set(each.entries) for each in (self.base, self.ours, self.theirs))
        self.gone = [entry for entry in self.base.entries if (entry in mine) != (entry in other)]
        self.stays = (mine | other).difference(self.gone)
        self.before = before

    @property
    def opaque(self) -> bool:
        """Whether a version can't be taken apart."""
        return self.base.opaque or self.ours.opaque or self.theirs.opaque


def unite(base: Files, ours: Files, theirs: Files, rest: Callable[[], Iterable[bytes]] = tuple) -> United:
    """The union of the files named in `base`, `ours` or `theirs`, those that differ.

    `rest` gives the record's other files, which are the same on both sides; it is only asked where something
    was taken out of a file.
    """
    united = United({}, {})
    hard: dict[str, _File] = {}
    for path in sorted({*base, *ours, *theirs}):
        before, mine, other = base.get(path), ours.get(path), theirs.get(path)
        settled, result = _simple(before, mine, other)
        if settled:
            united.files[path] = result
            continue
        file = _File(before, mine, other)
        if file.opaque:
            united.files.update(_whole(path, before, mine, other))
        else:
            hard[path] = file
    if any(file.gone for file in hard.values()):
        _bring_back(hard, [*united.files.values(), *rest()], united.back)
    for path, file in hard.items():
        united.files.update(_composed(path, file))
    return united


def _simple(base: bytes | None, ours: bytes | None, theirs: bytes | None) -> tuple[bool, bytes | None]:
    """Whether it is plain to see what the file is to hold, and what: nearly every file has only grown."""
    if ours == theirs:
        return True, ours
    if theirs == base and (base is None or (ours is not None and _grew(base, ours))):
        return True, ours
    if ours == base and (base is None or (theirs is not None and _grew(base, theirs))):
        return True, theirs
    if ours and theirs and (base is None or (_grew(base, ours) and _grew(base, theirs))):
        both = joined(ours, theirs)
        return both is not None, both
    return False, None


def _grew(before: bytes, after: bytes) -> bool:
    return after.startswith(before) and before.endswith(b"\n")


def _whole(
    path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None
) -> dict[str, bytes | None]:
    """Files that can't be taken apart: the side that changed, or both, one of them under another name."""
    if base == theirs:
        return {path: ours}
    if base == ours:
        return {path: theirs}
    return _both(path, ours, theirs)


def _both(path: str, ours: bytes | None, theirs: bytes | None) -> dict[str, bytes | None]:
    if ours is None or theirs is None:
        return {path: ours or theirs}
    return {path: theirs, other_name(path, ours): ours}


def other_name(path: str, data: bytes) -> str:
    """The name under which another version of the file is kept: the same for the same bytes."""
    place = PurePosixPath(path)
    return str(place.with_name(f"{place.stem} (lovp conflict {sha256(data).hexdigest()[:8]}){place.suffix}"))


def is_other_version(name: str) -> bool:
    """Whether a file has such a name."""
    return re.fullmatch(r".+ \(lovp conflict [0-9a-f]{8}\)\.csv", name) is not None


def _bring_back(files: Mapping[str, _File], others: Iterable[bytes | None], back: dict[str, int]) -> None:
    """Decide about what one side no longer has; `back` counts by path what comes back."""
    kept: set[Entry] = set()
    for data in others:
        kept.update(content(data).entries)
    for file in files.values():
        kept |= file.stays
    variants: defaultdict[str, set[Outcome]] = defaultdict(set)
    for file in files.values():
        for entry in file.before:
            if isinstance(entry, Outcome):
                variants[entry.id].add(entry)
    for path, file in files.items():
        for entry in file.gone:
            if isinstance(entry, str) or entry in kept or personal_data_in(entry):
                continue
            if kept.intersection(variants[entry.id]):
                continue
            file.stays.add(entry)
            kept.add(entry)
            back[path] = back.get(path, 0) + 1


def _composed(path: str, file: _File) -> dict[str, bytes | None]:
    """The file with what is to stand in it, in the form of one of its versions where that can be."""
    ours, theirs = file.bytes
    if not file.stays and (ours is None or theirs is None):
        return {path: None}
    for data in _forms(file):
        if set(content(data).entries) == file.stays:
            return {path: data}
    return _both(path, ours, theirs)


def _forms(file: _File) -> Iterable[bytes]:
    ours, theirs = file.bytes
    sides: tuple[tuple[bytes | None, Content], ...] = ((theirs, file.theirs), (ours, file.ours))
    yield from (data for data, _said in sides if data is not None)
    order = [*file.theirs.entries, *file.ours.entries, *file.base.entries]
    wanted = [entry for entry in dict.fromkeys(order) if entry in file.stays]
    for data, said in sides:
        if data is not None and said.plain:
            there = set(said.entries)
            yield grown(data, (entry for entry in wanted if entry not in there))
    yield written(wanted)
