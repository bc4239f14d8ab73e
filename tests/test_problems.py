"""How a problem is shown: where, what, the line with the mark under the place, the remedy."""

import pytest

from lovp.cli.show import format_problem
from lovp.errors import Problem


@pytest.mark.parametrize(
    ("text", "column", "line", "lines"),
    [
        ("goal: 0", 7, 3, ["f:3:7: m", "    goal: 0", "          ^", "  r"]),
        # A long line is cut around the mark.
        (
            "a" * 300 + "X" + "b" * 300,
            301,
            3,
            ["f:3:301: m", "    " + "a" * 60 + "X" + "b" * 37 + "…", " " * 64 + "^", "  r"],
        ),
        ("", 0, 0, ["f: m", "  r"]),
        ("", 1, 3, ["f:3:1: m", "  r"]),
        ("\ta\u030a\x1bX", 5, 3, ["f:3:5: m", "     åX", "      ^", "  r"]),
    ],
)
def test_the_mark_stands_under_the_place(text: str, column: int, line: int, lines: list[str]) -> None:
    assert format_problem(Problem("f", line, column, text, "m", "r")).split("\n") == lines
