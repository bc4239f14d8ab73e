"""Plans that were read before, kept so that everyday commands need neither YAML nor pydantic.

A file begins with a line that says of which version, text and content it is; another one is ignored.
"""

import json
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from zlib import adler32, crc32

from lovp import __version__, model

FORMAT = 7  # of the file; to be counted up when the plan's types change within a version
_FILES = 64  # at most: each edit of a targets.yaml makes another, in the place of an earlier one
_TYPES: dict[str, Any] = {name: kind for name, kind in vars(model).items() if isinstance(kind, type)}
"""What a plan is made of, beside texts, whole numbers, true, false, None and tuples."""


def cached(folder: Path, content: bytes) -> tuple[model.Plan, ...] | None:
    """The plans that were made of this content before, if the folder has them."""
    with suppress(OSError):
        head, _newline, body = _file(folder, content).read_bytes().partition(b"\n")
        if head == _head(content, body):
            return tuple(_tuples(json.loads(body, object_hook=_build)))
    return None


def keep(folder: Path, content: bytes, plans: tuple[model.Plan, ...]) -> None:
    """Keep the plans made of the content; where that can't be done, the next command parses it again."""
    body = json.dumps(_plain(plans), ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _file(folder, content).write_bytes(_head(content, body) + b"\n" + body)


def _file(folder: Path, content: bytes) -> Path:
    return folder / f"plan-{crc32(content) % _FILES}"


def _head(content: bytes, body: bytes) -> bytes:
    text = f"{len(content)} {crc32(content):08x} {adler32(content):08x}"
    return f"lovp {__version__} {FORMAT} {text} {crc32(body):08x}".encode()


def _plain(value: Any) -> Any:
    """The value as JSON can hold it: what JSON has no form for is a mapping with the name of its type."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    elif isinstance(value, Enum | Decimal):
        parts = {"value": str(value)}
    elif isinstance(value, date):
        parts = {"year": value.year, "month": value.month, "day": value.day}
    else:
        return value
    return {"type": type(value).__name__, **parts}


def _build(parts: dict[str, Any]) -> Any:
    """The value that `_plain` made these parts of."""
    return _TYPES[parts.pop("type")](**{name: _tuples(part) for name, part in parts.items()})


def _tuples(value: Any) -> Any:
    """The value with a tuple for each list."""
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
