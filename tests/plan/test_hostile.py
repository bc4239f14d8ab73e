"""Texts made to crash or to hang a reader: each is one clear error, at once."""

import time
from collections.abc import Callable

import pytest

from lovp.errors import PlanError, Problem, format_problem
from lovp.plan.load import parse_plans
from tests.plan.mistakes import FULL

HEAD = "organisation: A\nyear: 2024\nlanguage: sv\n"
MEGABYTE = 990_000

LAUGHS = 'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]\n' + "".join(
    f"{name}: &{name} [{','.join(['*' + former] * 9)}]\n"
    for former, name in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "a megabyte of brackets": (lambda: "[" * MEGABYTE, "more levels"),
    "a megabyte of dashes": (lambda: "- " * (MEGABYTE // 2), "more levels"),
    "deep by indentation": (lambda: "".join(" " * n + "a:\n" for n in range(1000)), "more levels"),
    "aliases of aliases": (lambda: LAUGHS, "a text can't begin with &"),
    "an alias of itself": (lambda: "a: [*a]\n", "a text can't begin with *"),
    "a key of a megabyte": (lambda: "a" * MEGABYTE + ": 1\n", "this line doesn't fit the lines above"),
    "a value of a megabyte": (lambda: "organisation: " + "a" * MEGABYTE, "at most 2000 characters"),
    "a number of a megabyte": (lambda: "year: " + "9" * MEGABYTE, "at most 15 digits"),
    "an exponent": (lambda: "year: 1e999999999\n", "this is not how a number is written"),
    "half a million numbers": (lambda: HEAD + "areas: [" + "1," * (MEGABYTE // 2) + "]", "more values"),
    "many unknown keys": (lambda: "".join(f"aa{n}: 1\n" for n in range(45_000)), "is not a key here"),
    "a hundred thousand documents": (lambda: "---\n" * 200_000, "more values"),
    "a megabyte of tabs": (lambda: "\ta\n" * (MEGABYTE // 3), "a tab in the indentation"),
    "a megabyte of NUL": (lambda: "\0" * MEGABYTE, "U+0000"),
    "a lone surrogate": (lambda: "organisation: \ud800\n", "U+D800"),
    "an escaped lone surrogate": (lambda: 'organisation: "\\ud800"\n', "a backslash that means nothing"),
    "a right-to-left override": (lambda: "organisation: \u202egnp\n", "U+202E"),
    "a line separator": (lambda: "organisation: a\u2028year: 2024\n", "U+2028"),
    "UTF-16": (lambda: FULL.encode("utf-16"), "the file is not UTF-8"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "the file is empty"),
    "one word": (lambda: "hello\n", "a plan: takes a block of keys"),
    "keys without values": (lambda: "a:\n" * 40_000, "a value is missing"),
}


def problems_of(content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(PlanError) as caught:
        parse_plans(content, "targets.yaml")
    assert caught.value.problems
    return caught.value.problems


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    make, expected = HOSTILE[name]
    content = make()
    began = time.process_time()
    problems = problems_of(content)
    shown = [format_problem(problem) for problem in problems]
    assert time.process_time() - began < 2
    assert any(expected in problem.message for problem in problems), [p.message for p in problems[:5]]
    assert all(len(line) < 400 for text in shown for line in text.splitlines())


def test_windows_1252_is_told_by_line_and_byte() -> None:
    content = FULL.encode("cp1252")
    (problem,) = problems_of(content)
    assert format_problem(problem) == (
        "targets.yaml:11: the file is not UTF-8: byte 271 (hexadecimal F6) can't be read\n"
        '  Save the file again with the encoding UTF-8 (in the editor under "Save as").'
    )
    assert content[270:271] == b"\xf6"
