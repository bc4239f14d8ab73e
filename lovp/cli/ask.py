"""Questions on a terminal, with completion and help. Ctrl-C, Ctrl-D and Esc leave without a trace."""

import sys
from collections.abc import Callable
from typing import TypeVar

from lovp.cells import printable
from lovp.cli import show
from lovp.cli.question import BACK, HELP, Question, Words
from lovp.errors import LovpError, StoppedError
from lovp.folding import fold
from lovp.i18n import _
from lovp.record.guard import personal_data

T = TypeVar("T")
_WIDEST = 100
_INDENT = "  "

possible = show.somebody


class BackError(Exception):
    """The user wants to answer the former question again."""


def value(
    question: str,
    understand: Callable[[str], T],
    *,
    default: str = "",
    words: Words = (),
) -> T:
    """Ask until the answer is understood, and return what it means.

    `understand` raises LovpError for an answer that it does not take; that is shown, and the question is
    asked again, with what was typed still there. An empty answer means `default`.
    """
    shown = f"{question} ({default}): " if default else f"{question}: "
    return answer(Question(shown, default, words), understand)


def answer(question: Question, understand: Callable[[str], T]) -> T:
    """As `value`, with all that a question can have. Raises BackError where the answer is `<`."""
    while True:
        typed = line(question)
        if typed == HELP and question.help:
            say(question.help)
            question = question._replace(typed="")
            continue
        if typed == BACK and question.back:
            raise BackError
        try:
            return _understood(question, typed, understand)
        except StoppedError:
            raise
        except LovpError as error:
            complain(error)
            # What looks like a person's number is not shown a second time.
            question = question._replace(typed="" if personal_data(typed) else printable(typed, 1000))


def _understood(question: Question, typed: str, understand: Callable[[str], T]) -> T:
    try:
        return understand(typed or question.default)
    except LovpError:
        if not question.by_part:
            raise
        from lovp.cli import prompt

        found = prompt.matching(question.words, typed) if typed else []
        if len(found) != 1:
            raise
        return understand(found[0][0])


def line(question: Question) -> str:
    """What is typed, without the spaces around it. Raises StoppedError where the user leaves."""
    # Imported here: a tenth of a second that only somebody who is asked has to wait for.
    from lovp.cli import prompt

    try:
        return prompt.line(question).strip()
    except (KeyboardInterrupt, EOFError):
        raise stopped() from None


def choice(question: Question, understand: Callable[[str], T]) -> T:
    """Show the words that can be answered, each with its remark and a number, and ask for one of them."""
    numbers = {str(number): word for number, (word, _remark) in enumerate(question.words, 1)}
    widest = max((len(word) for word, _remark in question.words), default=0)
    for number, (word, remark) in zip(numbers, question.words, strict=True):
        head = f"{number:>{len(str(len(numbers)))}}  {word:<{widest}}  "
        say(remark, head)
    return answer(question, lambda text: understand(numbers.get(text, text)))


def say(text: str, head: str = "") -> None:
    """Lines to whoever answers, no wider than the terminal; the later ones go in as far as the `head`."""
    import shutil
    import textwrap

    wide = min(shutil.get_terminal_size().columns, _WIDEST) - 1
    before = _INDENT + head
    if len(before) > wide // 2:
        print(before.rstrip())
        before = _INDENT * 4
    print(textwrap.fill(text, wide, initial_indent=before, subsequent_indent=" " * len(before)) or before)
    sys.stdout.flush()


def complain(error: LovpError) -> None:
    """Say what is wrong with an answer, and what to answer instead."""
    say(printable(f"{error.message} {error.remedy}", 1000).rstrip(), "! ")


def stopped() -> StoppedError:
    """What to raise where the user leaves."""
    return StoppedError(_("Stopped. Nothing was saved."))


def yes(question: str) -> bool:
    """Ask yes or no; an empty answer is yes."""
    return value(question + " " + _("[Y/n]"), as_yes)


def as_yes(answer: str) -> bool:
    """Whether the answer is yes, as an empty one is, or no. LovpError for any other."""
    if fold(answer) in {"", "j", "ja", "y", "yes"}:
        return True
    if fold(answer) in {"n", "nej", "no"}:
        return False
    raise LovpError(_("Answer y or n."))
