"""A line of a pile of notes: how it is understood, what is refused, and that what is written is read back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.cli.note_line import LineError, Terms, parse, written
from lovp.errors import LovpError
from lovp.model import Outcome
from lovp.plan.load import load_plans
from lovp.record.fits import misfit
from lovp.record.new import checked_note
from tests.folders import PLAN

(THE_PLAN,) = load_plans(PLAN)
TODAY = date(2024, 3, 15)  # a Friday
FORMER = Outcome("", date(2024, 2, 1), "schoolinfo", "Mark", 9, None, "förra", "", "", "")

Said = tuple[str, object, object, tuple[int, int], str]


def terms(target: str) -> Terms:
    return Terms(THE_PLAN, THE_PLAN.target_by_id[target], TODAY)


def said(line: str, target: str = "schoolinfo") -> Said:
    row = parse(line, terms(target), FORMER)
    return (row.place, row.value, row.of, (row.date.day, row.date.month), row.note)


@pytest.mark.parametrize(
    ("line", "place", "value", "day", "note"),
    [
        ("skövde 3 12/3 två klasser på Västerhöjd", "Skövde", 3, (12, 3), "två klasser på Västerhöjd"),
        ("12/3 skovde 3", "Skövde", 3, (12, 3), ""),
        ("3 skövde 12 mars två klasser", "Skövde", 3, (12, 3), "två klasser"),
        ("Skövde;3;12/3;två klasser", "Skövde", 3, (12, 3), "två klasser"),
        ("Skövde, 3, 12/3, två, tre klasser", "Skövde", 3, (12, 3), "två, tre klasser"),
        ("skövde,3,12/3", "Skövde", 3, (12, 3), ""),
        ("Skövde\t3\t2024-03-12\ttvå klasser", "Skövde", 3, (12, 3), "två klasser"),
        ("Skövde: 3, den 12 mars 2024", "Skövde", 3, (12, 3), ""),
        ("lilla edet 2 igår", "Lilla Edet", 2, (14, 3), ""),
        ("lilla e 2 i går", "Lilla Edet", 2, (14, 3), ""),
        ("dals-ed 2 måndag", "Dals-Ed", 2, (11, 3), ""),
        ("skövde kommun 2", "Skövde", 2, (15, 3), ""),
        ("sko 2", "Skövde", 2, (15, 3), ""),
        ("hjo", "Hjo", 1, (15, 3), ""),
        ("3 12/3", "", 3, (12, 3), ""),
        ("- 3 12/3 Borås gymnasium", "", 3, (12, 3), "Borås gymnasium"),
        ("hela distriktet 3 12/3", "", 3, (12, 3), ""),
        ("3 12/3 Borås gymnasium", "Borås", 3, (12, 3), "gymnasium"),
        ("skövde 3 12/3 måndag hos mark", "Skövde", 3, (12, 3), "måndag hos mark"),
        ("skövde 3 fri entré", "Skövde", 3, (15, 3), "fri entré"),
        ("skövde 3 12/3 : = ett", "Skövde", 3, (12, 3), "= ett"),
        ("= 4 =", "Mark", 4, (1, 2), ""),
        ('" 4', "Mark", 4, (15, 3), ""),
        ("skövde 4 = förra gången", "Skövde", 4, (1, 2), "förra gången"),
    ],
)
def test_as_it_is_jotted_down(line: str, place: str, value: int, day: tuple[int, int], note: str) -> None:
    assert said(line) == (place, value, None, day, note)


@pytest.mark.parametrize(
    ("line", "place", "value", "of", "day"),
    [
        ("hjo 2/7", "Hjo", 2, 7, (15, 3)),
        ("hjo 2 av 7", "Hjo", 2, 7, (15, 3)),
        ("hjo 2 7", "Hjo", 2, 7, (15, 3)),
        ("hjo 2/7 12/3", "Hjo", 2, 7, (12, 3)),
        ("hjo 12/3 2 av 7", "Hjo", 2, 7, (12, 3)),
        ("2 av 7 hjo 12 mars", "Hjo", 2, 7, (12, 3)),
    ],
)
def test_shares(line: str, place: str, value: int, of: int, day: tuple[int, int]) -> None:
    assert said(line, "unga-ledamoter") == (place, value, of, day, "")


@pytest.mark.parametrize(
    ("line", "target", "message"),
    [
        ("sköved 3", "schoolinfo", "There is no place"),
        ("ha 3", "schoolinfo", "several things"),  # Halland, Halmstad
        ("två klasser 3", "schoolinfo", "There is no place"),
        ("skövde 1.200", "schoolinfo", "several things"),
        ("skövde 2,5", "schoolinfo", "not a whole number"),
        ("skövde 3st 12/3", "schoolinfo", "a date in the note"),
        ("skövde 3st", "schoolinfo", "a number in the note"),
        ("skövde tre 12/3", "schoolinfo", "a date in the note"),
        ("skövde 12/3 åk 9", "schoolinfo", "a number in the note"),
        ("skövde 3 möte 12/3", "schoolinfo", "a date in the note"),
        ("skövde 3 30/2", "schoolinfo", "does not exist"),
        ("skövde 3 31/12", "schoolinfo", "not come yet"),
        ("skövde 3 2023-03-12", "schoolinfo", "not in 2024"),
        ("=", "schoolinfo", "number is missing"),
        ("-", "schoolinfo", "number is missing"),
        ("= = = 3", "schoolinfo", "nothing is left to repeat"),
        ("skaraborg 2/7", "unga-ledamoter", "by municipality"),
        ("2/7", "unga-ledamoter", "place is needed"),
        ("hjo 2", "unga-ledamoter", "of how many"),
        ("hjo 2 7 mars", "unga-ledamoter", "of how many"),
        ("hjo", "unga-ledamoter", "number is missing"),
        ("hjo 9/7", "unga-ledamoter", "more than the whole"),
        ("hjo 3/4 2/7", "unga-ledamoter", "several things"),
        ("x" * 1001, "schoolinfo", "longer than"),
    ],
)
def test_what_is_refused(line: str, target: str, message: str) -> None:
    with pytest.raises(LineError) as error:
        said(line, target)
    assert message in error.value.message
    assert error.value.keep == line


@pytest.mark.parametrize("line", ["=  3", 'skövde 3 "'])
def test_before_the_first_line_nothing_can_be_repeated(line: str) -> None:
    with pytest.raises(LineError, match="no line before"):
        parse(line, terms("schoolinfo"))


@pytest.mark.parametrize(
    ("line", "keep"),
    [
        ("skövde 3 12/3 070-123 45 67", "skövde 3 12/3"),
        ("skövde 3 070-123 45 67", "skövde 3"),  # the guard does not see it after a number
        ("070-123 45 67", ""),
        ("anna@example.org 3", ""),
        ("skövde 3 Anna 811218-9876", "skövde 3"),
    ],
)
def test_personal_data_is_never_repeated(line: str, keep: str) -> None:
    with pytest.raises(LineError, match="personal data") as error:
        said(line)
    assert error.value.keep == keep
    assert not any(word in error.value.message + error.value.remedy for word in ("070", "anna", "811218"))


def test_what_holds_for_all_lines() -> None:
    fixed = terms("schoolinfo")._replace(place="Hjo", day=date(2024, 2, 2), note="mässan")
    row = parse("3", fixed)
    assert (row.place, row.value, row.date, row.note) == ("Hjo", 3, date(2024, 2, 2), "mässan")
    assert parse("3 Skövde gymnasium", fixed).note == "Skövde gymnasium"
    for line, option in (("skövde 3", "--place"), ("3 12/3", "--date")):
        with pytest.raises(LineError, match=option):
            parse(line, fixed)


def test_a_milestone_takes_no_place() -> None:
    assert said("1 8/3", "kvinnodagen") == ("", 1, None, (8, 3), "")


_NOTES = st.text(max_size=40) | st.sampled_from(
    ['" igen', "= 3", ": a", "- b", "-", "Borås", "4/2", "måndag 3"]
)


@st.composite
def rows(draw: st.DrawFn) -> Outcome:
    """Any row that fits the plan and could be recorded today."""
    target = draw(st.sampled_from([target for target in THE_PLAN.targets() if target.reads is None]))
    places = [place.name for place in THE_PLAN.places] + [""]
    day = draw(st.dates(date(2024, 1, 1), TODAY))
    of = draw(st.none() | st.integers(1, 10**6))
    value = draw(st.integers(0, min(of or 10**6, 10**6)))
    row = Outcome("", day, target.id, draw(st.sampled_from(places)), value, of, "", "", "", "")
    for place in (row.place, "", "Hjo", "Halland"):
        for part, whole in ((row.value, row.of), (row.value, None), (row.value, 10**6), (1, None)):
            found = replace(row, place=place, value=part, of=whole)
            if misfit(THE_PLAN, found) is None:
                try:
                    return replace(found, note=checked_note(draw(_NOTES)))
                except LovpError:
                    return found
    raise AssertionError(row)


@given(row=rows())
def test_what_is_written_is_read_back(row: Outcome) -> None:
    line = written(row, THE_PLAN.target_by_id[row.target])
    assert parse(line, terms(row.target), FORMER) == row


@given(line=st.text(max_size=60) | st.text('skövdehjo 123/,;=-"av', max_size=30))
def test_any_line_is_understood_or_refused(line: str) -> None:
    for target in ("schoolinfo", "unga-ledamoter", "kvinnodagen"):
        try:
            row = parse(line, terms(target), FORMER)
        except LineError:
            continue
        assert misfit(THE_PLAN, row) is None or row.date > TODAY
