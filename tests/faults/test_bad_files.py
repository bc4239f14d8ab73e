"""Any bytes as a record, any text as a plan, any words as values: understood, or refused in words."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lovp import matching
from lovp.cli import options
from lovp.errors import LovpError, PlanError, Problem
from lovp.model import Plan
from lovp.period import Month, parse_date, parse_moment, parse_month
from lovp.plan.load import load_plans, parse_plans
from lovp.problems import format_problem
from lovp.record import lines, parse
from lovp.record.numbers import parse_typed_number
from lovp.record.read import rows_of
from lovp.record.row import HEADER, canonical, format_row
from tests.faults import scale
from tests.faults.conftest import Injected
from tests.faults.hostile import WORDS, raw
from tests.folders import PLAN, SMALL

pytestmark = pytest.mark.all

SUBJECT = "Bad input"
CONTENT = SMALL.read_bytes()
TODAY = date(2024, 6, 1)
STRANGE = (b'"', b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=;\n", HEADER.encode())


def tried(most: int, full: int) -> settings:
    return settings(
        max_examples=scale.many(most, full),
        deadline=None,
        derandomize=not scale.FULL,
        suppress_health_check=list(HealthCheck),
    )


class _Bytes:
    """Bytes to be read as a file is."""

    def __init__(self, content: bytes) -> None:
        self._parts: Iterator[bytes] = iter((content, b""))

    def read(self, _most: int) -> bytes:
        return next(self._parts, b"")


def read(content: bytes) -> tuple[list[str], int]:
    """The lines in which the outcomes of a file are written again, and how many problems there are."""
    problems: list[Problem] = []
    blocks = lines.blocks(_Bytes(content))  # type: ignore[arg-type]
    found = [each.outcome for each in rows_of("a.csv", chain.from_iterable(blocks), problems)]
    for problem in problems:
        assert problem.message
        assert problem.remedy
        assert raw(format_problem(problem)) is None
    for outcome in found:
        assert all(raw(text) is None for text in canonical(outcome))
    return [format_row(outcome) for outcome in found], len(problems)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_WAIT", 0)


def spoilt(chance: random.Random, content: bytes) -> bytes:
    """The bytes after a few accidents: bits, pieces lost, doubled or moved, other dialects."""
    data = bytearray(content)
    for _accident in range(chance.randint(1, 5)):
        at, to = sorted(chance.randrange(len(data) + 1) for _end in range(2))
        match chance.randrange(9):
            case 0 if data:
                data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : min(to, at + 40)]
            case 2:
                data[at:at] = data[at:to]
            case 3:
                data[at:at] = chance.choice(list(WORDS.values()))[:200].encode("utf-8", "surrogatepass")
            case 4:
                data[at:to] = data[at:to].replace(b",", chance.choice([b";", b"\t"]))
            case 5:
                data[at:to] = data[at:to].replace(b"\n", chance.choice([b"\r\n", b"\r", b"\x85", b"\n\n"]))
            case 6:
                data[at:to] = bytes(data[at:to]).decode("utf-8", "ignore").encode("cp1252", "replace")
            case 7:
                data[at:at] = chance.choice(STRANGE)
            case _:
                data = bytearray(bytes(data).decode("utf-8", "ignore").encode("utf-16"))
    return bytes(data)


def test_any_bytes_as_a_record(injected: Injected) -> None:
    seen = {"read": 0, "told": 0}

    @tried(60, 3000)
    @given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
    def check(content: bytes) -> None:
        for whole in (content, HEADER.encode() + b"\n" + content):
            _rows, problems = read(whole)
            seen["told" if problems else "read"] += 1

    check()
    injected(SUBJECT, "any bytes as a file of the record", **seen)


def test_spoilt_records(injected: Injected) -> None:
    """What is read of a spoilt file is a sound row, and reads the same when it is written again."""
    seen = {"read": 0, "told": 0}
    for seed in range(scale.many(150, 6000)):
        rows, problems = read(spoilt(random.Random(seed), CONTENT))
        assert read((HEADER + "\n" + "".join(rows)).encode()) == (rows, 0), seed
        seen["told" if problems else "read"] += 1
    assert seen["told"]
    injected(SUBJECT, "files of the record, spoilt", **seen)


def test_dialects_mixed_line_by_line(injected: Injected) -> None:
    """Rows saved by different programs in one file are the same rows; none is lost, none made up."""
    first, *rest = CONTENT.decode().splitlines()
    expected, _problems = read(CONTENT)
    forms: list[Callable[[str], bytes]] = [
        lambda line: line.encode() + b"\n",
        lambda line: line.replace(",", ";").encode() + b"\r\n",
        lambda line: line.replace(",", ";").encode("cp1252") + b"\r\n",
        lambda line: line.replace(",", "\t").encode() + b"\n",
        lambda line: b'"' + line.replace('"', '""').encode() + b'"\r\n',
        lambda line: b"\xef\xbb\xbf" + line.encode() + b"\n",
        lambda line: line.encode() + b",,\n",
    ]
    count = scale.many(40, 1500)
    for seed in range(count):
        chance = random.Random(seed)
        mixed = b"".join(chance.choice(forms)(line) for line in rest)
        assert read(first.encode() + b"\n" + mixed) == (expected, 0), seed
    injected(SUBJECT, "files of the record with every line in another dialect", read=count)


def refused(content: str | bytes) -> bool:
    """Whether the text is no plan; what is wrong with it is then told, each with a remedy."""
    plans: tuple[Plan, ...] = ()
    problems: tuple[Problem, ...] = ()
    try:
        plans = parse_plans(content, "targets.yaml")
    except PlanError as error:
        problems = error.problems
    assert plans or problems
    for problem in problems:
        assert problem.message
        assert problem.remedy
        assert raw(format_problem(problem)) is None
    return bool(problems)


VALUES: list[object] = [
    None,
    True,
    "",
    " ",
    0,
    -1,
    1.5,
    10**30,
    [],
    {},
    [[]],
    {"a": {}},
    "no",
    "012",
    date(2024, 2, 29),
    date(1, 1, 1),
    *WORDS.values(),
]


def places_in(value: object) -> Iterator[tuple[object, object]]:
    """Every mapping and list in the value with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places_in(value[key])  # type: ignore[index]


