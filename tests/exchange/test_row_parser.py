"""A sheet's rows read as a mapping says: what they come to, what is passed over, what is refused."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from lovp.exchange.imports.mapping import parse_mapping
from lovp.exchange.imports.row_parser import Candidate, Read, Refusal, Skipped, parse_rows
from lovp.exchange.imports.source import Source, find_table, table_of
from lovp.exchange.tables.cells import Cell, Row
from lovp.model import Content, Coverage, Share, Sum
from tests.progress.build import TOWN, plan, target

PLAN = plan(
    target(Sum(), name="visits"),
    target(Sum(), name="hours", decimals=1),
    target(Share(TOWN), name="young"),
    target(Coverage(TOWN), name="active"),
)
HEADERS = ("Id", "Day", "Town", "Count", "Whole", "Kind", "Remark", "ReviewState")
TOP = "source: s\ndate: Day\nplace: Town\nvalue: Count\ntarget: visits\n"
FIXED = "source: s\ndate: {fixed: 2024-05-31}\nvalue: Count\ntarget: visits\n"
DAY = date(2024, 3, 12)


def parse(
    mapping: str, *rows: Sequence[Cell] | Row, headers: Sequence[Cell] = HEADERS, name: str = ""
) -> list[Read]:
    parsed = parse_mapping(mapping.encode(), "imports/m.yaml", PLAN)
    sheet = [
        row if isinstance(row, Row) else Row(at, tuple(row)) for at, row in enumerate([headers, *rows], 1)
    ]
    table = find_table(name, sheet, parsed.columns())
    return [*parse_rows(Source("m", parsed, [table]), PLAN, {2023}, date(2024, 6, 1))]


def contents(found: Sequence[Read]) -> list[Content]:
    return [each.content for each in found if isinstance(each, Candidate) and each.content]


def values(found: Sequence[Read]) -> list[tuple[int, object]]:
    """The row and the value of each candidate."""
    return [
        (int(each.row), each.content.value) for each in found if isinstance(each, Candidate) and each.content
    ]


def skipped(found: Sequence[Read]) -> list[int]:
    """The rows that are passed over."""
    return [int(each.row) for each in found if isinstance(each, Skipped)]


def test_one_row_can_be_several_outcomes() -> None:
    mapping = """\
source: s
id: Id
date: Day
place: Town
outcomes:
- {target: young, value: Count, of: Whole}
- {target: active, value: Whole}
- {target: {column: Kind, words: {Visit: visits}}, value: 1, place: {fixed: ""}, key: kind}
"""
    found = parse(mapping, ("A1", "2024-03-12", "Ash", 2, 7, "visit"))
    active = Candidate("2", ("id", "A1", "active"), Content(DAY, "active", "Ash", 7, None, ""))
    assert found == [
        Candidate("2", ("id", "A1", "young"), Content(DAY, "young", "Ash", 2, 7, "")),
        active,
        Candidate("2", ("id", "A1", "kind"), Content(DAY, "visits", "", 1, None, "")),
    ]
    # What holds for all of them may stand above the outcomes.
    above = "source: s\nvalue: Count\ndate: Day\noutcomes:\n- target: visits\n"
    assert values(parse(above, (None, "2024-03-12", None, 3))) == [(2, 3)]
    # Nobody said how many are young: the branch is active all the same.
    assert parse(mapping.split("- {target: {")[0], ("A1", "2024-03-12", "Ash", None, 7))[1:] == [active]


def test_words_of_the_source_empty_cells_and_what_is_left_out() -> None:
    mapping = """\
