"""One line typed on a terminal, by a library that is slow to load: for whoever is asked."""

from collections.abc import Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, completion_is_selected
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.styles import Style

from lovp.cli.question import BACK, HELP, Question, Words
from lovp.folding import fold
from lovp.i18n import _

_ESCAPE_SECONDS = 0.1
"""How long it is waited whether an Esc is the beginning of an arrow key."""
_MENU = 7
_STYLE = Style.from_dict(
    {
        "bottom-toolbar": "noreverse nobold italic",
        "completion-menu": "noinherit",
        "completion-menu.completion": "noinherit",
        "completion-menu.completion.current": "noinherit reverse",
        "completion-menu.meta.completion": "noinherit",
        "completion-menu.meta.completion.current": "noinherit reverse",
        "scrollbar.background": "noinherit",
        "scrollbar.button": "noinherit reverse",
    }
)
"""The terminal's own colours, so that it can be read on a light background and a dark one."""


def line(question: Question) -> str:
    """The line as it was typed. Raises KeyboardInterrupt or EOFError where the user leaves."""
    session: PromptSession[str] = PromptSession(history=InMemoryHistory(list(question.recall)))
    session.app.ttimeoutlen = _ESCAPE_SECONDS

    def start() -> None:
        if question.open and not question.typed:
            get_app().current_buffer.start_completion(select_first=False)

    # The library marks a space that does not break as something odd.
    return session.prompt(
        question.text.replace("\u00a0", " "),
        default=question.typed,
        completer=_Forgiving(question.words),
        complete_while_typing=bool(question.words),
        reserve_space_for_menu=_MENU if question.words else 0,
        key_bindings=_keys(goes_on=question.goes_on),
        bottom_toolbar=lambda: " " + hint(question, get_app().output.get_size().columns - 2),
        style=_STYLE,
        pre_run=start,
    )


def hint(question: Question, width: int) -> str:
    """What the keys do, in one line of at most that width."""
    parts = [
        question.hint,
        _("{key} help").format(key=HELP) if question.help else "",
        _("{key} back").format(key=BACK) if question.back else "",
    ]
    for leave in (_("Esc leaves, nothing is saved"), _("Esc leaves")):
        text = " · ".join(part for part in (*parts, leave) if part)
        if len(text) <= width:
            return text
    return _("Esc leaves")


def matching(words: Words, typed: str) -> list[tuple[str, str]]:
    """The words that hold what is typed, whatever its case and accents.

    First those that begin with it, then those with a word that does, then the rest; else in their own order.
    """
    wanted = _plain(typed)
    ranked = []
    for word, remark in words:
        texts = (_plain(word), _plain(remark))
        if texts[0].startswith(wanted):
            ranked.append((0, word, remark))
        elif any(f" {wanted}" in f" {text}" for text in texts):
            ranked.append((1, word, remark))
        elif any(wanted.replace(" ", "") in text.replace(" ", "") for text in texts):
            ranked.append((2, word, remark))
    return [(word, remark) for _rank, word, remark in sorted(ranked, key=lambda each: each[0])]


def _plain(text: str) -> str:
    return fold(text).replace("-", " ")


class _Forgiving(Completer):
    def __init__(self, words: Words) -> None:
        self._words = words

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        typed = document.text_before_cursor
        for word, remark in matching(self._words, typed):
            yield Completion(word, start_position=-len(typed), display_meta=remark)


def _keys(*, goes_on: bool) -> KeyBindings:
    keys = KeyBindings()

    def leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    for key in ("escape", "c-c", "c-d"):
        keys.add(key, eager=True)(leave)

    @keys.add("enter", filter=completion_is_selected & Condition(lambda: goes_on))
    def _go_on(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None
        event.current_buffer.insert_text(" ")

    return keys
