"""Every kind of mistake in targets.yaml, with the whole text that a person sees."""

import pytest

from lovp.cli.show import format_problem
from lovp.errors import PlanError
from lovp.plan.load import parse_plans
from tests.plan.mistakes import FULL, Mistake, catalogue

MISTAKES = catalogue()
WRONG = FULL.replace("language: sv", "langauge: sv")


def complaints(text: str) -> str:
    with pytest.raises(PlanError) as caught:
        parse_plans(text, "targets.yaml")
    return "\n".join(format_problem(problem) for problem in caught.value.problems)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_mistake(mistake: Mistake) -> None:
    assert complaints(mistake.text()) == mistake.expected


def test_the_number_of_mistakes_is_told() -> None:
    for text, told in ((WRONG.replace("goal: 340", "goal: 0"), "2 mistakes"), ("", "1 mistake")):
        with pytest.raises(PlanError, match=rf"^p\.yaml has {told}$"):
            parse_plans(text, "p.yaml")
    with pytest.raises(PlanError, match="more than 200 mistakes") as caught:
        parse_plans("a: no\n" + "".join(f"b{number}: no\n" for number in range(300)), "targets.yaml")
    assert len(caught.value.problems) == 200


def test_mistakes_in_every_year_are_told_at_once() -> None:
    second = FULL.replace("year: 2024", "year: 2023").replace("unit: träffar", "unit: [1]")
    told = complaints(f"{WRONG}---\n{second}---\nyear: 12\n")
    lines = [line for line in told.splitlines() if line.startswith("targets.yaml:")]
    assert lines[0] == "targets.yaml:5:1: langauge: is not a key here"
    assert "targets.yaml:149:15: unit: takes a text" in lines
    # A mistake in the shape of the second year does not hide that its dates lie in another.
    assert "targets.yaml:142:14: due: 2024-11-30 is not in the plan's year, 2023" in lines
    assert "targets.yaml:203:7: year: must be at least 1900" in lines


def test_a_mistake_in_the_yaml_itself_is_told_alone() -> None:
    told = complaints(WRONG + "---\nyear: [\n")
    assert told.startswith("targets.yaml:102:7: in brackets, a comma or the closing bracket is missing\n")
    assert told.count("targets.yaml:") == 1
