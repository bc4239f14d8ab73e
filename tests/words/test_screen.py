"""The screen's parts: what goes first where room lacks, what stands where, and that no number is cut."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lovp.render.grid import Column, Grid
from lovp.render.screen import Part, Screen, show
from lovp.render.terminal import Terminal

NAMES = st.text("abcåäö ●", min_size=1, max_size=40).map(str.strip).filter(bool)
NUMBERS = st.integers(0, 10**7).map(str)


def lines(width: int, first: list[Part], second: list[Part] | None = None, heading: str = "") -> list[str]:
    console = Terminal(width)
    console.file = io.StringIO()
    show(console, Screen(heading, first, second or [], []))
    return console.file.getvalue().strip("\n").splitlines()


PART = Grid(
    "",
    (Column("Name"), Column("Of", number=True, wide=2), Column("Goal", number=True, wide=1)),
    (("Grundutbildning", "12", "340"), ("Om facket", "7", "99")),
)


def test_what_matters_least_goes_first() -> None:
    assert lines(25, [[PART]]) == [
        "Name             Of  Goal",
        "Grundutbildning  12   340",
        "Om facket         7    99",
    ]
    assert lines(24, [[PART]])[:2] == ["Name             Goal", "Grundutbildning   340"]
    assert lines(20, [[PART]])[:2] == ["Name", "Grundutbildning"]


def test_a_form_that_fits_comes_before_one_that_wraps() -> None:
    short = Grid("", (Column("N"),), (("Grund",), ("Facket",)), ("one · two",))
    long = Grid("", PART.columns[:1], (("Grundutbildning",),))
    assert lines(12, [[long, short]]) == ["N", "Grund", "Facket", "one · two"]


def test_a_title_stands_beside_its_rows_or_above_them() -> None:
    rows = (("today", "1 May"), ("late", "2 May"))
    part = Grid("Next", (Column(""), Column("")), rows, bare=True)
    assert lines(18, [[part]]) == ["Next  today  1 May", "      late   2 May"]
    assert lines(17, [[part]]) == ["Next", "  today · 1 May", "  late · 2 May"]


def test_two_columns_where_there_is_room() -> None:
    """Of the 166 columns that are left without the gap, 45 % are 74: the right part begins at 78."""
    wide = lines(170, [[PART]], [[PART]], "Heading")
    assert wide[2] == f"{'Name             Of  Goal':<78}Name             Of  Goal"
    assert len(lines(169, [[PART]], [[PART]], "Heading")) == len(wide) + 4


def test_what_is_empty_is_not_there() -> None:
    empty = Grid("", (Column("Name"), Column("Of", wide=1)), (("a", ""), ("b", "")))
    assert lines(40, [[empty._replace(rows=())], [empty]]) == ["Name", "a", "b"]


@given(st.lists(st.tuples(NAMES, NUMBERS, NUMBERS), min_size=1, max_size=4), st.integers(24, 200))
def test_no_line_is_too_wide_and_no_number_is_cut(rows: list[tuple[str, str, str]], width: int) -> None:
    columns = (Column("Name"), Column("Of", number=True), Column("Goal", number=True))
    shown = lines(width, [[Grid("", columns, tuple(rows))]])
    assert max(map(cell_len, shown)) <= width
    words = " ".join(shown).split()
    for _name, *numbers in rows:
        assert all(number in words for number in numbers)
