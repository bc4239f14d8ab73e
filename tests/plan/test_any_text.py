"""Whatever the text: plans, or an error with problems that can be shown."""

import random

from hypothesis import example, given
from hypothesis import strategies as st

from lovp.errors import PlanError, format_problem
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


def test_the_truncated_plan() -> None:
    """A plan that ends anywhere, as a file that is being copied does."""
    for end in range(0, len(FULL), 29):
        check(FULL[:end])
