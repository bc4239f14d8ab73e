"""Questions on a terminal, with completion. Ctrl-C, Ctrl-D and Esc leave without a trace."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from ..errors import LovpError
from ..i18n import _
from .match import fold

T = TypeVar("T")


def possible() -> bool:
    """Whether there is somebody to ask: a terminal on both sides."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def value(
    question: str,
    understand: Callable[[str], T],
    *,
    default: str = "",
    words: Sequence[tuple[str, str]] = (),
) -> T:
    """Ask until the answer is understood, and return what it means.

    `words` are offered as completions, each with a remark. `understand` raises LovpError for an answer that
    it does not take; that is shown, and the question is asked again. An empty answer means `default`.
    """
    while True:
        answer = _line(question, default, words)
        try:
            return understand(answer.strip() or default)
        except LovpError as error:
            print(f"  {error.message} {error.remedy}".rstrip())


def yes(question: str) -> bool:
    """Ask yes or no; an empty answer is yes."""
    return value(question + " " + _("[Y/n]"), _as_yes)


def _as_yes(answer: str) -> bool:
    if fold(answer) in {"", "j", "ja", "y", "yes"}:
        return True
    if fold(answer) in {"n", "nej", "no"}:
        return False
    raise LovpError(_("Answer y or n."))


def _line(question: str, default: str, words: Sequence[tuple[str, str]]) -> str:
    # Imported here: a tenth of a second that only somebody who is asked has to wait for.
    from prompt_toolkit import prompt
    from prompt_toolkit.completion import FuzzyWordCompleter
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    keys = KeyBindings()

    @keys.add("escape", eager=True)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return prompt(
        f"{question} ({default}): " if default else f"{question}: ",
        completer=FuzzyWordCompleter([word for word, _ in words], dict(words)) if words else None,
        complete_while_typing=True,
        key_bindings=keys,
    )
