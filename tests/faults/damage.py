"""What happens to the bytes of a file, case by case."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from random import Random

_INSTEAD = b"\0\n\r\t ,;\"'\xff"
"""What a byte becomes, besides itself with one bit turned."""

_ends_line = re.compile(rb"[^\n]*\n|[^\n]+").findall


def lines_of(data: bytes) -> list[bytes]:
    """The lines with their line breaks."""
    return _ends_line(data)


def cut(data: bytes) -> list[bytes]:
    """The file cut at every length."""
    return [data[:end] for end in range(len(data) + 1)]


def flipped(data: bytes) -> list[tuple[int, int]]:
    """Every byte (first) with every bit of it turned, and become other bytes of meaning (second)."""
    return [
        (at, other)
        for at, byte in enumerate(data)
        for other in sorted({byte ^ 1 << bit for bit in range(8)} | {*_INSTEAD} - {byte})
    ]


def with_byte(data: bytes, at: int, other: int) -> bytes:
    """The file with one byte become another."""
    return data[:at] + bytes([other]) + data[at + 1 :]


def lines_moved(data: bytes) -> Iterator[bytes]:
    """Each line dropped, doubled, doubled at the end; each two lines swapped."""
    lines = lines_of(data)
    for at, line in enumerate(lines):
        yield b"".join(lines[:at] + lines[at + 1 :])
        yield b"".join([*lines[:at], line, *lines[at:]])
        yield b"".join([*lines, line])
        for other in range(at + 1, len(lines)):
            swapped = list(lines)
            swapped[at], swapped[other] = lines[other], line
            yield b"".join(swapped)


def lines_joined(data: bytes) -> Iterator[bytes]:
    """Each line joined with the next, by nothing or by something."""
    lines = lines_of(data)
    for at in range(len(lines) - 1):
        for between in (b"", b" ", b",", b";", b"\t", b'"', b'""', b"\0"):
            joined = lines[at].rstrip(b"\r\n") + between + lines[at + 1]
            yield b"".join([*lines[:at], joined, *lines[at + 2 :]])


def quotes(data: bytes) -> Iterator[bytes]:
    """A quotation mark too many, before each cell and after it, and each one that there is taken out."""
    for found in re.finditer(rb"[,;\n\r]", data):
        for at in (found.start(), found.end()):
            yield data[:at] + b'"' + data[at:]
    for found in re.finditer(rb'"', data):
        yield data[: found.start()] + data[found.end() :]


def interleaved(one: Sequence[bytes], other: Sequence[bytes]) -> bytes:
    """Two files line by line."""
    pairs = zip_longest(one, other, fillvalue=b"")
    return b"".join(chain.from_iterable(pairs))


def several(data: bytes, random: Random) -> bytes:
    """Two to five faults at once, anywhere: bytes changed, put in, taken out; lines moved and dropped."""
    for _fault in range(random.randint(2, 5)):
        at = random.randrange(len(data))
        match random.randrange(5):
            case 0:
                data = with_byte(data, at, random.choice([*_INSTEAD, random.randrange(256)]))
            case 1:
                data = data[:at] + bytes([random.choice(_INSTEAD)]) + data[at:]
            case 2:
                data = data[:at] + data[at + random.randint(1, 40) :]
            case 3:
                lines = lines_of(data)
                random.shuffle(lines)
                data = b"".join(lines)
            case _:
                lines = lines_of(data)
                line = lines.pop(random.randrange(len(lines)))
                data = b"".join([*lines, line.rstrip(b"\r\n"), *lines[:2]])
        data = data or b"\n"
    return data
