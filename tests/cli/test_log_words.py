"""The words after the target of `lovp log`: value, place and date, in the order in which they are written."""

from dataclasses import replace
from datetime import date

import pytest

from lovp.cli.log_words import parse_words
from lovp.cli.typed_rows import Terms, parse_day
from lovp.errors import LovpError, UsageError
from lovp.model import Plan
from lovp.plan.load import load_plans
from tests.folders import PLAN

(THE_PLAN,) = load_plans(PLAN)
TODAY = date(2024, 3, 15)  # a Friday
NOTHING = {"place": None, "of": None, "date": None, "note": None}


def sort(text: str, place: str | None = None) -> dict[str, str | None]:
    """What the words of the text say; in it, _ stands for a space within a word."""
    words = [word.replace("_", " ") for word in text.split(" ")]
    found = parse_words("schoolinfo", words, {**NOTHING, "place": place}, plan=THE_PLAN, today=TODAY)
    return {field: said for field, said in found.items() if said is not None}


@pytest.mark.parametrize(
    ("text", "value", "place", "day"),
    [
        ("3 skövde 12/3", "3", "skövde", "12/3"),
        ("2,5 skaraborg igår", "2,5", "skaraborg", "igår"),
        ("1_200 hjo", "1 200", "hjo", None),
        ("3 lilla edet 12 mars", "3", "lilla edet", "12 mars"),
        ("4 klassrum hjo 12/3", "4 klassrum", "hjo", "12/3"),
        ("50% hjo", "50%", "hjo", None),  # why it is refused is said when it is read
        ("240312", "240312", None, None),
    ],
)
def test_each_word_goes_where_it_plainly_belongs(
    text: str, value: str | None, place: str | None, day: str | None
) -> None:
    said = {"value": value, "place": place, "date": day}
    assert sort(text) == {field: text for field, text in said.items() if text is not None}


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("3 sköved", "“sköved” can't be read", "Did you mean Skövde?"),
        ("3 ma", "“ma” can't be read", "Mariestad"),
        ("3 mar", "“3 mar” can mean several things.", "--date"),
        ("2 7 hjo", "One word too many: 7 hjo", "a whole with --of"),
        ("3 hjo mark", "One word too many: mark", "once each"),
        ("3 hjo ring 070-123_45_67", "“***” can't be read", "with --note"),
        ("tre hjo", "“tre” can't be read", "with --note"),
        ("11 av 24 hjo", "“av” can't be read", "whole with --of"),
        ("3 hjo 12/3 två klasser", "“två klasser” can't be read", "with --note"),
    ],
)
def test_what_is_told_of_a_word_too_many(text: str, message: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        sort(text)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_word_and_its_option_together_are_refused() -> None:
    with pytest.raises(UsageError, match="One word too many"):
        sort("3 hjo", place="mark")


@pytest.mark.parametrize(
    ("text", "today", "remedy"),
    [
        ("16/3", TODAY, "Record it when it has happened."),
        ("31 december", date(2025, 1, 2), "Did you mean 2024-12-31?"),
        ("31 december", TODAY, "Record it when it has happened."),  # there is no plan of 2023
        ("21/1", date(2025, 1, 20), "Record it when it has happened."),  # tomorrow is nearer
    ],
)
def test_a_day_to_come_is_refused_and_in_january_last_december_is_offered(
    text: str, today: date, remedy: str
) -> None:
    def plan_of(day: date) -> Plan:
        if day.year not in (2024, 2025):
            raise LovpError("no plan")
        return replace(THE_PLAN, year=day.year)

    with pytest.raises(UsageError, match="has not come yet") as caught:
        parse_day(Terms(plan_of, today), today.year, text)
    assert caught.value.remedy == remedy
