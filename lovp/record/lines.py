"""The bytes of a file as lines of text, whatever program saved it.

UTF-8, UTF-16 or Windows-1252; LF, CRLF or CR. It streams, so that memory does not grow with the file.
A physical line is a line; what a quotation mark means is decided later.
"""

import codecs
from collections.abc import Iterator
from itertools import chain
from time import sleep
from typing import BinaryIO

MAX_LINE = 1 << 20
"""Bytes of a line; a longer one comes out as `TOO_LONG`."""

TOO_LONG = "\0too long"
"""Stands for a line longer than `MAX_LINE`, so that the count of lines stays right."""

_BLOCK = 1 << 18
_WAIT = 0.01
"""Seconds; a row is written in far less."""


def blocks(stream: BinaryIO) -> Iterator[list[str]]:
    """The lines, without their line breaks, in batches. A byte that no encoding explains becomes NUL."""
    rest = b""
    too_long = False
    for chunk in _utf8(stream):
        data = rest + chunk
        end = _last_break(data)
        if end < 0:
            # What is left of an overlong line only has to show that it goes on.
            too_long = too_long or len(data) > MAX_LINE
            rest = data[-1:] if too_long else data
            continue
        lines = _decode(data[:end])
        if too_long:
            lines[0] = TOO_LONG
        too_long = False
        rest = data[end:].removeprefix(b"\r").removeprefix(b"\n")
        yield lines
    if too_long:
        yield [TOO_LONG]
    elif rest:
        yield _decode(rest)


def _utf8(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes in blocks; UTF-16, known by its mark, turned into UTF-8. A mark at the start is taken off."""
    chunks = _chunks(stream)
    first = next(chunks, b"")
    if not first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    for chunk in chain([first], chunks):
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes in blocks. Where the last line has no end, someone may be writing it just now: wait once."""
    last = b"\n"
    while chunk := stream.read(_BLOCK):
        last = chunk[-1:]
        yield chunk
    if last not in b"\r\n":
        sleep(_WAIT)
        while chunk := stream.read(_BLOCK):
            yield chunk


def _last_break(data: bytes) -> int:
    """Where the last line break begins; a CR at the very end waits for the LF that may follow."""
    end = data.rfind(b"\n")
    if end < 0:
        return data.rfind(b"\r", 0, len(data) - 1)
    return end - 1 if data[end - 1 : end] == b"\r" else end


def _decode(data: bytes) -> list[str]:
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode().split("\n")
    except UnicodeDecodeError:
        return [_decode_line(line) for line in data.split(b"\n")]


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace").replace("\ufffd", "\0")
