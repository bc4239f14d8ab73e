"""What is offered at a Tab: from the words so far to those that can come next, as each shell wants them.

The shells' own scripts are in `tab/`. They say in the environment which shell asks and what is typed; the
answer is a line with its kind, then a line for each word.
"""

import os
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from typing import NamedTuple

from lovp.cells import printable
from lovp.cli import complete, show
from lovp.cli.app import Command, commands, root
from lovp.cli.options import Argument, Option
from lovp.cli.parser import HELP, ROLLUP, Parameter, before_command, parameters, rolled_up
from lovp.i18n import _

ASKED = "_LOVP_TAB"
"""In the environment while a shell asks for words: which shell it is."""

_TYPED = "_LOVP_TYPED"
_BREAKS = "_LOVP_BREAKS"
_SPECIAL = "\\();<>|&!`$*?[]{}~# \t\"'"
"""What bash would not take for a part of a word."""


class Offer(NamedTuple):
    """What can stand in the place of the word at the cursor: words with remarks, or any file.

    `head` is the part of that word which stays, such as `--place=`.
    """

    words: Sequence[tuple[str, str]] = ()
    files: bool = False
    head: str = ""


def answer(environment: Mapping[str, str]) -> None:
    """Answer the shell that asks through the environment."""
    shell, typed = environment[ASKED], environment.get(_TYPED, "")
    if shell == "bash":
        words, quote = _split(typed)
    else:
        *before, last = typed.split("\n")
        words, quote = [*before, _unquoted(last, shell)], ""
    # What is typed begins with what called us.
    _program, *before, last = words if len(words) > 1 else ["", ""]
    offer = offered(before, last)
    sound = [(word, remark) for word, remark in offer.words if word == printable(word)]
    lines = _lines(shell, offer._replace(words=sound), last, quote, environment.get(_BREAKS, ""))
    show.data("".join(f"{line}\n" for line in ("files" if offer.files else "words", *lines)))


def offered(words: Sequence[str], typed: str) -> Offer:
    """What may come after the words, where `typed` is there of it already."""
    _mind_the_plan(words)
    before, rest = before_command(words)
    if not rest:
        offer = _next(parameters(root().function), before, typed)
        return _first_words(typed) if offer is None else offer
    known = {command.name: command for command in commands()}
    if rest[0] == ROLLUP:
        return _rollup(rest[1:], typed, known)
    for count in (2, 1):
        if command := known.get(" ".join(rest[:count])):
            return _of_command(parameters(command.function), rest[count:], typed)
    if len(rest) == 1:
        group = f"{rest[0]} "
        found = [
            (name.removeprefix(group), one.help) for name, one in known.items() if name.startswith(group)
        ]
        return Offer(_begun(typed, found))
    return Offer()


def _rollup(rest: list[str], typed: str, known: Mapping[str, Command]) -> Offer:
    """The folders stand before the word for what is to be done with them."""
    command, words = rolled_up(rest, known)
    offer = _of_command(parameters(command.function), words, typed)
    if offer.files and words and command.name == ROLLUP and (then := _begun(typed, _exports(known))):
        return Offer(then)
    return offer


def _exports(known: Mapping[str, Command]) -> list[tuple[str, str]]:
    return [("export", known[f"{ROLLUP} export"].help)]


def _first_words(typed: str) -> Offer:
    """The commands; of those with two words the first."""
    firsts: dict[str, str] = {}
    for command in commands():
        firsts.setdefault(command.name.split(" ")[0], command.help)
    return Offer(_begun(typed, firsts.items()))


def _mind_the_plan(words: Sequence[str]) -> None:
    """What completes the words reads the plan in use: here the one that is named on the line."""
    for at, word in enumerate(words, 1):
        name, sign, value = word.partition("=")
        named = value if sign else "".join(words[at : at + 1])
        if name == "--plan" and named:
            os.environ["LOVP_PLAN"] = named


def _of_command(found: Sequence[Parameter], words: Sequence[str], typed: str) -> Offer:
    """What a command takes next; where no word is known, its options."""
    offer = _next(found, words, typed)
    if typed or (offer and (offer.words or offer.files)):
        return offer or Offer()
    state = _read(found, words)
    return Offer() if state.pending or state.ended else Offer(_options(found, state.given, typed))


