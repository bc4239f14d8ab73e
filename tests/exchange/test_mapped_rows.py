"""A sheet's rows read as a mapping says: where its columns are, what is passed over, what is refused."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest

from lovp.exchange.imports.drafts import Draft, Passed, Read, Refusal, Years
from lovp.exchange.imports.headers import Layout, find_layout, layout_of
from lovp.exchange.imports.mapped_rows import reader
from lovp.exchange.imports.mapping_file import parse_mapping
from lovp.exchange.tables.rows import Cell, Row
from lovp.model import Coverage, Milestone, PlaceKind, Share, Sum
from tests.progress.build import TOWN, plan, target

PLAN = plan(
    target(Sum(), name="visits"),
    target(Sum(), name="hours", decimals=1),
    target(Share(TOWN), name="young"),
    target(Coverage(TOWN), name="active"),
    target(Coverage(PlaceKind.SUBREGION), name="organiser"),
    target(Milestone(), name="conference"),
)
YEARS = Years(PLAN, frozenset({2023}), date(2024, 6, 1))
HEADERS = ("Id", "Day", "Town", "Count", "Whole", "Kind", "Remark")
TOP = "source: s\ndate: Day\nplace: Town\nvalue: Count\n"


def sheet(*rows: Sequence[Cell], headers: Sequence[Cell] = HEADERS) -> list[Row]:
    return [Row(number, tuple(cells)) for number, cells in enumerate([headers, *rows], 1)]


def read(mapping: str, *rows: Sequence[Cell], headers: Sequence[Cell] = HEADERS) -> list[Read]:
    parsed = parse_mapping(mapping.encode(), "m", "imports/m.yaml", PLAN)
    whole = sheet(*rows, headers=headers)
    layout = find_layout(whole, parsed.columns(), parsed.header)
    assert layout is not None
    assert layout.lacks(parsed.columns()) == ()
    read_row = reader(parsed, layout, YEARS)
    return [each for row in whole if row.number > layout.row for each in read_row(row)]


def refused(mapping: str, *row: Cell) -> Refusal:
    (found,) = read(mapping, row)
    assert isinstance(found, Refusal), found
    return found


def test_a_row_as_a_spreadsheet_has_it_and_as_text() -> None:
    expected = Draft(2, "", "", date(2024, 3, 12), "visits", "Ash", 3, None, "")
    for day in (
        date(2024, 3, 12),
        datetime.fromisoformat("2024-03-12T14:05"),
        "2024-03-12",
        "12/3",
        "12 mars",
    ):
        for count in (3, Decimal(3), "3", "3 st"):
            for town in ("Ash", "ASH", "ash kommun", "Ashs kommun"):
                assert read(TOP + "target: visits\n", (None, day, town, count)) == [expected]


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
    row = ("A1", "2024-03-12", "Ash", 2, 7, "visit")
    assert read(mapping, row) == [
        Draft(2, "A1", "young", date(2024, 3, 12), "young", "Ash", 2, 7, ""),
        Draft(2, "A1", "active", date(2024, 3, 12), "active", "Ash", 7, None, ""),
        Draft(2, "A1", "kind", date(2024, 3, 12), "visits", "", 1, None, ""),
    ]
    # Nobody said how many are young: the branch is active all the same.
    assert read(mapping.split("- {target: {")[0], ("A1", "2024-03-12", "Ash", None, 7))[1:] == [
        Draft(2, "A1", "active", date(2024, 3, 12), "active", "Ash", 7, None, "")
    ]


def test_about_twenty_is_twenty_where_the_mapping_says_so() -> None:
    mapping = TOP.replace("value: Count", "value: {column: Count, approximate: true}") + "target: visits\n"
    for cell in ("ca 20", "Ca. 20", "~20", "ungefär 20", "20 st", 20):
        (draft,) = read(mapping, (None, "2024-03-12", "Ash", cell))
        assert isinstance(draft, Draft)
        assert draft.value == 20
    assert isinstance(read(mapping, (None, "2024-03-12", "Ash", "20-25"))[0], Refusal)


def test_what_is_left_out_is_one() -> None:
    (draft,) = read("source: s\ndate: Day\ntarget: visits\n", (None, "2024-03-12"))
    assert isinstance(draft, Draft)
    assert (draft.value, draft.place) == (1, "")


def test_words_of_the_source_and_empty_cells() -> None:
    mapping = (
        "source: s\ndate: Day\n"
        "place: {column: Town, words: {Old town: Ash, Everywhere: ''}, empty: Elm}\n"
        "target: {column: Kind, words: {School visit: visits}}\n"
        "value: {column: Count, words: {none: 0}, empty: 1}\n"
    )
    rows = [
        (None, "2024-03-12", "OLD TOWN", "None", None, "school  visit"),
        (None, "2024-03-12", "everywhere", None, None, "Visits"),
        (None, "2024-03-12", None, 4, None, "hours"),
    ]
    found = read(mapping, *rows)
    assert [(each.target, each.place, each.value) for each in found if isinstance(each, Draft)] == [
        ("visits", "Ash", 0),
        ("visits", "", 1),
        ("hours", "Elm", 4),
    ]


@pytest.mark.parametrize(
    ("cells", "column", "message", "remedy"),
    [
        ((None, None, "Ash", 3), 1, "date is missing", "2024-03-12"),
        ((None, "soon", "Ash", 3), 1, "date", ""),
        ((None, "2024-06-02", "Ash", 3), 1, "has not come yet", "when it has happened"),
        ((None, "2042-03-12", "Ash", 3), 1, "has not come yet", ""),
        ((None, "2019-03-12", "Ash", 3), 1, "2019-03-12 is not in 2024", "2024"),
        ((None, "2024-03-12", "Assh", 3), 2, "no place “Assh”", "Did you mean Ash?"),
        ((None, "2024-03-12", "Ash", "ca 20"), 3, "ca 20", "counted"),
        ((None, "2024-03-12", "Ash", "many"), 3, "many", ""),
        ((None, "2024-03-12", "Ash", -3), 3, "negative", ""),
        ((None, "2024-03-12", "Ash", Decimal("2.5")), 3, "whole number", ""),
        ((None, "2024-03-12", "Ash", "#N/A"), 3, "#N/A", ""),
        ((None, "2024-03-12", "Ash", None), 3, "no number", "0 if none"),
    ],
)
def test_a_refusal_says_which_column_and_why(
    cells: Sequence[Cell], column: int, message: str, remedy: str
) -> None:
    found = refused(TOP + "target: visits\n", *cells)
    assert (found.row, found.column, found.cell) == (2, column, cells[column])
    assert message in found.message
    assert remedy in found.remedy


def test_what_the_plan_does_not_allow_is_refused_in_its_column() -> None:
    share = "source: s\ndate: Day\nplace: Town\nvalue: Count\nof: Whole\ntarget: young\n"
    found = refused(share, None, "2024-03-12", "Ash", 8, 7)
    assert (found.column, found.cell) == (4, 7)
    found = refused(share, None, "2024-03-12", "North", 2, 7)
    assert (found.column, found.cell) == (2, "North")
    found = refused(share, None, "2024-03-12", "Ash", 2, None)
    assert (found.column, "column" in found.remedy) == (4, True)
    found = refused(share.replace("of: Whole\n", ""), None, "2024-03-12", "Ash", 2, 7)
    assert (found.column, "of:" in found.remedy) == (None, True)
    found = refused(TOP + "target: {column: Kind}\n", None, "2024-03-12", "Ash", 2, None, "parties")
    assert (found.column, "parties" in found.message) == (5, True)
    found = refused(TOP + "target: {column: Kind}\n", None, "2024-03-12", "Ash", 2, None, None)
    assert (found.column, found.cell) == (5, None)


def test_personal_data_in_a_note_is_refused_and_not_repeated() -> None:
    found = refused(
        TOP + "target: visits\nnote: Remark\n",
        *(None, "2024-03-12", "Ash", 2, None, None, "call 070-174 06 05"),
    )
    assert found.column == 6
    assert "174" not in found.message + found.remedy


def test_rows_that_are_no_outcomes_are_passed_over_and_named() -> None:
    rows: list[Sequence[Cell]] = [
        (None, "2024-03-12", "Ash", 3),
        (None, None, None, None, None, None, "a remark of somebody's"),
        HEADERS,
        (None, None, "Summa", 3),
        ("Totalt:", None, None, 3),
        (None, "2023-12-01", "Ash", 4),
        (None, "2024-03-13", "Ash", 1, None, "Test"),
    ]
    skip = "skip: [{column: Kind, words: [test]}]\n"
    found = read(TOP + "target: visits\n" + skip, *rows)
    assert [type(each) for each in found] == [Draft, *[Passed] * 6]
    assert [each.row for each in found] == [2, 3, 4, 5, 6, 7, 8]
    assert [each.year for each in found if isinstance(each, Passed)] == [None, None, None, None, 2023, None]


def test_a_row_with_a_date_is_never_taken_for_a_line_of_totals() -> None:
    found = refused(TOP + "target: visits\n", None, "2024-03-12", "Totalt", 3)
    assert (found.column, found.cell) == (2, "Totalt")


def test_a_row_of_a_form_needs_its_id() -> None:
    mapping = TOP + "target: visits\nid: Id\n"
    assert refused(mapping, None, "2024-03-12", "Ash", 3).column == 0
    # A formula without a value is no id: rows would be taken for one.
    assert refused(mapping, "#N/A", "2024-03-12", "Ash", 3).column == 0
    assert "error" in refused(TOP + "target: visits\n", None, "2024-03-12", "#N/A", 3).message
    first, second = read(mapping, (17, "2024-03-12", "Ash", 3), ("17", "2024-03-12", "Ash", 3))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert first.own == second.own == "17"


def test_headers_are_found_below_a_title_and_without_regard_to_their_spelling() -> None:
    rows = [
        Row(1, ("School visits of the district",)),
        Row(3, (None, "DAY ", "town", "How many?", "How  many?")),
        Row(4, (None, "2024-03-12", "Ash", 3, 4)),
    ]
    layout = find_layout(rows, ("Day", "Town", "how many? (2)"))
    assert layout is not None
    assert (layout.row, layout.column("Day"), layout.column("How many? (2)")) == (3, 1, 4)
    assert layout.headers == ("", "DAY", "town", "How many?", "How many? (2)")
    assert (layout.header(0), layout.header(4), layout.header(27)) == ("A", "How many? (2)", "AB")
    nearest = find_layout(rows, ("Day", "Place"))
    assert nearest is not None
    assert nearest.lacks(("Day", "Place")) == ("Place",)
    assert find_layout(rows, ("Nothing", "such")) is None
    assert find_layout(rows, ("Day",), 1) is None


def test_columns_go_by_their_letters_where_there_are_no_headers() -> None:
    mapping = "source: s\nheader: 0\ndate: B\nplace: C\nvalue: D\ntarget: visits\n"
    parsed = parse_mapping(mapping.encode(), "m", "m", PLAN)
    rows = [Row(1, (None, "2024-03-12", "Ash", 3))]
    layout = find_layout(rows, parsed.columns(), parsed.header)
    assert isinstance(layout, Layout)
    assert layout.row == 0
    assert reader(parsed, layout, YEARS)(rows[0]) == [
        Draft(1, "", "", date(2024, 3, 12), "visits", "Ash", 3, None, "")
    ]


def test_a_header_may_be_anything_that_a_cell_is() -> None:
    assert layout_of(Row(1, (2024, date(2024, 1, 2), None, True))).headers == (
        "2024",
        "2024-01-02",
        "",
        "True",
    )
