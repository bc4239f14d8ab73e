"""Goals and due dates are the plan's own, and each exception to that is needed."""

import re
from collections import Counter
from datetime import date

from tests.plan_text.reading import (
    BY_ID,
    DOC,
    DUE_NOT_IN_QUOTE,
    GOAL_NOT_IN_QUOTE,
    GOALS,
    HEADINGS,
    PLAN,
    TARGETS,
    YEAR,
    dates_in,
    goal_number,
    numbers_in,
    read_text,
    squeeze,
)


def test_goals_are_the_plans_numbers() -> None:
    found: dict[str, Counter[str]] = {area: Counter() for area in HEADINGS.values()}
    for target in TARGETS:
        raw = target.raw
        if "goal" in raw:
            found[target.area][f"{raw['measure']} {raw['goal']} {raw.get('unit')}"] += 1
    assert found == {area: Counter(goals.split(", ") if goals else []) for area, goals in GOALS.items()}


def test_every_goals_number_stands_in_its_quote_but_for_the_exceptions() -> None:
    with_goal = [target for target in TARGETS if "goal" in target.raw]
    elsewhere = {t.id for t in with_goal if goal_number(t.raw["goal"]) not in numbers_in(t.source)}
    assert elsewhere == GOAL_NOT_IN_QUOTE.keys()


def test_central_are_the_plans_central_goals() -> None:
    """The plan has two lists of them, under “Centrala måltal”, and nothing else has their bullets."""
    listed = re.findall(r"^o (.+?)\.? *$", PLAN, re.MULTILINE)
    assert len(listed) == 11
    marked = {squeeze(target.source).rstrip("."): target for target in TARGETS if "central" in target.raw}
    assert set(marked) == {squeeze(line) for line in listed}
    assert all(target.raw["central"] == target.id for target in marked.values())


def test_what_the_exceptions_rest_on() -> None:
    """55 and 5 are the plan's numbers of places, and the places in targets.yaml are as many."""
    assert "i våra 55 kommuner" in squeeze(PLAN)
    assert "fem delregionala bemanningsgrupper" in squeeze(PLAN)
    towns = sum(len(subregion["municipalities"]) for subregion in DOC["places"])
    places = {"subregions": len(DOC["places"]), "municipalities": towns}
    assert places == {"subregions": 5, "municipalities": 55}
    for target in TARGETS:
        if target.raw["measure"] == "coverage":
            assert target.raw.get("goal") == places[target.raw["over"]], target.id


def test_an_active_branch_has_at_least_three_people() -> None:
    """LO's own words about the branches. A board is reported once, for this and for the under-30 share."""
    assert "Varje LO-fack ska bestå av minst tre personer" in squeeze(read_text("lofack.txt"))
    active = {"measure": "coverage", "over": "municipalities", "reads": "unga-ledamoter", "counts": "of"}
    assert active.items() <= BY_ID["aktiva-lofack"].raw.items()
    assert {"minimum": 3, "goal": 55}.items() <= BY_ID["aktiva-lofack"].raw.items()
    young = {"measure": "share", "over": "municipalities", "pace": "standing"}
    assert young.items() <= BY_ID["unga-ledamoter"].raw.items()


def test_milestones_and_activities_have_no_goal() -> None:
    """And everything else has one: a promise with a number is never followed as if it had none."""
    for target in TARGETS:
        measure = target.raw["measure"]
        assert ("goal" in target.raw) == (measure not in ("milestone", "activity")), target.id
        assert ("unit" in target.raw) == (measure != "milestone"), target.id


def test_due_dates_are_the_plans() -> None:
    milestones = {target.id: target for target in TARGETS if target.raw["measure"] == "milestone"}
    assert len(milestones) == 10
    assert milestones.keys() >= DUE_NOT_IN_QUOTE.keys()
    for id_, target in milestones.items():
        in_quote = dates_in(target.source)
        expected = in_quote[-1][1] if in_quote else date(YEAR, 12, 31)
        if id_ in DUE_NOT_IN_QUOTE:
            assert not in_quote, f"{id_} needs no exception: its quote has a date"
            expected = DUE_NOT_IN_QUOTE[id_][0]
        assert target.raw.get("due") == expected, id_
