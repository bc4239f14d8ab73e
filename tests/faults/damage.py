"""What happens to the bytes of a file, case by case."""

import re
from random import Random

_INSTEAD = b"\0\n\r\t ,;\"'\xff"
"""What a byte becomes, besides itself with one bit turned, and nothing."""

lines_of = re.compile(rb"[^\n]*\n|[^\n]+").findall
"""The lines with their line breaks."""


def changes(data: bytes) -> list[tuple[int, bytes]]:
    """Every byte (first) gone, with every bit of it turned, and become other bytes of meaning (second)."""
    found = []
    for at, byte in enumerate(data):
        others = {byte ^ 1 << bit for bit in range(8)} | {*_INSTEAD} - {byte}
        found += [(at, b""), *((at, bytes([other])) for other in sorted(others))]
    return found


def changed(data: bytes, at: int, other: bytes) -> bytes:
    """The file with one byte become another, or gone."""
    return data[:at] + other + data[at + 1 :]


def several(data: bytes, random: Random) -> bytes:
    """Two to five faults at once, anywhere: bytes changed, put in, taken out; lines moved and joined."""
    for _fault in range(random.randint(2, 5)):
        at, lines = random.randrange(len(data)), lines_of(data)
        byte, line = bytes([random.choice(_INSTEAD)]), lines.pop(random.randrange(len(lines)))
        ways = (
            changed(data, at, byte),
            data[:at] + byte + data[at:],
            data[:at] + data[at + random.randint(1, 40) :],
            b"".join([line, *random.sample(lines, len(lines))]),
            b"".join([*lines, line.rstrip(b"\r\n"), *lines[:2]]),
        )
        data = random.choice(ways) or b"\n"
    return data
