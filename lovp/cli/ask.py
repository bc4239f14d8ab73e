"""Questions on a terminal, with completion. Ctrl-C, Ctrl-D and Esc leave without a trace."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.text import fold, printable, squeeze

T = TypeVar("T")
Words = Sequence[tuple[str, str]]
"""What can be answered, each with a remark."""

_YES, _NO = {"j", "ja", "y", "yes"}, {"n", "nej", "no"}


def possible() -> bool:
    """Whether there is somebody to ask: a terminal on both sides."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def value(prompt: str, parse: Callable[[str], T], *, default: str = "", words: Words = ()) -> T:
    """Ask until `parse` takes the answer, and return what it makes of it.

    An answer for which `parse` raises LovpError is asked for again. An empty answer means `default`. The
    `words` are offered in a menu. Raises LovpError where the user leaves.
    """
    while True:
        typed = _read_line(f"{prompt} ({default}): " if default else f"{prompt}: ", words).strip()
        try:
            return parse(typed or default)
        except LovpError as error:
            print(printable(f"! {error.message} {error.remedy}", 1000))
            # A default that is refused is not offered again.
            default = default if typed else ""


def yes(question: str, *, usual: bool = True) -> bool:
    """Ask yes or no; an empty answer is what is `usual`."""
    hint, default = (_("[Y/n]"), "y") if usual else (_("[y/N]"), "n")
    return value(f"{question} {hint}", lambda text: _parse_yes(text or default))


def confirm(question: str, *, usual: bool = True) -> None:
    """Ask yes or no. Raises LovpError for no."""
    if not yes(question, usual=usual):
        raise _stopped()


def _stopped() -> LovpError:
    return LovpError(_("Stopped. Nothing was saved."))


def _parse_yes(text: str) -> bool:
    answer = fold(text)
    if answer not in _YES | _NO:
        raise LovpError(_("Answer y or n."))
    return answer in _YES


def _read_line(question: str, words: Words) -> str:
    """What is typed. Raises LovpError where the user leaves."""
    # Imported here: a tenth of a second that only somebody who is asked has to wait for.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.output import ColorDepth

    class Matching(Completer):
        def get_completions(self, document: Any, _event: Any) -> Iterator[Completion]:
            typed = document.text_before_cursor
            for word, remark in words:
                if squeeze(typed) in squeeze(word + remark):
                    yield Completion(word, start_position=-len(typed), display_meta=remark)

    keys = KeyBindings()
    for key in ("escape", "c-c", "c-d"):
        keys.add(key, eager=True)(lambda event: event.app.exit(exception=KeyboardInterrupt))
    session: PromptSession[str] = PromptSession(
        question.replace("\u00a0", " "),  # the library marks a space that does not break as something odd
        completer=Matching() if words else None,
        key_bindings=keys,
        bottom_toolbar=" " + _("Esc leaves, nothing is saved"),
        color_depth=ColorDepth.DEPTH_1_BIT,  # the terminal's own colours, on a light ground and a dark one
    )
    session.app.ttimeoutlen = 0.1  # seconds to wait whether an Esc is the beginning of an arrow key
    try:
        return session.prompt(pre_run=session.default_buffer.start_completion if words else None)
    except (KeyboardInterrupt, EOFError):
        raise _stopped() from None