source: s
empty: [n/a]
date: {column: Day, words: {in spring: 2024-05-02}}
place: {column: Town, words: {Old town: Ash, Everywhere: ""}, empty: Elm}
target: {column: Kind, words: {School visit: visits}}
value: {column: Count, words: {none: 0}, empty: 1, approximate: true}
"""
    rows: list[Sequence[Cell]] = [
        (None, "in spring", "OLD TOWN", "None", None, "school  visit"),
        (None, "2024-03-12", "everywhere", None, None, "Visits"),
        (None, "2024-03-12", "N/A", "ca 4", None, "hours"),
    ]
    assert [content[:4] for content in contents(parse(mapping, *rows))] == [
        (date(2024, 5, 2), "visits", "Ash", 0),
        (DAY, "visits", "", 1),
        (DAY, "hours", "Elm", 4),
    ]
    assert values(parse("source: s\ndate: Day\ntarget: visits\n", (None, "2024-03-12"))) == [(2, 1)]


SHARE = TOP.replace("visits", "young") + "of: Whole\n"
KIND = TOP.replace("target: visits", "target: {column: Kind}")
NOTE = TOP + "note: Remark\n"


@pytest.mark.parametrize(
    ("mapping", "cells", "column", "message", "remedy"),
    [
        (TOP, (None, None, "Ash", 3), "Day", "is empty", "Fill it in"),
        (TOP, (None, "3/4/2024", "Ash", 3), "Day", "2024-03-04 or 2024-04-03", "D/M/YYYY"),
        (TOP, (None, "2024-06-02", "Ash", 3), "Day", "has not come yet", "when it has happened"),
        (TOP, (None, "2019-03-12", "Ash", 3), "Day", "2019-03-12 is not in 2024", "2024"),
        (TOP, (None, DAY, "As", 3), "Town", "no place “As”", "Did you mean Ash?"),
        (TOP, (None, DAY, "Ash", "ca 20"), "Count", "ca 20", "counted"),
        (TOP, (None, DAY, "Ash", "7 %"), "Count", "percentage", ""),
        (TOP, (None, DAY, "Ash", "#?"), "Count", "never calculated", "Open and save"),
        (TOP, (None, DAY, "Ash", None), "Count", "is empty", "can be 0"),
        (TOP, (None, DAY, "Ash", "n/a"), "Count", "not a number", 'empty: ["n/a"]'),
        (SHARE, (None, DAY, "Ash", 8, 7), "Whole", "more than the whole", "columns"),
        (SHARE, (None, DAY, "North", 2, 7), "Town", "counted per", ""),
        (KIND, (None, DAY, "Ash", 2, None, "parties"), "Kind", "parties", ""),
        # Personal data is refused and not repeated.
        (NOTE, (None, DAY, "Ash", 2, None, None, "call 070-174 06 05"), "Remark", "phone number", ""),
        (TOP, (None, DAY, "070-174 06 05", 2), "Town", "***", ""),
        # Each row of a form has its id; a formula without a value is none: rows would be taken for one.
        (TOP + "id: Id\n", ("#N/A", DAY, "Ash", 3), "Id", "shows an error", ""),
        (TOP + "id: Id\n", (None, DAY, "Ash", 3), "Id", "is empty", ""),
    ],
)
def test_a_refusal_says_which_column_and_why(
    mapping: str, cells: Sequence[Cell], column: str, message: str, remedy: str
) -> None:
    (found,) = parse(mapping, cells)
    assert isinstance(found, Refusal)
    assert (found.row, found.column) == ("2", column)
    assert message in found.message
    assert remedy in found.remedy
    assert "174" not in found.message + found.remedy
    # In a spreadsheet the column also has a letter.
    (found,) = parse(mapping, cells, name="Sheet1")
    assert isinstance(found, Refusal)
    assert found.column == f"{column} ({'ABCDEFG'[HEADERS.index(column)]})"


def test_a_day_that_can_be_two_is_read_where_another_row_or_the_mapping_tells_which() -> None:
    row = (None, "3/4/2024", "Ash", 1)
    assert contents(parse(TOP, row, (None, "31/1/2024", "Ash", 2)))[0].date == date(2024, 4, 3)
    american = TOP.replace("Day\n", "{column: Day, forms: [M/D/YYYY]}\n", 1)
    assert contents(parse(american, row))[0].date == date(2024, 3, 4)


def test_rows_that_are_no_outcomes_are_passed_over_and_named() -> None:
    rows: list[Sequence[Cell] | Row] = [
        ("#meta+id", "#date +occurred", "#adm2+name", "#reached"),
        (None, DAY, "Ash", 3),
        (None, None, None, None, None, None, "a remark of somebody's"),
        HEADERS,
        (None, "2023-12-01", "Ash", 4),
        (None, DAY, "Ash", 1, None, "Test"),
        Row(8, (None, DAY, "Ash", 5), hidden=True),
        # A number that is merged with one above was counted there; a day holds for each row.
        Row(9, (None, DAY, "Elm", 3), merged=frozenset({3})),
        Row(10, (None, DAY, "Elm", 4), merged=frozenset({1})),
    ]
    found = parse(TOP + "skip: [{column: Kind, words: [test]}]\n", *rows)
    assert (values(found), skipped(found)) == ([(3, 3), (10, 4)], [2, 4, 5, 6, 7, 8, 9])
    assert [each.why for each in found if isinstance(each, Skipped)][3].endswith("--year 2023")


@pytest.mark.parametrize("mapping", [TOP, TOP.replace("Day\n", "{fixed: 2024-05-31}\n", 1)])
def test_lines_of_totals_are_known_by_words(mapping: str) -> None:
    lines: list[Sequence[Cell]] = [
        (None, None, "Summa", 3),
        ("Totalsumma:", None, None, 3),
        (None, None, "Ash totalt", 3),
        (None, None, None, 3, None, "Grand Total"),
        # A day does not make it something that happened.
        (None, DAY, "Summa", 3),
        (None, "Summa", None, 3),
        (None, None, "Medel", Decimal("1.5")),
        (None, None, "Årssumma, alla", 3),
        (None, None, "-- Totalresultat --", 3),
        (None, None, "Kvartal 1 totalt", 3),
        (None, None, "Totalt (2 kurser)", 3),
        # A day and more than a word: the number tells, which is the sum.
        (None, DAY, "Summa kurser", 3),
    ]
    found = parse(mapping, (None, DAY, "Ash", 1), (None, DAY, "Ash", 2), *lines)
    assert (values(found), skipped(found)) == ([(2, 1), (3, 2)], [*range(4, 16)])


def test_lines_of_totals_are_known_as_sums_of_all_or_since_the_last() -> None:
    rows: list[Sequence[Cell]] = [
        (None, None, "a", "1", "10"),
        (None, None, "b", "2", "20"),
        (None, None, None, "3", "30"),
        (None, None, "c", "4", "1"),
        (None, None, "d", "1 000", "2"),
        (None, None, None, "1 004", "3"),
        (None, None, None, "1007", "33"),
    ]
    found = parse(FIXED, *rows)
    assert (values(found), skipped(found)) == ([(2, 1), (3, 2), (5, 4), (6, 1000)], [4, 7, 8])
    # What has a label, a day or an id is a thing by itself.
    for row in ((None, None, "March", 3), (None, DAY, None, 3)):
        assert len(values(parse(FIXED, (None, None, "a", 1, 1), (None, None, "b", 2, 2), row))) == 3
    remark = (None, DAY, "Ash", 3, None, "totalt bra")
    assert len(values(parse(TOP, (None, DAY, "Ash", 1), (None, DAY, "Ash", 2), remark))) == 3
    own = FIXED + "id: Id\n"
    assert len(values(parse(own, (1, None, None, 1), (2, None, None, 2), (3, None, None, 3)))) == 3
    assert len(values(parse(FIXED, *((None, None, None, each, 2024) for each in (1, 2, 3))))) == 3
    # A word that the mapping knows is what it says.
    mapping = TOP.replace("place: Town", "place: {column: Town, words: {Totalt: ''}}")
    assert values(parse(mapping, (None, DAY, "Totalt", 3))) == [(2, 3)]


@pytest.mark.parametrize(
    "rows",
    [
        ((None, None, "a", 3), (None, None, None, 3)),
        # Beside the sum: a mean, what part it is, an error, a dash.
        ((None, None, "a", 1, 40), (None, None, "b", 2, 50), (None, None, None, 3, 45)),
        ((None, None, "a", 1, "33 %"), (None, None, "b", 2, "67 %"), (None, None, "-", 3, "#DIVISION/0!")),
        ((None, None, "a", "1 st"), (None, None, "b", "ca 2"), (None, None, None, "3 visits")),
        ((None, None, "a", 1), (None, None, "b", "two"), (None, None, None, 3)),
        # Of all lines, or of those that count.
        ((None, None, "a", 3), Row(3, (None, None, "b", 4), hidden=True), (None, None, None, 3)),
        ((None, None, "a", 1), Row(3, (None, None, "b", 2), hidden=True), (None, None, None, 3)),
        ((None, None, "a", 3), (None, None, "b", 4, None, None, None, "rejected"), (None, None, None, 7)),
    ],
)
def test_a_line_without_label_that_is_the_sum_is_passed_over(rows: Sequence[Sequence[Cell] | Row]) -> None:
    mapping = FIXED.replace("value: Count", "value: {column: Count, approximate: true, words: {two: 2}}")
    found = parse(mapping, *rows)
    assert skipped(found)[-1] == len(rows) + 1
    assert sum(int(each.value or 0) for each in contents(found)) in (1, 3)


@pytest.mark.parametrize(
    ("header", "state"),
    [
        ("ReviewState", "rejected"),
        ("_validation_status", "Not Approved"),
        ("_validation_status", "validation_status_not_approved"),
    ],
)
def test_what_the_source_rejected_is_passed_over(header: str, state: str) -> None:
    headers = (*HEADERS[:7], header)
    row = ("A", DAY, "Ash", 3, None, None, None)
    by_content = ("row", "", "2024-03-12", "visits", "Ash", "3", "", "")
    for mapping, key in ((TOP + "id: Id\n", ("id", "A", "")), (TOP, by_content)):
        found = parse(mapping, (*row, state), headers=headers)
        assert (skipped(found), found[1:]) == ([2], [Candidate("2", key, None)])
    for other in ("approved", "hasIssues", "On Hold", None):
        assert values(parse(TOP, (*row, other), headers=headers)) == [(2, 3)]


def test_headers_are_found_below_a_title_and_the_exact_one_is_taken() -> None:
    rows = [
        Row(1, ("School visits of the district",)),
        Row(3, (None, "DAY ", "town", "How many?", "How many?", 2024)),
        Row(4, (None, "2024-03-12", "Ash", 3, 4)),
    ]
    table = find_table("", rows, ("Day", "Town", "how  many? (2)"))
    assert (table.rows, table.columns["day"], table.columns["how many? (2)"]) == (rows[2:], 1, 4)
    assert table.names == ["A", "DAY ", "town", "How many? (1)", "How many? (2)", "2024"]
    # Of several alike none is meant.
    assert table.lacks(("Day", "How many?")) == ["How many?"]
    assert table_of("", [Row(1, ("Count", "Count", "Count (2)"))]).columns["count (2)"] == 2
