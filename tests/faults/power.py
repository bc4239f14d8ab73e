"""What a disk may hold after a power cut: a command's writes, told by strace, and what was waited for.

The model is strict, as POSIX is: bytes are on the disk once their file was synced, and a name once its folder
was. Anything else may be there or not: a name, a part of the bytes, their length with NULs or with what stood
on the disk before in their place.
"""

import ast
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

CALLS = (
    "openat,?open,?creat,write,?pwrite64,fsync,fdatasync,ftruncate,?mkdir,mkdirat,?rename,renameat,"
    "?renameat2,?unlink,unlinkat,?chmod,fchmod,fchmodat"
)
"""What strace has to tell for the model."""
WHOLE = ("-s", "1000000")
"""And that it has to tell all bytes of it."""

_LINE = re.compile(r"(?:\d+ +)?(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>\d+)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HANDLE = re.compile(r"\d+<([^>]*)>")


_STRIDE = 7
"""Every how-manieth byte is tried as the last one."""


class Step(NamedTuple):
    """One change or wait: `make` (a folder), `create`, `write`, `cut`, `move`, `remove`, `mode`, `sync`."""

    what: str
    path: str
    more: bytes = b""


def steps_in(lines: Sequence[str], root: Path) -> list[Step]:
    """What was done under the root, in its order; what failed did nothing."""
    found = (_step(match) for line in lines if (match := _LINE.match(line)))
    return [step for step in found if step and step.path.startswith(str(root))]


def _bytes(text: str) -> bytes:
    """What strace has written so, with what is no ASCII as numbers."""
    found: bytes = ast.literal_eval(f'b"{text}"')
    return found


def _step(line: re.Match[str]) -> Step | None:
    name, arguments = line["name"], line["arguments"]
    handle = _HANDLE.match(arguments)
    path = os.fsdecode(_bytes(handle[1])) if handle else ""
    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
    named = os.fsdecode(texts[0]) if texts else ""
    match name.removesuffix("64").removesuffix("at2").removesuffix("at"):
        case "write" | "pwrite":
            return Step("write", path, texts[0][: int(line["result"])])
        case "fsync" | "fdatasync":
            return Step("sync", path)
        case "ftruncate":
            return Step("cut", path, arguments.rsplit(", ", 1)[1].encode())
        case "mkdir":
            return Step("make", named)
        case "rename":
            return Step("move", named, texts[1])
        case "unlink":
            return Step("remove", named)
        case "chmod" | "fchmod":
            return Step("mode", path or named)
        case "open" if "O_CREAT" in arguments:
            return Step("create", named)
        case _:
            return None


@dataclass
class File:
    """The bytes that the disk has for certain, and those that programs see."""

    certain: bytes = b""
    seen: bytes = b""
    mode_certain: bool = True


Names = dict[str, File | None]
"""What stands at each path; None is a folder."""
Change = Callable[[Names], None]


@dataclass
class Disk:
    """A disk, as programs see it and as a power cut may leave it."""

    root: str
    certain: Names
    waiting: list[tuple[str, Change]] = field(default_factory=list)
    """Changes of names, each with the folder that it is in, which the disk need not have yet."""

    @property
    def seen(self) -> Names:
        return self._with(self.waiting)

    def _with(self, changes: Sequence[tuple[str, Change]]) -> Names:
        names = dict(self.certain)
        for _folder, change in changes:
            change(names)
        return names

    def take(self, step: Step) -> None:
        """Do what the step does."""
        folder = str(Path(step.path).parent)
        file = self.seen.get(step.path)
        match step.what:
            case "make":
                self.waiting.append((folder, lambda names: names.update({step.path: None})))
            case "create" if file is None:
                made = File()
                self.waiting.append((folder, lambda names: names.update({step.path: made})))
            case "move":
                self.waiting.append((folder, lambda names: _move(names, step.path, step.more.decode())))
            case "remove":
                self.waiting.append((folder, lambda names: _remove(names, step.path)))
            case "sync" if file is None:
                self._sync_folder(step.path)
            case _:
                assert file is not None, step
                _change(file, step)

    def _sync_folder(self, path: str) -> None:
        for folder, change in self.waiting:
            if folder == path:
                change(self.certain)
        self.waiting = [each for each in self.waiting if each[0] != path]

    def after_a_cut(self, garbage: bytes) -> Iterator[dict[str, bytes | None]]:
        """What may stand at each path then: each choice of names, and what may be left of each file."""
        for changes in _choices(self.waiting):
            yield self._plain(changes)
        plain = self._plain(self.waiting)
        for path, file in self.seen.items():
            if file and path in plain:
                yield from (plain | {path: left} for left in _leavings(file, garbage))

    def _plain(self, changes: Sequence[tuple[str, Change]]) -> dict[str, bytes | None]:
        """With those names, so far as their folders are there too, and the bytes that are certain."""
        left: dict[str, bytes | None] = {}
        for path, file in sorted(self._with(changes).items()):
            if path == self.root or str(Path(path).parent) in left:
                left[path] = file.certain if file else None
        return left

    @property
    def settled(self) -> bool:
        """Whether there is nothing that the disk need not have."""
        files = [file for file in self.seen.values() if file]
        return not self.waiting and all(file.certain == file.seen and file.mode_certain for file in files)


def _move(names: Names, old: str, new: str) -> None:
    if old in names:
        names[new] = names.pop(old)


def _remove(names: Names, path: str) -> None:
    names.pop(path, None)


def _change(file: File, step: Step) -> None:
    match step.what:
        case "write":
            file.seen += step.more
        case "cut":
            file.seen = file.seen[: int(step.more)]
        case "mode":
            file.mode_certain = False
        case "sync":
            file.certain, file.mode_certain = file.seen, True


def _choices(waiting: list[tuple[str, Change]]) -> Iterator[list[tuple[str, Change]]]:
    """Those of the waiting changes that came to be: the first few, or all but one."""
    for count in range(len(waiting) + 1):
        yield waiting[:count]
    for left_out in range(len(waiting) - 1):
        yield waiting[:left_out] + waiting[left_out + 1 :]


def _leavings(file: File, garbage: bytes) -> Iterator[bytes]:
    """What may be left of bytes that were not waited for."""
    certain, seen = file.certain, file.seen
    if certain == seen:
        return
    yield seen
    if not seen.startswith(certain):
        return
    added = len(seen) - len(certain)
    for end in range(0, added, max(_STRIDE, added // 40)):
        whole = seen[: len(certain) + end]
        yield whole
        yield whole + bytes(added - end)
        yield whole + garbage[: added - end]
        yield certain + bytes(end) + seen[len(certain) + end :]
    yield seen + bytes(4096 - len(seen) % 4096)
    yield seen + garbage


def some_garbage(stale: bytes = b"") -> bytes:
    """What may stand in a block that was never written; `stale` is what this or another file had there."""
    random = Random(7)
    return stale + random.randbytes(60) + b'"\n,";\xff' + random.randbytes(4000)


def laid(left: dict[str, bytes | None], root: Path, folder: Path) -> None:
    """Lay out what was left under the root in a folder of its own."""
    for path, content in sorted(left.items()):
        place = folder / Path(path).relative_to(root)
        if content is None:
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.write_bytes(content)
