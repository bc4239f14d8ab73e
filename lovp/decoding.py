"""Decode the bytes of a text file to its lines: UTF-8, UTF-16 or Windows-1252; LF, CRLF or CR."""

import codecs
from collections.abc import Iterable, Iterator
from time import sleep
from typing import BinaryIO

MAX_LINE = 1 << 20
"""Bytes of a line that are kept; what goes beyond is no text, and left out."""
_BLOCK = 1 << 16
"""Bytes that are decoded together, some 500 rows."""
_WAIT = 0.01
"""Seconds; a row is written in far less."""


def read_lines(stream: BinaryIO) -> Iterator[list[str]]:
    """The lines of the stream without their line breaks, many at a time.

    A line that is not UTF-8 is read as Windows-1252; a byte that means nothing there becomes NUL.
    """
    rest = b""
    for chunk in _utf8(stream):
        data = rest + chunk
        # A CR at the very end waits for the LF that may follow.
        end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
        rest = data[end:]
        if end:
            yield _decode(data[:end])[:-1]
        elif len(rest) > MAX_LINE:
            rest = rest[:MAX_LINE]
    if rest:
        yield _decode(rest.removesuffix(b"\r"))


def _utf8(stream: BinaryIO) -> Iterable[bytes]:
    """The bytes in blocks as UTF-8, without a mark at the start."""
    first = stream.read(_BLOCK)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        while first:
            yield decoder.decode(first).encode()
            first = stream.read(_BLOCK)
        yield decoder.decode(b"", final=True).encode()
        return
    last = first
    yield first.removeprefix(codecs.BOM_UTF8)
    for block in iter(lambda: stream.read(_BLOCK), b""):
        last = block
        yield block
    if last and not last.endswith((b"\n", b"\r")):
        # Someone may be writing the last line just now.
        sleep(_WAIT)
        yield from iter(lambda: stream.read(_BLOCK), b"")


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
