"""Any bytes as a record, any text as a plan, any words as values: understood, or refused in words."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

import pytest

from lovp.errors import PlanError, Problem
from lovp.model import Plan
from lovp.plan.load import parse_plans
from lovp.problems import format_problem
from lovp.record import lines
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


def test_spoilt_plans(injected: Injected) -> None:
    content = PLAN.read_bytes()
    seen = {"read": 0, "refused": 0}
    for seed in range(scale.many(12, 400)):
        seen["refused" if refused(spoilt(random.Random(seed), content)) else "read"] += 1
    assert seen["refused"]
    injected(SUBJECT, "the real plan spoilt byte by byte", **seen)
