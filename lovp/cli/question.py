"""A question, as `ask` asks it and `prompt` shows it."""

from collections.abc import Sequence
from typing import NamedTuple

Words = Sequence[tuple[str, str]]
"""What can be answered, each with a remark."""

HELP, BACK = "?", "<"


class Question(NamedTuple):
    """A question, and what helps to answer it.

    `words` are offered as completions, at once where `open`. `help` is shown for a question mark. `typed`
    stands there to be edited, and an empty answer means `default`. `back` says whether `<` leads to the
    former question; `hint` is what the keys do, where that is something else. `recall` are lines that the
    arrow keys bring back. What is chosen is but the beginning of an answer that `goes_on`. With
    `by_part` any part of one word alone, or of its remark, means that word.
    """

    text: str
    default: str = ""
    words: Words = ()
    help: str = ""
    typed: str = ""
    back: bool = False
    open: bool = False
    hint: str = ""
    recall: tuple[str, ...] = ()
    goes_on: bool = False
    by_part: bool = False
