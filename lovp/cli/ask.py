"""Questions on a terminal, with completion. Ctrl-C, Ctrl-D and Esc leave without a trace."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from lovp.errors import LovpError, StoppedError
from lovp.folding import fold
from lovp.i18n import _

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
        try:
            answer = _line(question, default, words)
        except (KeyboardInterrupt, EOFError):
            raise stopped() from None
        try:
            return understand(answer.strip() or default)
        except LovpError as error:
            print(f"  {error.message} {error.remedy}".rstrip())


def choice(question: str, understand: Callable[[str], T], words: Sequence[tuple[str, str]]) -> T:
    """Show the choices, each with a remark, and ask for one of them."""
    widest = max((len(word) for word, _remark in words), default=0)
    for word, remark in words:
        print(f"  {word:<{widest}}  {remark}")
    return value(question, understand, words=words)


def stopped() -> StoppedError:
    """What to raise where the user leaves."""
    return StoppedError(_("Stopped. Nothing was saved."))


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
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

    class Forgiving(Completer):
        """Offers the words that hold what is typed, whatever its case and accents."""

        def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
            typed = document.text_before_cursor
            for word, remark in words:
                if fold(typed) in fold(word) or fold(typed) in fold(remark):
                    yield Completion(word, start_position=-len(typed), display_meta=remark)

    keys = KeyBindings()

    @keys.add("escape", eager=True)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    # The library marks a space that does not break as something odd.
    question = question.replace("\u00a0", " ")
    return prompt(
        f"{question} ({default}): " if default else f"{question}: ",
        completer=Forgiving(),
        complete_while_typing=True,
        key_bindings=keys,
    )
