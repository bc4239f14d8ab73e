"""How a problem is shown: where, what, the line with the mark under the place, the remedy."""

import pytest

from lovp.errors import Problem, format_problem


@pytest.mark.parametrize(
    ("text", "column", "line", "lines"),
    [
        ("goal: 0", 7, 3, ["f:3:7: m", "    goal: 0", "          ^", "  r"]),
        ("", 0, 0, ["f: m", "  r"]),
        ("", 1, 3, ["f:3:1: m", "  r"]),
        ("\ta\u030a\x1bX", 5, 3, ["f:3:5: m", "     åX", "      ^", "  r"]),
    ],
)
def test_the_mark_stands_under_the_place(text: str, column: int, line: int, lines: list[str]) -> None:
    assert format_problem(Problem("f", line, column, text, "m", "r")).split("\n") == lines


def test_without_a_remedy_and_without_orders_to_the_terminal() -> None:
    text = format_problem(Problem("f\n\x1b", 1, 1, "a\x1b[2J\r\x9b\u2028b", "m\x1b"))
    assert text == "f :1:1: m\n    a[2J  b\n    ^"


def test_a_long_line_is_cut_around_the_mark() -> None:
    line = "a" * 300 + "X" + "b" * 300
    _head, text, mark, _remedy = format_problem(Problem("f", 3, 301, line, "m", "r")).split("\n")
    assert text == "    " + "a" * 60 + "X" + "b" * 37 + "…"
    assert mark == " " * 64 + "^"
