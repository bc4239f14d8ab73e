"""The words after the target of `lovp log`: value, place and date, in the order in which they are written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lovp.cli.main import main
from lovp.errors import LovpError
from lovp.exchange.typed.command_words import parse_words
from lovp.exchange.typed.row_parser import Terms, parse_day
from lovp.model import Plan
from lovp.plan.load import load_plans
from tests.folders import PLAN

(THE_PLAN,) = load_plans(PLAN)
TODAY = date(2024, 3, 15)  # a Friday
NOTHING = {"place": None, "of": None, "date": None, "note": None}


def sort(text: str, **given: str) -> dict[str, str | None]:
    """What the words of the text say; in it, _ stands for a space within a word."""
    words = [word.replace("_", " ") for word in text.split(" ")]
    found = parse_words("schoolinfo", words, {**NOTHING, **given}, plan=THE_PLAN, today=TODAY)
    return {field: said for field, said in found.items() if said is not None}


@pytest.mark.parametrize(
    ("text", "value", "place", "day"),
    [
        ("3", "3", None, None),
        ("3 skövde 12/3", "3", "skövde", "12/3"),
        ("3 12/3", "3", None, "12/3"),
        ("skövde", None, "skövde", None),
        ("12/3", None, None, "12/3"),
        ("skövde 12/3 3", "3", "skövde", "12/3"),
        ("3 skovde 2024-03-12", "3", "skovde", "2024-03-12"),
        ("2,5 skaraborg igår", "2,5", "skaraborg", "igår"),
        ("1_200 hjo", "1 200", "hjo", None),
        ("3 lilla edet 12 mars", "3", "lilla edet", "12 mars"),
        ("3 lilla_edet 12_mars", "3", "lilla edet", "12 mars"),
        ("3 hjo den 12 mars 2024", "3", "hjo", "den 12 mars 2024"),
        ("3 skövde kommun idag", "3", "skövde kommun", "idag"),
        ("3 sko i går", "3", "sko", "i går"),
        ("12 mars", None, None, "12 mars"),
        ("3 hjo 12 mar", "3", "hjo", "12 mar"),
        ("3 12 mar", "3", None, "12 mar"),
        ("3 30/2", "3", None, "30/2"),
        ("-3", "-3", None, None),
        ("3 st hjo", "3 st", "hjo", None),
        ("3_st", "3 st", None, None),
        ("4 klassrum hjo 12/3", "4 klassrum", "hjo", "12/3"),
        ("1 300 hjo", "1 300", "hjo", None),
        ("50% hjo", "50%", "hjo", None),  # why it is refused is said when it is read
        ("240312", "240312", None, None),
        ("3 hjo 240312", "3", "hjo", "240312"),
        ("3 20240312", "3", None, "20240312"),
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
        ("three", "“three” can't be read", ""),
        ("3 ma", "“ma” can't be read", "Mariestad"),
        ("3 hj", "“hj” can't be read", "Did you mean Hjo?"),
        ("3 två klasser", "“två klasser” can't be read", "with --note"),
        ("3 lila edet", "“lila edet” can't be read", "Did you mean Lilla Edet?"),
        ("3 mar", "“3 mar” can mean several things.", "--date"),
        ("2 7 hjo", "One word too many: 7 hjo", "2 --of 7"),
        ("3 hjo mark", "One word too many: mark", "once each"),
        ("3 hjo 12/3 två klasser", "“två klasser” can't be read", "with --note"),
        ("3 lilla_edet två", "“två” can't be read", "with --note"),
    ],
)
def test_what_is_told_of_a_word_too_many(text: str, message: str, remedy: str) -> None:
    with pytest.raises(LovpError) as caught:
        sort(text)
    assert caught.value.exit_code == 2
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_note_without_quotation_marks() -> None:
    with pytest.raises(LovpError) as caught:
        sort("3 hjo klasser på Västerhöjd", note="två")
    assert caught.value.remedy == 'Put quotation marks around a note: --note "two words".'


@pytest.mark.parametrize("text", ["3 070-123_45_67", "3 hjo 12/3 ring 070-123_45_67", "anna@example.se"])
def test_personal_data_is_not_repeated(text: str) -> None:
    with pytest.raises(LovpError) as caught:
        sort(text)
    assert "070" not in caught.value.message + caught.value.remedy
    assert "anna" not in caught.value.message + caught.value.remedy


@pytest.mark.parametrize(
    ("text", "given", "names"),
    [
        ("3 hjo", {"place": "mark"}, ("“hjo”", "--place")),
        ("3 12/3", {"date": "1/3"}, ("“12/3”", "--date")),
    ],
)
def test_a_word_and_its_option_together_are_refused(
    text: str, given: dict[str, str], names: tuple[str, str]
) -> None:
    with pytest.raises(LovpError) as caught:
        sort(text, **given)
    assert caught.value.exit_code == 2
    assert all(name in caught.value.message for name in names)


def test_in_january_december_is_the_last_one() -> None:
    plans = {2024: THE_PLAN, 2025: replace(THE_PLAN, year=2025)}

    def plan_of(day: date) -> Plan:
        if day.year not in plans:
            raise LovpError("no plan")
        return plans[day.year]

    def said(text: str, today: date) -> str:
        with pytest.raises(LovpError) as caught:
            parse_day(Terms(plan_of, today), today.year, text)
        return f"{caught.value.message} {caught.value.remedy}"

    january = date(2025, 1, 20)
    assert said("20/12", january) == "2025-12-20 has not come yet. Did you mean 2024-12-20?"
    assert said("31 december", january) == "2025-12-31 has not come yet. Did you mean 2024-12-31?"
    # Not where the year is written, tomorrow is nearer, or there is no plan of last year.
    assert "Did you mean" not in said("2025-12-20", january)
    assert "Did you mean" not in said("21/1", january)
    assert "Did you mean" not in said("20/12", date(2024, 1, 20))
    assert parse_day(Terms(plan_of, january), 2025, "20/1") == january
    assert parse_day(Terms(plan_of, date(2024, 3, 1)), 2024, "29/2") == date(2024, 2, 29)


def test_the_answer_says_how_the_words_were_understood(
    prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(prepare("plan"))
    monkeypatch.setenv("LOVP_TODAY", "2024-03-15")
    assert main(["log", "schoolinfo", "3", "skövde", "12/3"]) == 0
    assert "3 klassrumspresentationer · Skövde · 12 mars 2024" in capsys.readouterr().out
    assert main(["log", "schoolinfo", "skövde"]) == 0
    assert "1 klassrumspresentation · Skövde · 15 mars 2024" in capsys.readouterr().out
