"""Plans that were read before, kept so that everyday commands need neither YAML nor pydantic.

A file of the cache has a checksum, the program's version, the very text of targets.yaml, and the plans made
of it as JSON. One in which any of them is wrong is ignored. The files can be deleted at any time, and nothing
in them is executed.
"""

import json
import os
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, get_args
from zlib import crc32

from lovp import __version__, model

FORMAT = 3
"""Of the file; to be counted up when the plan's types change within a version."""

_HEAD = f"lovp {__version__} plan {FORMAT}\n".encode()
_SUM_BYTES = 4
_MOST_FILES = 16
_DOMAIN = (model.Plan, model.Limits, model.Place, model.KeyDate, model.Area, model.Target, model.Calendar)
_PARTS = (model.Span, *get_args(model.Measure), model.PlaceKind, model.Direction, date, Decimal)
_TYPES: dict[str, Any] = {kind.__name__: kind for kind in (*_DOMAIN, *_PARTS)}
"""What a plan is made of, beside texts, whole numbers, true, false, None and tuples."""


def cached(folder: Path, content: bytes) -> tuple[model.Plan, ...] | None:
    """The plans that were made of this content before, if the folder has them."""
    head = _HEAD + content
    try:
        data = _file(folder, content).read_bytes()
        sealed = data[_SUM_BYTES:]
        if data != _checksum(sealed) + sealed or not sealed.startswith(head):
            return None
        plans = _tuples(json.loads(sealed[len(head) :], object_hook=_build))
        return plans if plans and all(isinstance(plan, model.Plan) for plan in plans) else None
    except (OSError, ValueError, ArithmeticError, LookupError, TypeError, RecursionError):
        return None


def keep(folder: Path, content: bytes, plans: tuple[model.Plan, ...]) -> None:
    """Keep the plans made of the content; where that can't be done, the next command parses it again."""
    plain = json.dumps(_plain(plans), ensure_ascii=False, separators=(",", ":"))
    sealed = _HEAD + content + plain.encode()
    file = _file(folder, content)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        new.write_bytes(_checksum(sealed) + sealed)
        new.replace(file)
        # Each edit of a targets.yaml has made a file.
        files = sorted(folder.glob("plan-*"), key=lambda file: file.stat().st_mtime)
        for old in files[:-_MOST_FILES]:
            old.unlink(missing_ok=True)


def _file(folder: Path, content: bytes) -> Path:
    """Where the plans of this content are kept; another content of the same name is seen when it is read."""
    return folder / f"plan-{len(content)}-{crc32(content):08x}"


def _checksum(data: bytes) -> bytes:
    return crc32(data).to_bytes(_SUM_BYTES, "big")


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
    kind = _TYPES[parts.pop("type")]
    return kind(**{name: _tuples(part) for name, part in parts.items()})


def _tuples(value: Any) -> Any:
    """The value with a tuple for each list."""
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
