"""Forgiving words: what people type, and never a guess between two."""

import re
from datetime import date
from pathlib import Path

import pytest

from lovp import matching
from lovp.dates import parse_date
from lovp.errors import UsageError
from lovp.plan.load import load_plans

(PLAN,) = load_plans(Path(__file__).parents[2] / "targets.yaml")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  SKÖVDE ", "Skövde"),
        ("sko\u0308vde", "Skövde"),  # o and its dots as two signs
        ("sko", "Skövde"),
        ("amal", "Åmål"),
        ("skara", "Skara"),
        ("skarab", "Skaraborg"),
        ("lilla   edet", "Lilla Edet"),
        ("DalsEd", "Dals-Ed"),
        ("dals-ed kommun", "Dals-Ed"),
        ("Skövdes kommun", "Skövde"),
    ],
)
def test_places(typed: str, name: str) -> None:
    assert matching.place(PLAN, typed).name == name


def test_targets() -> None:
    assert matching.target(PLAN, "skolinformation pa gym").id == "schoolinfo"
    # Whole, though another begins with medlem.
    assert matching.target(PLAN, "medlemmar").id == "medlemmar"
    # Both its id and its name begin so: they are not two things.
    assert matching.target(PLAN, "serb").id == "serbien"


@pytest.mark.parametrize("text", ["640823-3234", "anna@x.se"])
def test_personal_data_is_not_repeated(text: str) -> None:
    with pytest.raises(UsageError, match=re.escape("“***”")):
        matching.target(PLAN, text)
    with pytest.raises(UsageError, match=re.escape("“***”")):
        parse_date(text, date(2024, 3, 15), 2024)


def test_every_place_target_and_area_is_found_by_its_own_words() -> None:
    for place in PLAN.places:
        assert matching.place(PLAN, place.name) is place
    for target in PLAN.targets():
        assert matching.target(PLAN, target.id) is matching.target(PLAN, target.name) is target
    for area in PLAN.areas:
        assert matching.area(PLAN, area.id) is matching.area(PLAN, area.name) is area


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("skar", "Write one of them: Skara, Skaraborg"),
        ("var", "Write one of them: Vara, Varberg, Vårgårda"),  # å is a for who types, and comes after a
        ("skvöde", "Did you mean Skövde?"),
        ("vänern", "Did you mean Vara, Varberg, Vänersborg?"),
        ("qqqqqq", "The nearest are: Vara, Varberg, Vårgårda."),
    ],
)
def test_nothing_is_guessed(typed: str, remedy: str) -> None:
    several = f"“{typed}” can mean several things."
    missing = f"There is no place “{typed}” in the plan."
    wanted = several if remedy.startswith("Write") else missing
    with pytest.raises(UsageError) as caught:
        matching.place(PLAN, typed)
    assert (caught.value.message, caught.value.remedy) == (wanted, remedy)
    with pytest.raises(UsageError, match="several things"):
        matching.target(PLAN, "skolinfo")


def test_what_is_spelt_exactly_comes_before_what_is_only_alike() -> None:
    names = {"ab": "ab", "a-b": "a-b", "First": "ab", "Fir-st": "a-b", "Course": "a", "course": "c"}
    typed = ("ab", "a-b", "First", "FIRST", "course")
    assert [matching.one_of(text, names, "none") for text in typed] == ["ab", "a-b", "ab", "ab", "c"]
    with pytest.raises(UsageError, match="several things"):
        matching.one_of("f i r s t", names, "none")
    for text in ("Cour", "", "  ", "\u0308"):
        with pytest.raises(UsageError, match="none"):
            matching.one_of(text, names, "none", whole=True)
