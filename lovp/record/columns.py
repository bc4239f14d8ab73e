"""The lines of a sound file as columns of bytes, many rows at once, and what every cell of a column must be.

Whatever is not as the program itself writes it raises `UnusualError`: such a file is read line by line, by
`read`, which understands more and tells what it doesn't.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from re import compile as pattern
from typing import BinaryIO

from lovp.record.guard import may_hold_personal_data, personal_data
from lovp.record.lines import MAX_LINE
from lovp.record.row import HEADER, MAX_CELL

ID = 36
"""Bytes of an id that the program makes: a UUID."""
DAY = slice(ID, ID + 11)
"""Where `,date` stands in the head of a row; `,target,place` is what follows it."""

Row = list[bytes]
"""A line from its end: id, date, target and place in one; value, of, note, replaces, writer, logged_at."""

_CELLS = 7
_BLOCK = 1 << 20
_HEADER = HEADER.encode() + b"\n"
_DIGIT = b"0123456789"
_ID_SHAPE = [b"-" if at in (8, 13, 18, 23) else b"0123456789abcdef" for at in range(ID)]
"""The signs that may stand at each place of an id."""
_IN_TIMES = {"Y": _DIGIT, "9": _DIGIT, "M": b"01", "D": b"0123", "H": b"012", "S": b"012345"}
_LOGGED_AT_SHAPE = [_IN_TIMES.get(sign, sign.encode()) for sign in "YYYY-M9-D9TH9:S9:S9.999999Z"]
"""The same for a time of recording; whether there is such a day and hour is another matter."""
_HOUR = slice(0, 13)
_HOURS = frozenset(f"T{hour:02}".encode() for hour in range(24))
_is_writer = pattern(rb"[a-z0-9-]{1,40}").fullmatch
_note_in_quotes = pattern(rb'((?:[^,"]*,){6})"((?:[^"]|"")*)"((?:,[^,"]*){3})').fullmatch


class UnusualError(Exception):
    """Something that has to be read, and perhaps told of, in full."""


def batches(file: BinaryIO, known_at: bytes | None) -> Iterator[list[Row]]:
    """The rows of the file that were recorded by `known_at` (if it is given), many at once."""
    for block in blocks(file):
        lines = block.split(b"\n")
        rows = [_quoted(line) if b'"' in line else line.rsplit(b",", _CELLS - 1) for line in lines]
        if set(map(len, rows)) != {_CELLS}:
            raise UnusualError
        if known_at:
            rows = [row for row in rows if row[-1] <= known_at]
        if rows:
            yield rows


def corrected(files: Iterable[BinaryIO], known_at: bytes | None) -> set[bytes]:
    """The ids that rows of the files, recorded in time, replace."""
    found: set[bytes] = set()
    for file in files:
        for block in blocks(file):
            ends = [line.rsplit(b",", 3) for line in block.split(b"\n")]
            found.update([end[1] for end in ends if len(end) > 1 and (not known_at or end[-1] <= known_at)])
    return found - {b""}


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The lines after the header, many at once, without the last line feed."""
    file.seek(0)
    if file.read(len(_HEADER)) != _HEADER:
        raise UnusualError
    rest = b""
    while chunk := file.read(_BLOCK):
        end = chunk.rfind(b"\n")
        if end < 0:
            rest += chunk
            if len(rest) > MAX_LINE:
                raise UnusualError
            continue
        block = rest + chunk[:end]
        rest = chunk[end + 1 :]
        if b"\r" in block or b"\0" in block:
            raise UnusualError
        yield block
    if rest:
        # Somebody is writing the line just now, or was torn away from it.
        raise UnusualError


def _quoted(line: bytes) -> Row:
    """The row of a line whose note stands between quotation marks."""
    found = _note_in_quotes(line)
    if not found:
        raise UnusualError
    before, note, after = found.groups()
    row = (before + after).rsplit(b",", _CELLS - 1)
    row[3] = note
    return row


class Checks:
    """What has been found right so far, so that it need not be looked at again."""

    def __init__(self) -> None:
        self._writers: set[bytes] = set()
        self._hours: set[bytes] = set()

    def check(
        self,
        ids: Sequence[bytes],
        notes: Collection[bytes],
        writers: Iterable[bytes],
        logged_at: Sequence[bytes],
    ) -> None:
        """Raises UnusualError, or ValueError, for what can't be taken as it is."""
        _check_shape(ids, _ID_SHAPE)
        _check_shape(logged_at, _LOGGED_AT_SHAPE)
        _check_notes(set(notes))
        for writer in set(writers) - self._writers:
            if not _is_writer(writer) or personal_data(writer.decode()):
                raise UnusualError
            self._writers.add(writer)
        for hour in {moment[_HOUR] for moment in logged_at} - self._hours:
            date.fromisoformat(hour[:10].decode())
            if hour[10:] not in _HOURS:
                raise UnusualError
            self._hours.add(hour)


def _check_shape(cells: Sequence[bytes], shape: Sequence[bytes]) -> None:
    """Whether each cell has, sign by sign, what may stand there."""
    if set(map(len, cells)) != {len(shape)}:
        raise UnusualError
    joined = b"".join(cells)
    for at, signs in enumerate(shape):
        if joined[at :: len(shape)].translate(None, signs):
            raise UnusualError


def _check_notes(notes: set[bytes]) -> None:
    # Decoded too, since what is not UTF-8 is another program's.
    if max(map(len, notes)) > MAX_CELL or may_hold_personal_data(note.decode() for note in notes):
        raise UnusualError
