"""Questions on a terminal, with completion and help. Ctrl-C, Ctrl-D and Esc leave without a trace."""

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.text import fold, printable, squeeze

T = TypeVar("T")
Parse = Callable[[str], T]
Words = Sequence[tuple[str, str]]
"""What can be answered, each with a remark."""

_HELP = "?"
_YES, _NO = {"", "j", "ja", "y", "yes"}, {"n", "nej", "no"}
_WIDEST = 100


def possible() -> bool:
    """Whether there is somebody to ask: a terminal on both sides."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def value(prompt: str, parse: Parse[T], *, default: str = "", words: Words = (), help_: str = "") -> T:
    """Ask until `parse` takes the answer, and return what it makes of it.

    An answer for which `parse` raises LovpError is complained of and asked for again. An empty answer means
    `default`. The `words` are offered in a menu; a part of one of them alone means that word. `?` shows the
    `help_`. Raises LovpError where the user leaves.
    """
    hint = _("Esc leaves, nothing is saved")
    if help_:
        hint = _("{key} help").format(key=_HELP) + f" · {hint}"
    while True:
        question = f"{prompt} ({default}): " if default else f"{prompt}: "
        typed = _line(question, words, hint).strip()
        if typed == _HELP and help_:
            say(help_)
            continue
        try:
            return _parse(typed or default, parse, words)
        except LovpError as error:
            complain(error)
            default = default if typed else ""


def yes(question: str) -> bool:
    """Ask yes or no; an empty answer is yes."""
    return value(question + " " + _("[Y/n]"), _parse_yes)


def confirm(question: str) -> None:
    """Ask yes or no. Raises LovpError for no."""
    if not yes(question):
        raise stopped()


def say(text: str, head: str = "") -> None:
    """Print lines no wider than the terminal; the later ones go in as far as the `head`."""
    first = "  " + head
    width = max(min(shutil.get_terminal_size().columns, _WIDEST) - 1, 2 * len(first))
    print(textwrap.fill(text, width, initial_indent=first, subsequent_indent=" " * len(first)) or first)


def complain(error: LovpError) -> None:
    """Say what is wrong with an answer, and what to answer instead."""
    say(printable(f"{error.message} {error.remedy}", 1000).rstrip(), "! ")


def stopped() -> LovpError:
    """What to raise where the user leaves."""
    return LovpError(_("Stopped. Nothing was saved."))


def _parse(typed: str, parse: Parse[T], words: Words) -> T:
    try:
        return parse(typed)
    except LovpError:
        found = _filter_words(words, typed) if typed else []
        if len(found) != 1:
            raise
        return parse(found[0][0])


def _filter_words(words: Sequence[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Those of the words, each with a remark, that hold what is typed; first those that begin with it."""
    wanted = squeeze(typed)
    found = [pair for pair in words if wanted in squeeze(" ".join(pair))]
    return sorted(found, key=lambda pair: not squeeze(pair[0]).startswith(wanted))


def _parse_yes(text: str) -> bool:
    answer = fold(text)
    if answer not in _YES | _NO:
        raise LovpError(_("Answer y or n."))
    return answer in _YES


def _line(question: str, words: Words, hint: str) -> str:
    """What is typed. Raises LovpError where the user leaves."""
    # Imported here: a tenth of a second that only somebody who is asked has to wait for.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.output import ColorDepth

    class Matching(Completer):
        def get_completions(self, document: Any, _event: Any) -> Iterator[Completion]:
            typed = document.text_before_cursor
            for word, remark in _filter_words(words, typed):
                yield Completion(word, start_position=-len(typed), display_meta=remark)

    keys = KeyBindings()
    for key in ("escape", "c-c", "c-d"):
        keys.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt))
    session: PromptSession[str] = PromptSession(
        question.replace("\u00a0", " "),  # the library marks a space that does not break as something odd
        completer=Matching() if words else None,
        key_bindings=keys,
        bottom_toolbar=f" {hint}",
        color_depth=ColorDepth.DEPTH_1_BIT,  # the terminal's own colours, on a light ground and a dark one
    )
    session.app.ttimeoutlen = 0.1  # seconds to wait whether an Esc is the beginning of an arrow key
    try:
        return session.prompt(pre_run=session.default_buffer.start_completion if words else None)
    except (KeyboardInterrupt, EOFError):
        raise stopped() from None
