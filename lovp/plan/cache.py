"""Plans that were read and checked before, kept so that everyday commands need neither YAML nor pydantic.

A file of the cache begins with the version of the program, then has the very text of targets.yaml that its
plans were made of, and the plans as JSON. It counts only if all of that and its checksum are as they should
be; otherwise, and where it can't be read or written, the text is parsed as if there were no cache. It can be
deleted at any time, and nothing in it is ever executed.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zlib import crc32

from lovp import __version__
from lovp.calendars import EVEN, even
from lovp.model import (
    Activity,
    Area,
    Calendar,
    Coverage,
    Direction,
    KeyDate,
    Level,
    Limits,
    Measure,
    Milestone,
    Number,
    Place,
    PlaceKind,
    Plan,
    Share,
    Span,
    Sum,
    Target,
)

FORMAT = 3
"""Of the file; to be counted up when the plan's types change within a version."""

_HEAD = f"lovp {__version__} plan {FORMAT}\n".encode()
_SUM_BYTES = 4
_MOST_FILES = 16
_FOREIGN = (ValueError, StopIteration, KeyError, TypeError, AttributeError, RecursionError, OSError)
"""What reading a file can end in that this program did not write."""


def cached(folder: Path, content: bytes) -> tuple[Plan, ...] | None:
    """The plans that were made of this content before, if the folder has them."""
    try:
        data = _file(folder, content).read_bytes()
        start = len(_HEAD) + len(content) + _SUM_BYTES
        if data[: start - _SUM_BYTES] != _HEAD + content or data[start - _SUM_BYTES : start] != _sum(
            data[start:]
        ):
            return None
        return tuple(_plan(each) for each in json.loads(data[start:]))
    except _FOREIGN:
        return None


def keep(folder: Path, content: bytes, plans: Sequence[Plan]) -> None:
    """Keep the plans made of the content; where that can't be done, the next command parses it again."""
    body = json.dumps(plans, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()
    file = _file(folder, content)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        # Put in place whole; a torn one after a power cut would not have its checksum.
        new = file.with_name(f"{file.name}.{os.getpid()}.tmp")
        new.write_bytes(_HEAD + content + _sum(body) + body)
        new.replace(file)
        _prune(folder)


def _file(folder: Path, content: bytes) -> Path:
    """Where the plans of this content are kept; another content of the same name is seen when it is read."""
    return folder / f"plan-{len(content)}-{crc32(content):08x}"


def _sum(data: bytes) -> bytes:
    return crc32(data).to_bytes(_SUM_BYTES, "big")


def _prune(folder: Path) -> None:
    """Leave the latest few files: each edit of a targets.yaml has made one."""
    files = sorted(folder.glob("plan-*"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST_FILES:]:
        file.unlink(missing_ok=True)


def _plain(value: Any) -> Any:
    """What JSON can hold, of what it can't: `_plan` makes of it again what it was."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if not is_dataclass(value):
        raise TypeError(f"{value!r} has no place in a plan")
    plain = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Target):
        # One calendar paces many targets.
        return plain | {"calendar": value.calendar.id}
    return {"kind": value.kind} | plain if isinstance(value, Measure) else plain


def _plan(plain: dict[str, Any]) -> Plan:
    calendars = tuple(_calendar(each) for each in plain["calendars"])
    paces = {calendar.id: calendar for calendar in calendars} | {EVEN: even(plain["year"])}
    return Plan(
        organisation=plain["organisation"],
        year=plain["year"],
        language=plain["language"],
        limits=Limits(*map(_number, plain["limits"].values())),
        hide_below=plain["hide_below"],
        places=tuple(_place(**each) for each in plain["places"]),
        calendars=calendars,
        dates=tuple(_key_date(**each) for each in plain["dates"]),
        areas=tuple(
            Area(area["id"], area["name"], tuple(_target(paces, **each) for each in area["targets"]))
            for area in plain["areas"]
        ),
        place_word=_words(plain["place_word"]),
        group_word=_words(plain["group_word"]),
    )


def _words(plain: list[str]) -> tuple[str, str]:
    one, many = plain
    return one, many


def _calendar(plain: dict[str, Any]) -> Calendar:
    terms, breaks = (
        tuple(Span(each["name"], _date(each["first"]), _date(each["last"])) for each in plain[name])
        for name in ("terms", "breaks")
    )
    return Calendar(plain["id"], plain["name"], terms, breaks, plain["weekdays"])


def _place(kind: str, tile: list[int] | None, **plain: Any) -> Place:
    return Place(kind=PlaceKind(kind), tile=(tile[0], tile[1]) if tile else None, **plain)


def _key_date(first: str, last: str, **plain: Any) -> KeyDate:
    return KeyDate(first=_date(first), last=_date(last), **plain)


def _target(paces: dict[str, Calendar], **plain: Any) -> Target:
    goal, due = plain["goal"], plain["due"]
    return Target(
        **plain
        | {
            "measure": _measure(**plain["measure"]),
            "calendar": paces[plain["calendar"]],
            "goal": None if goal is None else _number(goal),
            "direction": Direction(plain["direction"]),
            "due": None if due is None else _date(due),
            "goals": tuple((place, _number(goal)) for place, goal in plain["goals"]),
        }
    )


def _measure(kind: str, **plain: Any) -> Measure:
    match kind:
        case "share":
            return Share(PlaceKind(plain["over"]))
        case "coverage":
            return Coverage(PlaceKind(plain["over"]), _number(plain["minimum"]), plain["counts"])
        case _:
            simple: tuple[Measure, ...] = (Sum(), Milestone(), Level(), Activity())
            return next(measure for measure in simple if measure.kind == kind)


def _number(plain: int | str) -> Number:
    return Decimal(plain) if isinstance(plain, str) else plain


def _date(plain: str) -> date:
    return date.fromisoformat(plain)
