"""The nine made-up districts of the demo have Sweden's municipalities, and say that they are made up."""

from collections import Counter
from pathlib import Path

from lovp.example_districts import COUNTIES, DISTRICTS, district_plans, municipalities
from lovp.plan.load import parse_plans

COUNT = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip
"""How many municipalities each county has, by the first two figures of their codes (Statistics Sweden)."""


def test_every_municipality_is_in_one_county_and_one_district() -> None:
    towns = [town for county in COUNTIES for town in municipalities(county)]
    assert len(towns) == 290
    assert len({code for code, _name in towns}) == len({name for _code, name in towns}) == 290
    assert Counter(f"{code:04}"[:2] for code, _name in towns) == COUNT
    for county in COUNTIES:
        assert len({code // 100 for code, _name in municipalities(county)}) == 1, county
    counties = [county for _folder, _name, its_own in DISTRICTS for county in its_own]
    assert sorted(counties) == sorted(COUNTIES)
    assert len(DISTRICTS) == 9


def test_the_codes_are_those_of_the_2024_plan() -> None:
    """The 55 of Västsverige stand in targets.yaml too, typed another time."""
    (plan,) = parse_plans((Path(__file__).parents[2] / "targets.yaml").read_bytes(), "targets.yaml")
    (counties,) = (its_own for folder, _name, its_own in DISTRICTS if folder == "vastsverige")
    own = {name: code for county in counties for code, name in municipalities(county)}
    assert own == {place.name: place.code for place in plan.municipalities()}


def test_the_plans_are_sound_and_say_that_they_are_made_up() -> None:
    plans = {folder: parse_plans(text.encode(), folder)[0] for folder, text in district_plans()}
    assert sum(len(plan.municipalities()) for plan in plans.values()) == 290
    for plan in plans.values():
        assert plan.organisation.startswith("EXEMPEL ")
        assert all("EXEMPEL" in target.source and target.central for target in plan.targets())
