"""The nine made-up districts of the demo have Sweden's municipalities, and say that they are made up."""

from collections import Counter

from lovp.example import district_plans
from lovp.model import Plan
from lovp.plan.load import parse_plans

COUNT = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip
"""How many municipalities each county has, by the first two figures of their codes (Statistics Sweden)."""


def test_every_municipality_is_in_one_district_and_its_code_is_its_county_s(real: Plan) -> None:
    plans = {folder: parse_plans(text, folder)[0] for folder, text in district_plans()}
    assert len(plans) == 9
    towns = [town for plan in plans.values() for town in plan.municipalities]
    assert len(towns) == len({town.code for town in towns}) == len({town.name for town in towns}) == 290
    assert Counter(f"{town.code:04}"[:2] for town in towns) == COUNT
    assert len({(town.parent, (town.code or 0) // 100) for town in towns}) == len(COUNT)
    # The 55 of Västsverige stand in targets.yaml too, typed another time.
    own = {town.name: town.code for town in plans["vastsverige"].municipalities}
    assert own == {town.name: town.code for town in real.municipalities}
    for plan in plans.values():
        assert plan.organisation.startswith("EXEMPEL ")
        assert all("EXEMPEL" in target.source and target.central for target in plan.targets())
