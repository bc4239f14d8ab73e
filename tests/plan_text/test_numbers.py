"""Goals and due dates are the plan's own, and each exception to that is needed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.plan_text.reading import (
    DUE_NOT_IN_QUOTE,
    GOAL_NOT_IN_QUOTE,
    GOALS,
    HEADINGS,
    YEAR,
    Target,
    by_id,
    dates_in,
    goal_number,
    numbers_in,
    read_plan_text,
    show,
    squeeze,
)

# Numbers ----------------------------------------------------------------------------------------------------


def test_goals_are_the_plans_numbers(targets: list[Target]) -> None:
    found: dict[str, Counter[str]] = {area: Counter() for area in HEADINGS.values()}
    for target in targets:
        raw = target.raw
        if "goal" in raw:
            found[target.area][f"{raw['measure']} {raw['goal']} {raw.get('unit')}"] += 1
    for area, goals in GOALS.items():
        missing, extra = Counter(goals) - found[area], found[area] - Counter(goals)
        assert not missing, f"{area}: goals of the plan that are missing: {list(missing.elements())}"
        assert not extra, f"{area}: goals that are not in the plan: {list(extra.elements())}"


def test_every_goals_number_stands_in_its_quote(targets: list[Target]) -> None:
    wrong = [
        f"{target.id}: goal {target.raw['goal']} in “{target.source}”"
        for target in targets
        if "goal" in target.raw
        and target.id not in GOAL_NOT_IN_QUOTE
        and goal_number(target.raw["goal"]) not in numbers_in(target.source)
    ]
    assert not wrong, "goals whose number is not in the quote:" + show(wrong)


def test_central_are_the_plans_central_goals(targets: list[Target]) -> None:
    """The plan has two lists of them, under “Centrala måltal”, and nothing else has their bullets."""
    listed = re.findall(r"^o (.+?)\.? *$", read_plan_text(), re.MULTILINE)
    assert len(listed) == 11
    marked = {squeeze(target.source).rstrip("."): target for target in targets if "central" in target.raw}
    assert set(marked) == {squeeze(line) for line in listed}
    assert all(target.raw["central"] == target.id for target in marked.values())


@pytest.mark.parametrize("target_id", GOAL_NOT_IN_QUOTE)
def test_no_goal_exception_is_superfluous(target_id: str, targets: list[Target]) -> None:
    target = by_id(targets).get(target_id)
    assert target is not None, f"there is no target {target_id}"
    assert "goal" in target.raw, f"{target_id} has no goal"
    assert goal_number(target.raw["goal"]) not in numbers_in(target.source), f"{target_id} needs no exception"


def test_what_the_exceptions_rest_on(doc: dict[str, Any], targets: list[Target], plan: str) -> None:
    """55 and 5 are the plan's numbers of places, and the places in targets.yaml are as many."""
    assert "i våra 55 kommuner" in squeeze(plan)
    assert "fem delregionala bemanningsgrupper" in squeeze(plan)
    places = {
        "subregions": len(doc["places"]),
        "municipalities": sum(len(subregion["municipalities"]) for subregion in doc["places"]),
    }
    assert places == {"subregions": 5, "municipalities": 55}
    for target in targets:
        if target.raw["measure"] == "coverage":
            assert target.raw.get("goal") == places[target.raw["over"]], (
                f"{target.id} does not cover every place"
            )


def test_an_active_branch_has_at_least_three_people(targets: list[Target]) -> None:
    """LO's own words about the branches. A board is reported once, for this and for the under-30 share."""
    assert "Varje LO-fack ska bestå av minst tre personer" in squeeze(read_plan_text("lofack.txt"))
    missing = {"aktiva-lofack", "unga-ledamoter"} - by_id(targets).keys()
    assert not missing, f"no target {missing}"
    raw = by_id(targets)["aktiva-lofack"].raw
    assert {key: raw.get(key) for key in ("measure", "over", "reads", "counts", "minimum", "goal")} == {
        "measure": "coverage",
        "over": "municipalities",
        "reads": "unga-ledamoter",
        "counts": "of",
        "minimum": 3,
        "goal": 55,
    }
    young = by_id(targets)["unga-ledamoter"].raw
    assert (young["measure"], young["over"], young.get("pace")) == ("share", "municipalities", "standing")


def test_milestones_and_activities_have_no_goal(targets: list[Target]) -> None:
    """And everything else has one: a promise with a number is never followed as if it had none."""
    wrong = [t.id for t in targets if ("goal" in t.raw) == (t.raw["measure"] in ("milestone", "activity"))]
    assert not wrong, f"a goal missing, or one too many: {wrong}"
    unitless = [t.id for t in targets if ("unit" in t.raw) == (t.raw["measure"] == "milestone")]
    assert not unitless, f"a unit missing, or a milestone with one: {unitless}"


# Dates ------------------------------------------------------------------------------------------------------


def test_due_dates_are_the_plans(targets: list[Target]) -> None:
    milestones = [target for target in targets if target.raw["measure"] == "milestone"]
    assert len(milestones) == 10, f"ten things are to be done, found {[target.id for target in milestones]}"
    for target in milestones:
        in_quote = dates_in(target.source)
        expected = in_quote[-1][1] if in_quote else date(YEAR, 12, 31)
        if target.id in DUE_NOT_IN_QUOTE:
            assert not in_quote, f"{target.id} needs no exception: its quote has a date"
            expected = DUE_NOT_IN_QUOTE[target.id][0]
        due = target.raw.get("due")
        assert due == expected, f"{target.id} is due {due}, expected {expected}"
    unknown = DUE_NOT_IN_QUOTE.keys() - {target.id for target in milestones}
    assert not unknown, f"exceptions for what is no milestone: {unknown}"
