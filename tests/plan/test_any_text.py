"""Whatever the text: plans, or an error with problems that can be shown, at once."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.cli.show import format_problem
from lovp.errors import PlanError, Problem
from lovp.plan.load import parse_plans
from tests.plan.mistakes import FULL

LINES = FULL.splitlines()
WORDS = sorted(
    {word for line in LINES for word in line.split()}
    | set("-:,[]{}#&*!|>'\"%@`?~<\t")
    | {"no", "012", "22:22", "1e3", ".5", "<<", "---", "...", "2024-02-30", "6,2", "25 %", "\ufeff", "é"}
)


def check(content: str | bytes) -> None:
    try:
        assert parse_plans(content, "targets.yaml")
        return
    except PlanError as error:
        problems = error.problems
    assert problems
    places = [(problem.line, problem.column) for problem in problems]
    assert places == sorted(places)
    for problem in problems:
        assert problem.message
        assert problem.remedy
        # The words for what nobody has thought of.
        assert "can't have this value" not in problem.message
        assert problem.message != "this can't be read"
        format_problem(problem)


@given(st.text() | st.binary())
@example("{")
@example("[{name:[")
@example("\t\x1f")
@example('"\\')
@example("a: |9\n")
@example("? - a\n: - b\n")
def test_any_text(content: str | bytes) -> None:
    check(content)


@given(st.randoms(use_true_random=False))
def test_mutated_plans(chance: random.Random) -> None:
    check(mutated(chance))


def mutated(chance: random.Random) -> str:
    lines = list(LINES)
    for _round in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = " " * chance.randint(0, 3) + lines[at]
            case 3:
                lines[at] = lines[at][chance.randint(0, 3) :]
            case 4:
                key, colon, _value = lines[at].partition(": ")
                lines[at] = key + colon + chance.choice(WORDS)
            case 5:
                place = chance.randint(0, len(lines[at]))
                lines[at] = lines[at][:place] + chance.choice(WORDS) + lines[at][place:]
            case _:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines) + "\n"


HEAD = "organisation: A\nyear: 2024\nlanguage: sv\n"
MEGABYTE = 990_000

LAUGHS = 'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]\n' + "".join(
    f"{name}: &{name} [{','.join(['*' + former] * 9)}]\n"
    for former, name in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "a megabyte of brackets": (lambda: "[" * MEGABYTE, "more levels"),
    "aliases of aliases": (lambda: LAUGHS, "a text can't begin with &"),
    "a value of a megabyte": (lambda: "organisation: " + "a" * MEGABYTE, "at most 2000 characters"),
    "a number of a megabyte": (lambda: "year: " + "9" * MEGABYTE, "at most 15 digits"),
    "half a million numbers": (lambda: HEAD + "areas: [" + "1," * (MEGABYTE // 2) + "]", "more values"),
    "many unknown keys": (lambda: "".join(f"aa{n}: 1\n" for n in range(45_000)), "is not a key here"),
    "a hundred thousand documents": (lambda: "---\n" * 200_000, "more values"),
    "a megabyte of NUL": (lambda: "\0" * MEGABYTE, "U+0000"),
    "an escaped lone surrogate": (lambda: 'organisation: "\\ud800"\n', "quotes that begins here"),
    "UTF-16": (lambda: FULL.encode("utf-16"), "the file is not UTF-8"),
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
