"""The screen's columns: what goes first where room lacks, what is cut, and that no number is."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lovp.render.screen import Choice, Field, Part, Screen, show
from lovp.render.terminal import Drawn, Terminal

NAMES = st.text("abcåäö ●", min_size=1, max_size=40).map(str.strip).filter(bool)
NUMBERS = st.integers(0, 10**7).map(str)


def lines(
    width: int, first: list[Choice], second: list[Choice] | None = None, heading: str = ""
) -> list[str]:
    console = Terminal(width)
    console.file = io.StringIO()
    show(console, Screen(heading, first, second or [], []))
    return console.file.getvalue().strip("\n").splitlines()


def cells(*texts: str) -> tuple[Drawn, ...]:
    return tuple([(text, "")] for text in texts)


PART = Part(
    (Field("Name", least=6), Field("Of", number=True, rank=2), Field("Goal", number=True, rank=1)),
    (cells("Grundutbildning", "12", "340"), cells("Om facket", "7", "99")),
)


def test_what_matters_least_goes_first() -> None:
    assert lines(25, [[PART]]) == [
        "Name             Of  Goal",
        "Grundutbildning  12   340",
        "Om facket         7    99",
    ]
    assert lines(24, [[PART]])[:2] == ["Name             Goal", "Grundutbildning   340"]
    assert lines(20, [[PART]])[:2] == ["Name             Of", "Grundutbildning  12"]
    assert lines(18, [[PART]])[:2] == ["Name", "Grundutbildning"]
    assert lines(12, [[PART]])[:2] == ["Name", "Grundutbild…"]


def test_a_form_that_fits_comes_before_one_that_is_cut() -> None:
    short = Part((Field("N", least=3),), (cells("Grund"), cells("Facket")), note="one · two")
    long = Part(PART.fields[:1], (cells("Grundutbildning"),))
    assert lines(12, [[long, short]]) == ["N", "Grund", "Facket", "one · two"]


def test_a_title_stands_beside_its_rows_or_above_them() -> None:
    part = Part(
        (Field("", least=4), Field("")), (cells("today", "1 May"), cells("late", "2 May")), title="Next"
    )
    assert lines(18, [[part]]) == ["Next  today  1 May", "      late   2 May"]
    assert lines(17, [[part]]) == ["Next", "  today  1 May", "  late   2 May"]


def test_two_columns_where_there_is_room() -> None:
    wide = lines(170, [[PART]], [[PART]], "Heading")
    assert wide[2] == f"{'Name             Of  Goal':<75}Name             Of  Goal"
    assert len(lines(169, [[PART]], [[PART]], "Heading")) == len(wide) + 4


def test_what_is_empty_is_not_there() -> None:
    empty = Part((Field("Name"), Field("Of", rank=1)), (cells("a", ""), cells("b", "")))
    assert lines(40, [[empty._replace(rows=())], [empty]]) == ["Name", "a", "b"]


@given(st.lists(st.tuples(NAMES, NUMBERS, NUMBERS), min_size=1, max_size=4), st.integers(24, 200))
def test_no_line_is_too_wide_and_no_number_is_cut(rows: list[tuple[str, str, str]], width: int) -> None:
    part = Part(
        (Field("Name", least=6), Field("Of", number=True), Field("Goal", number=True)),
        tuple(cells(*row) for row in rows),
    )
    shown = lines(width, [[part]])
    assert max(map(cell_len, shown)) <= width
    for _name, *numbers in rows:
        assert all(any(number in line.split() for line in shown) for number in numbers)