def _next(found: Sequence[Parameter], words: Sequence[str], typed: str) -> Offer | None:
    """What goes with the option before, or begins with a hyphen, or is known by its place; else None."""
    options = _by_name(found)
    state = _read(found, words)
    if state.pending:
        return _values(state.pending, typed)
    if typed.startswith("-") and not state.ended:
        name, sign, value = typed.partition("=")
        if sign:
            return _values(options[name].spec, value, name + sign) if name in options else Offer()
        return Offer(_options(found, state.given, typed))
    arguments = [one.spec for one in found if isinstance(one.spec, Argument)]
    if state.words < len(arguments) or (arguments and arguments[-1].many):
        return _values(arguments[min(state.words, len(arguments) - 1)], typed)
    return None


class _State(NamedTuple):
    """What the words before the cursor leave: an option without its value, and which were given."""

    pending: Option | None
    given: frozenset[str]
    words: int
    """How many without a name there were."""
    ended: bool
    """Whether `--` ended the options."""


def _read(found: Sequence[Parameter], words: Sequence[str]) -> _State:
    options = _by_name(found)
    pending: Option | None = None
    given: set[str] = set()
    count, ended = 0, False
    for word in words:
        if pending:
            pending = None
        elif ended or not word.startswith("-") or word == "-":
            count += 1
        elif word == "--":
            ended = True
        else:
            name, sign, _value = word.partition("=")
            one = options.get(name)
            given |= {one.name} if one else set()
            pending = (
                one.spec if one and isinstance(one.spec, Option) and one.spec.metavar and not sign else None
            )
    return _State(pending, frozenset(given), count, ended)


def _by_name(found: Iterable[Parameter]) -> dict[str, Parameter]:
    return {name: one for one in found if isinstance(one.spec, Option) for name in one.spec.names}


def _values(spec: Option | Argument, typed: str, head: str = "") -> Offer:
    if spec.complete is complete.files:
        return Offer(files=True, head=head)
    return Offer(tuple(spec.complete(typed)) if spec.complete else (), head=head)


def _options(found: Iterable[Parameter], given: Set[str], typed: str) -> list[tuple[str, str]]:
    """The options not given yet (or that may be given again), each by its long name if that fits."""
    offers = []
    every = [
        (one.spec.names, one.spec.help)
        for one in found
        if isinstance(one.spec, Option) and (one.name not in given or one.kind is list)
    ]
    for names, help_ in [*every, (HELP, _("Show this help."))]:
        fitting = [name for name in names if name.startswith(typed)]
        if fitting:
            offers.append((max(fitting, key=len), help_))
    return offers


def _begun(typed: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(word, remark) for word, remark in pairs if word.startswith(typed)]


def _split(line: str) -> tuple[list[str], str]:
    """The line's words, the last of which is the one at the cursor, and the quote that is open there."""
    import shlex

    for quote in ("", "'", '"'):
        with suppress(ValueError):
            # With a sign at the cursor there is a word, even where none is typed yet.
            words = shlex.split(f"{line}\N{NULL}{quote}")
            return [*words[:-1], words[-1].replace("\N{NULL}", "")], quote
    return [""], ""


def _unquoted(word: str, shell: str) -> str:
    """The word at the cursor, which some shells give as it is typed, an open quote included."""
    match shell:
        case "fish":
            return " ".join(_split(word)[0])
        case "powershell":
            return word.lstrip("'\"")
        case _:
            return word


def _lines(shell: str, offer: Offer, typed: str, quote: str, breaks: str) -> list[str]:
    match shell:
        case "bash":
            words = [offer.head + word for word, _remark in offer.words]
            return [_for_bash(word, typed, quote, breaks) for word in words]
        case "zsh":
            # A colon parts the two.
            pairs = [(_for_zsh(offer.head + word), remark) for word, remark in offer.words]
            return [f"{word}:{remark}" if remark else word for word, remark in pairs]
        case "powershell":
            return [
                "\t".join((offer.head + _for_powershell(word), word, remark or word))
                for word, remark in offer.words
            ]
        case _:
            return [f"{offer.head}{word}\t{remark}" for word, remark in offer.words]


def _for_bash(word: str, typed: str, quote: str, breaks: str) -> str:
    """The word as bash is to write it; bash parts words at `:` and `=` too, and replaces the last part."""
    if not quote:
        for sign in {"=", ":"} & {*breaks}:
            word = word.split(sign, typed.count(sign))[-1]
    if quote == "'":
        return word.replace("'", "'\\''")
    special = '"`$!\\' if quote else _SPECIAL
    return "".join(f"\\{sign}" if sign in special else sign for sign in word)


def _for_zsh(word: str) -> str:
    return word.replace("\\", "\\\\").replace(":", "\\:")


def _for_powershell(word: str) -> str:
    if word and all(sign.isalnum() or sign in "-_./" for sign in word):
        return word
    return "'" + word.replace("'", "''") + "'"
