"""Plans that were read are kept on the computer: everyday commands need neither YAML nor pydantic."""

import pickle
from contextlib import suppress
from pathlib import Path
from zlib import adler32, crc32

from lovp import __version__
from lovp.model import Plan

_FORMAT = 9  # to be counted up when the plan's types change within a version
_FILES = 64  # at most: each edit of a targets.yaml makes another, in the place of an earlier one


def cache_folder() -> Path:
    """The user's folder for what lovp can make again."""
    from platformdirs import user_cache_path

    return user_cache_path("lovp", appauthor=False, opinion=False)


def cached(folder: Path, content: bytes) -> tuple[Plan, ...] | None:
    """The plans that were made of this content before, if the folder has them whole and of this version."""
    with suppress(OSError):
        head, _newline, body = _file(folder, content).read_bytes().partition(b"\n")
        if head == _head(content, body):
            plans: tuple[Plan, ...] = pickle.loads(body)  # noqa: S301 the folder is the user's own
            return plans
    return None


def keep(folder: Path, content: bytes, plans: tuple[Plan, ...]) -> None:
    """Keep the plans made of the content; where that can't be done, the next command parses it again."""
    body = pickle.dumps(plans)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _file(folder, content).write_bytes(_head(content, body) + b"\n" + body)


def _file(folder: Path, content: bytes) -> Path:
    return folder / f"plan-{crc32(content) % _FILES}"


def _head(content: bytes, body: bytes) -> bytes:
    sums = (len(content), crc32(content), adler32(content), crc32(body))
    return f"lovp {__version__} {_FORMAT} {sums}".encode()
