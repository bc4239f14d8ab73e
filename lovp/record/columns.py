"""The lines of a sound file as columns of bytes, many rows at once, and what every cell of a column must be.

Whatever is not as the program itself writes it raises `UnusualError`: such a file is read line by line, by
`read`, which understands more and tells what it doesn't.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import BinaryIO, NamedTuple

from lovp.record.guard import may_hold_personal_data, personal_data
from lovp.record.row import COLUMNS, HEADER, MAX_CELL

_BLOCK = 1 << 17
"""Bytes that are taken apart at once, about 1 000 rows: with more, a processor's own memory overflows."""

_HEADER = HEADER.encode() + b"\n"
_AS_ZERO = bytes.maketrans(b"123456789", b"0" * 9)
_HEX_AS_ZERO = bytes.maketrans(b"123456789abcdef", b"0" * 15)
_ID_SHAPE = b"00000000-0000-0000-0000-000000000000"
"""A UUID, as the program makes one, with every digit replaced by 0."""
_TIME_SHAPE = b"0000-00-00T00:00:00.000000Z"
"""The same for a time of recording; which days and hours there are is another matter."""
_MINUTES, _SECONDS = 14, 17
"""Where the tens of the minutes and of the seconds stand in it."""
_TENS = b"012345"
_day = itemgetter(slice(0, 10))
_HOUR = 11
_HOURS = frozenset(tuple(f"{hour:02}".encode()) for hour in range(24))
_STEP = len(_TIME_SHAPE) + 1
_IN_WRITER = b"abcdefghijklmnopqrstuvwxyz0123456789-"
_MAX_WRITER = 40
_COMMA = ord(",")
_NOTE = COLUMNS.index("note")


class UnusualError(Exception):
    """Something that has to be read, and perhaps told of, in full."""


class Columns(NamedTuple):
    """The cells of many rows, column by column in the order of the file."""

    ids: list[bytes]
    dates: list[bytes]
    targets: list[bytes]
    places: list[bytes]
    values: list[bytes]
    ofs: list[bytes]
    notes: list[bytes]
    replaces: list[bytes]
    writers: list[bytes]
    logged_at: list[bytes]


def batches(file: BinaryIO) -> Iterator[Columns]:
    """The rows of the file, many at once."""
    for block in blocks(file):
        yield Columns(*_apart(block))


def corrected(files: Iterable[BinaryIO]) -> set[bytes]:
    """The ids that rows of the files replace."""
    found: set[bytes] = set()
    for file in files:
        for block in blocks(file):
            # Nearly always nothing stands between the two commas before the writer.
            lines = block.split(b"\n")
            ends = [line.rsplit(b",", 3) for line in lines if line[line.rfind(b",", 0, -_STEP) - 1] != _COMMA]
            found.update([end[1] for end in ends if len(end) > 1])
    return found


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The lines after the header, many at once, without the last line feed."""
    file.seek(0)
    if file.read(len(_HEADER)) != _HEADER:
        raise UnusualError
    rest = b""
    while chunk := file.read(_BLOCK):
        end = chunk.rfind(b"\n")
        if end < 0:
            # A line as long as that is none.
            raise UnusualError
        block = rest + chunk[:end]
        rest = chunk[end + 1 :]
        if b"\r" in block or b"\0" in block:
            raise UnusualError
        yield block
    if rest:
        # Somebody is writing the line just now, or was torn away from it.
        raise UnusualError


def _apart(block: bytes) -> list[list[bytes]]:
    """The cells of each column."""
    if b'"' not in block:
        return _split(block)
    lines = block.split(b"\n")
    plain = [line for line in lines if b'"' not in line]
    columns = _split(b"\n".join(plain)) if plain else [[] for _column in COLUMNS]
    for line in lines:
        if b'"' in line:
            for column, cell in zip(columns, _quoted(line), strict=True):
                column.append(cell)
    return columns


def _split(block: bytes) -> list[list[bytes]]:
    """The cells of each column of lines without quotation marks: all at once, which is many times as fast."""
    # A line break is put where an eleventh cell would be, so that each must be found after every ten cells.
    width = len(COLUMNS) + 1
    breaks = block.count(b"\n")
    cells = block.replace(b"\n", b",\n,").split(b",")
    between = cells[width - 1 :: width]
    if len(cells) != width * (breaks + 1) - 1 or between.count(b"\n") != breaks:
        raise UnusualError
    return [cells[at::width] for at in range(width - 1)]


def _quoted(line: bytes) -> list[bytes]:
    """The cells of a line whose note stands between quotation marks."""
    start, end = line.find(b'"'), line.rfind(b'"')
    before, note, after = line[:start].split(b","), line[start + 1 : end], line[end + 1 :].split(b",")
    # Its own column is what the quotation marks begin and end: there nothing stands beside them.
    alone = start < end and before[_NOTE:] == [b""] == after[: _NOTE - len(COLUMNS) + 1]
    if not alone or b'"' in note.replace(b'""', b""):
        raise UnusualError
    return [*before[:_NOTE], note.replace(b'""', b'"'), *after[1:]]


class Checks:
    """What has been found right so far, so that it need not be looked at again."""

    def __init__(self) -> None:
        self._writers: set[bytes] = set()
        self._days: set[bytes] = set()

    def check(self, rows: Columns) -> None:
        """Raises UnusualError, or ValueError, for what can't be taken as it is."""
        _check_shape(rows.ids, _ID_SHAPE, _HEX_AS_ZERO)
        moments = _check_shape(rows.logged_at, _TIME_SHAPE, _AS_ZERO)
        for at in (_MINUTES, _SECONDS):
            if moments[at::_STEP].translate(None, _TENS):
                raise UnusualError
        tens, ones = (moments[at::_STEP] for at in (_HOUR, _HOUR + 1))
        if not _HOURS.issuperset(zip(tens, ones, strict=True)):
            raise UnusualError
        for day in set(map(_day, rows.logged_at)) - self._days:
            date.fromisoformat(day.decode())
            self._days.add(day)
        _check_notes(set(rows.notes))
        for writer in set(rows.writers) - self._writers:
            if not 0 < len(writer) <= _MAX_WRITER or writer.translate(None, _IN_WRITER):
                raise UnusualError
            if personal_data(writer.decode()):
                raise UnusualError
            self._writers.add(writer)


def _check_shape(cells: Sequence[bytes], shape: bytes, as_zero: bytes) -> bytes:
    """All cells, each of which has the shape, with a comma after each."""
    # No cell has a comma of its own, so that these also show that each is as long as it should be.
    joined = b",".join(cells) + b","
    if joined.translate(as_zero) != (shape + b",") * len(cells):
        raise UnusualError
    return joined


def _check_notes(notes: Collection[bytes]) -> None:
    # Decoded too, since what is not UTF-8 is another program's.
    if max(map(len, notes)) > MAX_CELL or may_hold_personal_data(note.decode() for note in notes):
        raise UnusualError
