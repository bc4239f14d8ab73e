"""The page that says how figures are computed: each worked example worked out anew from its rows.

Three things have to agree: the arithmetic of the page, an independent method (tests/handbook/worked.py), and
what the program answered, which test_blocks.py holds against the program.
"""

import re
from collections import Counter
from fractions import Fraction

import pytest

from lovp.plan.schema import PlanShape, StatusShape
from lovp.progress.judge import FORECAST_FROM
from lovp.render.figures import SMALL
from tests.handbook.arithmetic import as_written, blocks, numbers, prose, rounded, tables, worked_out
from tests.handbook.pages import DOCS, LANGUAGES
from tests.handbook.shown import WORKED, Say, values_of
from tests.handbook.worked import TODAY, TOWNS, Example, of_sum

PAGES = {language: (DOCS / language / "numbers.md").read_text(encoding="utf-8") for language in LANGUAGES}
each_example = pytest.mark.parametrize(
    "number", range(len(WORKED)), ids=[f"{number}-{each.target}" for number, each in enumerate(WORKED)]
)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
@each_example
def test_the_arithmetic_is_that_of_the_rows(language: str, number: int) -> None:
    table, english = (tables(PAGES[each], each)[number] for each in (language, "en"))
    assert table.target == WORKED[number].target
    with Example(PAGES[language], table.at) as now:
        figures = WORKED[number].figures(now)
    assert {line.label for line in english.lines} <= figures.keys()
    for line, label in zip(table.lines, (each.label for each in english.lines), strict=True):
        of, value = figures[label]
        assert tuple(numbers(line.how)) == of, line
        assert worked_out(line.how) == value, line
        is_done = table.target == "kvinnodagen" and value == 1
        assert line.gives == (Say(language).word("done") if is_done else as_written(value, line.gives)), line


@each_language
@each_example
def test_the_answer_has_the_figures(language: str, number: int) -> None:
    table = tables(PAGES[language], language)[number]
    with Example(PAGES[language], table.at) as now:
        values = values_of(WORKED[number].figures(now))
        for figures in WORKED[number].answers(Say(language), now, values):
            assert f" {figures} " in f" {table.shown} ", table.shown


@each_language
def test_what_is_rounded(language: str) -> None:
    *worked, rounding = tables(PAGES[language], language)
    assert [table.target for table in worked] == [each.target for each in WORKED]
    for line in rounding.lines:
        assert line.gives == as_written(worked_out(line.how), line.gives), line
    assert worked_out(rounding.lines[-1].how).denominator == 2, "a half"


def said_in_words(now: Example) -> dict[int, list[Fraction | int]]:
    """The figures that stand in the page's words, by the number of the heading."""
    limits, few = StatusShape(), PlanShape.model_fields["hide_below"].default
    pace, courses, boards = now.pace("kurs"), values_of(of_sum(now, "kurs")), now.latest("unga", TOWNS)
    whole, outcome = int(courses["expected"]), courses["outcome"]
    wholes = [boards[town][1] for town in ("Hjo", "Skövde", "Borås", "Tibro")]
    day = [TODAY.day, pace.passed, pace.every]
    return {
        1: [TODAY.day, TODAY.year],
        3: [1, *day, pace.every - pace.passed],
        4: [0],
        5: [now.minimum("aktiva"), *wholes, now.goal("aktiva")],
        6: [0, 1, 1],
        10: [10, 1],  # of April, and of March: the days of two rows
        13: [few, boards["Borås"][1]],
        15: [*day],
        16: [now.pace("besok").week, pace.week],
        17: [
            *(Fraction(limit) * 100 for limit in (limits.on_track, limits.at_risk) * 2),
            *(Fraction(rounded(courses["expected"], 1)), whole),
            *(outcome, whole, Fraction(rounded(outcome / whole * 100, 0))),
        ],
        19: [100],
        20: [29, 6],  # of April, and of May: when something happened and when it was recorded
        21: [SMALL, 1],
    }


@each_language
def test_the_figures_in_the_words(language: str) -> None:
    with Example(PAGES[language], len(PAGES[language].splitlines())) as now:
        known = said_in_words(now)
    for at, words in enumerate(prose(PAGES[language])):
        assert Counter(numbers(words)) == Counter(map(Fraction, known.get(at, ()))), words
    assert Fraction(1, 10) == FORECAST_FROM, "the page says: a tenth"


@each_language
def test_the_days_in_the_words_are_those_of_the_rows(language: str) -> None:
    rows = "".join(block.text for block in blocks(PAGES[language]) if block.language == "csv")
    for key, happened, recorded in (
        ("unga-4", "2024-04-10", "2024-04-10"),
        ("unga-6", "2024-03-01", "2024-05-02"),
        ("kurs-4", "2024-04-29", "2024-05-06"),
    ):
        assert re.search(rf"^{key},{happened},.*,{recorded}T", rows, re.MULTILINE)


def test_the_rows_are_the_same_in_both_languages() -> None:
    swedish, english = (
        [(block.title, block.text) for block in blocks(PAGES[each]) if block.language == "csv"]
        for each in LANGUAGES
    )
    assert swedish == english
