"""What a power cut may leave, told from a command's system calls: what was written, and what was waited for.

The model is strict, as POSIX is: bytes are on the disk once their file was synced, and a name once its folder
was. Anything else may be there or not: a name, a part of the bytes, their length with NULs or with what stood
on the disk before in their place.
"""

import ast
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

CALLS = (
    "openat,?open,write,?pwrite64,fsync,fdatasync,ftruncate,?mkdir,mkdirat,?rename,renameat,"
    "?renameat2,?link,linkat,?unlink,unlinkat,?chmod,fchmod,fchmodat"
)
"""What strace has to tell for the model."""
_LINE = re.compile(r"(?:\d+ +)?(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>\d+)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HANDLE = re.compile(r"\d+<([^>]*)>")
_STRIDE = 7
"""Every how-manieth byte is tried as the last one."""


class Step(NamedTuple):
    """A change of a file (`bytes`), of a name in its folder (`name`), or a wait for either (`sync`).

    `move` puts a file in the place of another, whose path is the second.
    """

    what: str
    path: str
    to: str = ""


def steps_in(lines: Sequence[str], root: Path) -> list[Step]:
    """What was done under the root, in its order; what failed did nothing."""
    found = (_step(match) for line in lines if (match := _LINE.match(line)))
    return [step for step in found if step and step.path.startswith(str(root))]


def _step(line: re.Match[str]) -> Step | None:
    arguments = line["arguments"]
    handle = _HANDLE.match(arguments)
    texts = [_path(text) for text in ([handle[1]] if handle else _TEXT.findall(arguments)[:2])]
    match line["name"].removesuffix("64").removesuffix("at2").removesuffix("at"):
        case "write" | "pwrite" | "ftruncate" | "chmod" | "fchmod":
            return Step("bytes", texts[0])
        case "fsync" | "fdatasync":
            return Step("sync", texts[0])
        case "rename":
            return Step("move", *texts)
        case "link":
            return Step("name", texts[1])
        case "mkdir" | "unlink":
            return Step("name", texts[0])
        case "open" if "O_TRUNC" in arguments:
            return Step("bytes", texts[0])
        case "open" if "O_CREAT" in arguments:
            return Step("name", texts[0])
        case _:
            return None


def _path(text: str) -> str:
    """What strace has written so, with what is no ASCII as numbers."""
    return os.fsdecode(ast.literal_eval(f'b"{text}"'))


def unsettled(steps: Sequence[Step]) -> set[str]:
    """The files and folders that the disk need not have after the steps.

    AssertionError where a file was put in the place of another before its own bytes were on the disk.
    """
    waiting: set[str] = set()
    for step in steps:
        folder = str(Path(step.path).parent)
        match step.what:
            case "bytes":
                waiting.add(step.path)
            case "name":
                waiting.add(folder)
            case "move":
                assert step.path not in waiting, f"{step.to} may be empty after a power cut"
                waiting |= {folder, str(Path(step.to).parent)}
            case "sync":
                waiting.discard(step.path)
    return waiting


def leavings(before: bytes, after: bytes, stale: bytes) -> Iterator[bytes]:
    """What may be left of a file to which something was added, before that was waited for.

    `stale` is what this or another file once had where the disk has put the new bytes.
    """
    added = len(after) - len(before)
    yield from (before, after)
    for garbage in (_garbage(), _garbage(stale)):
        for end in range(0, added, max(_STRIDE, added // 40)):
            whole = after[: len(before) + end]
            yield whole
            yield whole + bytes(added - end)
            yield whole + garbage[: added - end]
            yield before + bytes(end) + after[len(before) + end :]
        yield after + garbage
    yield after + bytes(4096 - len(after) % 4096)


def _garbage(stale: bytes = b"") -> bytes:
    """What may stand in a block that was never written."""
    random = Random(7)
    return stale + random.randbytes(60) + b'"\n,";\xff' + random.randbytes(4000)
