"""Tables on a terminal: what holds together, what is left out, what is shortened; no number is ever cut."""

import io
from contextlib import redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lovp.render.grid import Column, Grid
from lovp.render.terminal import show

NB = "\N{NO-BREAK SPACE}"
NAMES = st.text("abcåäö ●", min_size=1, max_size=40).map(str.strip).filter(bool)
NUMBERS = st.integers(0, 10**7).map(str)


def lines(width: int, grid: Grid) -> list[str]:
    with pytest.MonkeyPatch.context() as setting, redirect_stdout(io.StringIO()) as shown:
        setting.setenv("COLUMNS", str(width))
        show([grid])
    return shown.getvalue().splitlines()


def test_a_figure_stays_with_its_place() -> None:
    """Neither the space that does not break nor the word before it is where a line ends."""
    columns = (Column("Target"), Column("Places"))
    grid = Grid("", columns, (("Members", f"Falköping{NB}12.5{NB}%, Skövde{NB}1 234"),))
    assert lines(30, grid)[1:] == [f"Members Falköping{NB}12.5{NB}%,", f"        Skövde{NB}1 234"]


def test_swedish_words_break_at_hyphenation_points_and_ids_not_at_all() -> None:
    """In parts of 20 letters at the least; where ids and those have no room, each row is a block."""
    grid = Grid(
        "", (Column("Mål"), Column("Id", whole=True)), (("Skolinformatörsutbildning", "opinionsbild"),)
    )
    assert lines(38, grid)[1] == "Skolinformatörsutbildning opinionsbild"
    assert lines(33, grid)[1:] == ["Skolinformatörsut-   opinionsbild", "bildning"]
    assert lines(32, grid) == ["Skolinformatörsutbildning", "  Id: opinionsbild"]


def test_what_can_be_done_without_goes_first_and_gaps_come_last() -> None:
    columns = (Column("Name"), Column("Of", number=True, wide=2), Column("Goal", number=True, wide=1))
    grid = Grid("", columns, (("Grundutbildning", "12", "340"), ("Om facket", "7", "99")), ("a note",))
    assert lines(25, grid) == [
        "Name             Of  Goal",
        "Grundutbildning  12   340",
        "Om facket         7    99",
        "a note",
    ]
    assert lines(23, grid)[0] == "Name            Of Goal"
    assert lines(22, grid)[0] == "Name             Goal"
    assert lines(19, grid)[0] == "Name"
    nothing = grid._replace(rows=(("a", "", "–"), ("b", "–", "–")), notes=())
    assert lines(40, nothing) == ["Name", "a", "b"]


@given(st.lists(st.tuples(NAMES, NUMBERS, NUMBERS), min_size=1, max_size=4), st.integers(24, 200))
def test_no_line_is_too_wide_and_no_number_is_cut(rows: list[tuple[str, str, str]], width: int) -> None:
    columns = (Column("Name"), Column("Of", number=True), Column("Goal", number=True))
    shown = lines(width, Grid("", columns, tuple(rows)))
    assert max(map(cell_len, shown)) <= max(width, *(len(word) for row in rows for word in row[0].split()))
    words = " ".join(shown).split()
    for _name, *numbers in rows:
        assert all(number in words for number in numbers)
