"""A file of the record as the set of what it says: its rows, and the lines that are none. Pure."""

from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import NamedTuple

from lovp.decoding import read_lines
from lovp.errors import Problem
from lovp.model import Outcome
from lovp.record.parse import Cells
from lovp.record.reader import read_file
from lovp.record.row import HEADER, format_row

Entry = Outcome | str
"""A row, or a line that can't be read as one."""

_HEADER = HEADER.encode() + b"\n"


class Content(NamedTuple):
    """What a file says, each entry once, in its order.

    `plain` files are as lovp writes them, so that rows may be added below; `opaque` ones can't be taken apart
    (no record, or too damaged): they are kept whole.
    """

    entries: tuple[Entry, ...]
    plain: bool
    opaque: bool


NOTHING = Content((), plain=False, opaque=False)


def content(data: bytes | None) -> Content:
    """What the file of these bytes says; nothing where there is no file."""
    if data is None:
        return NOTHING
    lines = list(chain.from_iterable(read_lines(BytesIO(_ended(data)))))
    problems: list[Problem] = []
    batches = read_file("", [lines], Cells(), problems)
    rows = [each for batch in batches for each in zip(batch.lines, batch.rows, strict=True)]
    unread = [each.line for each in problems]
    if 0 in unread or (unread and not rows) or any("\0" in lines[number - 1] for number in unread):
        return Content((), plain=False, opaque=True)
    found: list[tuple[int, Entry]] = [*rows, *((number, lines[number - 1]) for number in unread)]
    found.sort(key=lambda each: each[0])
    return Content(tuple(dict.fromkeys(entry for _line, entry in found)), _is_plain(data), opaque=False)


def added(former: bytes | None, data: bytes | None) -> list[Entry]:
    """What a file says that it did not say before, in its order; of what can't be taken apart the lines."""
    if data is None or former == data:
        return []
    start = shared(former or b"", data)
    if former and start:
        # Far more often than not a file has only grown.
        then, now = (content(_HEADER + each[start:]) for each in (former, data))
        if not (then.opaque or now.opaque):
            return _not_in(then, now)
    now, then = content(data), content(former)
    return list(_lines(data)) if now.opaque else _not_in(then, now)


def shared(*versions: bytes) -> int:
    """How many bytes of whole lines the versions begin with alike; 0 unless that is a plain file."""
    low, high = 0, min(map(len, versions))
    first = versions[0]
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if all(each[:middle] == first[:middle] for each in versions) else (low, middle - 1)
        )
    start = first[:low]
    plain = start.startswith(_HEADER) and start.count(b"logged_at") == 1 and b"\r" not in start
    return start.rfind(b"\n") + 1 if plain else 0


def joined(ours: bytes, theirs: bytes) -> bytes | None:
    """What two versions that have only grown say together, theirs first; None where that can't be seen so."""
    start = shared(ours, theirs)
    if not start:
        return None
    mine, other = (content(_HEADER + each[start:]) for each in (ours, theirs))
    if mine.opaque or other.opaque or not (mine.plain and other.plain):
        return None
    lines = set(theirs[:start].splitlines())
    return grown(theirs, (entry for entry in _not_in(other, mine) if _line(entry).encode()[:-1] not in lines))


def _not_in(then: Content, now: Content) -> list[Entry]:
    said = set(then.entries)
    return [entry for entry in now.entries if entry not in said]


def grown(data: bytes, more: Iterable[Entry]) -> bytes:
    """The plain file with entries below it."""
    return _ended(data) + "".join(map(_line, more)).encode()


def written(entries: Iterable[Entry]) -> bytes:
    """A file of these entries, as lovp writes it."""
    return grown(_HEADER, entries)


def _line(entry: Entry) -> str:
    return entry + "\n" if isinstance(entry, str) else format_row(entry)


def _ended(data: bytes) -> bytes:
    """The bytes with a line break at the end: a torn line must not swallow what comes after it."""
    return data if data.endswith((b"\n", b"\r", b"\0")) or not data else data + b"\n"


def _is_plain(data: bytes) -> bool:
    if not data.startswith(_HEADER) or b"\r" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _lines(data: bytes) -> Iterable[str]:
    return chain.from_iterable(read_lines(BytesIO(_ended(data))))
