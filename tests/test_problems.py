"""How a problem is shown: the mark stands under the place, whatever the line has in it."""

import unicodedata

import pytest

from lovp.errors import Problem, format_problem


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def shown(text: str, column: int, line: int = 3) -> list[str]:
    return format_problem(Problem("f", line, column, text, "m", "r")).split("\n")


def test_whole() -> None:
    assert shown("goal: 0", 7) == ["f:3:7: m", "    goal: 0", "          ^", "  r"]


def test_without_a_remedy() -> None:
    assert format_problem(Problem("f", 3, 1, "a", "m")) == "f:3:1: m\n    a\n    ^"


def test_without_a_column_there_is_no_mark() -> None:
    assert shown("goal: 0", 0) == ["f:3: m", "    goal: 0", "  r"]


def test_without_a_line_only_the_file_is_named() -> None:
    assert shown("", 0, line=0) == ["f: m", "  r"]


def test_an_empty_line_is_not_shown() -> None:
    assert shown("", 1) == ["f:3:1: m", "  r"]


def test_after_the_end_of_the_line() -> None:
    assert shown("abc", 4)[2] == "       ^"
    assert shown("abc", 99)[2] == "       ^"


def test_tabs() -> None:
    assert shown("\ta\tb", 4)[1:3] == ["        a    b", "             ^"]


@pytest.mark.parametrize(
    ("before", "width"),
    [("å", 1), ("a\u030a", 1), ("漢字", 4), ("🙂", 2), ("\x1b", 1), ("\u202e", 1), ("\x00", 1)],
)
def test_the_mark_counts_columns(before: str, width: int) -> None:
    _head, text, mark, _remedy = shown(before + "X", len(before) + 1)
    assert mark == " " * (4 + width) + "^"
    assert columns(text[: text.index("X")]) == 4 + width


def test_control_characters_are_replaced_everywhere() -> None:
    text = format_problem(Problem("f\n\x1b", 1, 1, "a\x1b[2J\r\x9b\u2028", "m\x1b", "r\x07"))
    assert text == "f\ufffd\ufffd:1:1: m\ufffd\n    a\ufffd[2J\ufffd\ufffd\ufffd\n    ^\n  r\ufffd"


@pytest.mark.parametrize("length", [99, 100, 101, 5000, 900_000])
@pytest.mark.parametrize("fill", ["a", "漢", "\t"])
def test_long_lines_are_cut_around_the_mark(length: int, fill: str) -> None:
    for at in {0, 1, length // 2, length - 1}:
        line = fill * at + "X" + fill * (length - 1 - at)
        _head, text, mark, _remedy = shown(line, at + 1)
        assert columns(text) <= 104
        assert columns(text[: text.index("X")]) == mark.index("^")


def test_what_is_cut_is_said() -> None:
    _head, text, mark, _remedy = shown("a" * 300 + "X" + "b" * 300, 301)
    assert text == "    …" + "a" * 65 + "X" + "b" * 32 + "…"
    assert mark == " " * 70 + "^"
    assert shown("X" + "b" * 300, 1)[1] == "    X" + "b" * 97 + "…"
    assert shown("a" * 300 + "X", 301)[1] == "    …" + "a" * 97 + "X"