def bent(chance: random.Random) -> str:
    """The real plan as YAML after a few changes: a value for another, a key renamed, lost or moved."""
    whole = yaml.load(PLAN.read_bytes(), Loader=yaml.CSafeLoader)
    for _change in range(chance.randint(1, 3)):
        places = list(places_in(whole))
        holder, key = chance.choice(places)
        match chance.randrange(4):
            case 0:
                holder[key] = chance.choice(VALUES)  # type: ignore[index]
            case 1:
                other, from_ = chance.choice(places)
                holder[key] = other[from_]  # type: ignore[index]
            case 2:
                del holder[key]  # type: ignore[attr-defined]
            case _ if isinstance(holder, dict):
                holder[str(chance.choice(VALUES))[:300]] = holder.pop(key)
            case _:
                holder.append(chance.choice(VALUES))  # type: ignore[attr-defined]
    # What stands in two places is written out in both, unless it stands in itself.
    return str(yaml.safe_dump(whole, allow_unicode=chance.random() < 0.5, sort_keys=False))


def test_bent_plans(injected: Injected) -> None:
    seen = {"read": 0, "refused": 0}
    for seed in range(scale.many(12, 400)):
        seen["refused" if refused(bent(random.Random(seed))) else "read"] += 1
    assert seen["refused"]
    injected(SUBJECT, "the real plan bent: values, keys and blocks exchanged", **seen)


def test_spoilt_plans(injected: Injected) -> None:
    content = PLAN.read_bytes()
    seen = {"read": 0, "refused": 0}
    for seed in range(scale.many(12, 400)):
        seen["refused" if refused(spoilt(random.Random(seed), content)) else "read"] += 1
    assert seen["refused"]
    injected(SUBJECT, "the real plan spoilt byte by byte", **seen)


PLANS: tuple[Plan, ...] = load_plans(Path(PLAN))
PARSERS: dict[str, Callable[[str], object]] = {
    "a date": lambda text: parse_date(text, TODAY, 2024),
    "a date on the first day": lambda text: parse_date(text, date.min, 1),
    "a month": lambda text: parse_month(text, TODAY, 2024),
    "a month in the first": lambda text: parse_month(text, date.min, 1),
    "a moment": parse_moment,
    "a number": parse_typed_number,
    "how many": options.whole_number,
    "a place": lambda text: matching.place(PLANS[0], text),
    "a target": lambda text: matching.target(PLANS[0], text),
    "an area": lambda text: matching.area(PLANS[0], text),
    "a number in a record": parse.parse_number,
    "a date in a record": parse.parse_date,
}
SIGNS = "0123456789-/.,: +TZWe" + "abmåirsjölt" + "１٣²½\u0301\u200b\u202e\xa0\u2212\x1b\n\udc80"


def is_meant(value: object) -> bool:
    """Whether the value is one that exists: a date and a month in the calendar, no number below nothing."""
    if isinstance(value, Month):
        return value.first <= value.last
    if isinstance(value, int | Decimal):
        return 0 <= value < 10**15
    return value is None or value is not False


def complaint(what: str, text: str) -> str | None:
    """What is said of the words where they can't be understood; None where they mean something."""
    try:
        value = PARSERS[what](text)
    except LovpError as error:
        return error.message
    assert is_meant(value)
    return None


@pytest.mark.parametrize("what", PARSERS)
def test_any_words_as_a_value(what: str, injected: Injected) -> None:
    seen = {"understood": 0, "refused": 0}

    def look(text: str) -> None:
        said = complaint(what, text)
        seen["understood" if said is None else "refused"] += 1
        if said is not None:
            assert 0 < len(said) < 300
            assert raw(said) is None

    @tried(40, 2000)
    @given(st.text(max_size=30) | st.text(SIGNS, max_size=14))
    def check(text: str) -> None:
        look(text)

    check()
    for text in WORDS.values():
        look(text)
    assert seen["refused"]
    injected(SUBJECT, f"any words as {what}", **seen)
