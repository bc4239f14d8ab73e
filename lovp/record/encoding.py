"""The bytes of a file as text, in whatever encoding and with whatever line ends programs saved it."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

MAX_LINE = 1 << 20
"""Bytes of a line of the record that are kept; what goes beyond is no text, and left out."""
_BLOCK = 1 << 16


def read_lines(stream: BinaryIO, longest: int = MAX_LINE) -> Iterator[str]:
    """The lines of the stream, one by one, without their line breaks."""
    for block in read_blocks(stream, longest):
        yield from block.split("\n")


def read_blocks(stream: BinaryIO, longest: int = MAX_LINE) -> Iterator[str]:
    """The text of the stream in blocks of many whole lines, with LF between them and none at the end.

    UTF-8 or, with a byte order mark, UTF-16. A line that is not UTF-8 is read as Windows-1252; a byte that
    means nothing there becomes NUL.
    """
    data = stream.read(_BLOCK)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream = io.BytesIO((data + stream.read()).decode("utf-16", errors="replace").encode())
        data = stream.read(_BLOCK)
    data = data.removeprefix(codecs.BOM_UTF8)
    while more := stream.read(_BLOCK):
        # A CR at the very end waits for the LF that may follow.
        end = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1
        if end:
            yield _decode(data[:end])[:-1]
        data = data[end:][:longest] + more
    if data:
        yield _decode(data).removesuffix("\n")


def _decode(data: bytes) -> str:
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode()
    except UnicodeDecodeError:
        if b"\n" in data:
            return "\n".join(map(_decode, data.split(b"\n")))
        return data.decode("cp1252", errors="replace").replace("\ufffd", "\0")
