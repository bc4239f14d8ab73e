"""Tables on a terminal: what holds together, what is left out, what becomes two."""

import io

from lovp.render.grid import Column, Grid
from lovp.render.terminal import Terminal, show

NB = "\N{NO-BREAK SPACE}"


def lines(width: int, grid: Grid) -> list[str]:
    console = Terminal(width)
    console.file = io.StringIO()
    show(console, [grid])
    return console.file.getvalue().strip("\n").splitlines()


def test_a_figure_stays_with_its_place() -> None:
    """Neither the space that does not break nor the word before it is where a line ends."""
    columns = (Column("Target"), Column("Places"))
    grid = Grid("", columns, (("Members", f"Falköping{NB}12.5{NB}%, Skövde{NB}1 234"),))
    assert lines(30, grid)[-2:] == [
        f"Members  Falköping{NB}12.5{NB}%,",
        f"         Skövde{NB}1 234",
    ]


def test_an_id_is_never_hyphenated() -> None:
    grid = Grid("", (Column("Id", whole=True), Column("Name")), (("arbetsmarknadsutbyte", "Utbyte"),))
    assert lines(28, grid)[-1] == "arbetsmarknadsutbyte  Utbyte"
    assert "arbetsmarknadsutbyte" in lines(22, grid)[0]


def test_figures_that_have_no_room_become_two_tables() -> None:
    """Both have the places; the title is above the first, the note below the second."""
    columns = (Column("Place"), *(Column(f"Number {n}", number=True) for n in "abcd"))
    grid = Grid("Skola", columns, (("Ale", "1000000", "2000000", "3000000", "4000000"),), ("a note",))
    shown = lines(26, grid)
    assert shown[0] == "Skola"
    assert shown[-1] == "a note"
    assert [line.split() for line in shown if "000000" in line] == [
        ["Ale", "1000000", "2000000"],
        ["Ale", "3000000", "4000000"],
    ]
    assert sum("000000" in line for line in lines(80, grid)) == 1


def test_what_can_be_done_without_goes_first() -> None:
    columns = (Column("Target"), Column("Outcome", number=True), Column("Unit", wide=1))
    grid = Grid("", columns, (("Grundutbildning", "12", "deltagare"),))
    assert lines(40, grid)[0] == "Target           Outcome  Unit"
    assert lines(28, grid)[0] == "Target           Outcome"
