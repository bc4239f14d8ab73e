"""Common slips on the command line, answered with the whole command that was perhaps meant.

Looked at only when a command could not be understood. What is proposed is built of the user's own words: each
of them must be exactly what it is taken for, in this folder's plan where it has one, and where a word could
be two things nothing is proposed. Nothing of it is ever run.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lovp.cells import printable
from lovp.cli import context, match
from lovp.cli.app import Command, commands
from lovp.cli.options import Argument, Option
from lovp.errors import LovpError, UsageError
from lovp.folding import fold, squeeze
from lovp.model import Plan
from lovp.period import parse_date, parse_month
from lovp.record.guard import personal_data

_COMMANDS = {
    "ang": "undo",
    "angra": "undo",
    "andra": "amend",
    "ratta": "amend",
    "exportera": "export",
    "formular": "form",
    "blankett": "form",
    "importera": "import",
    "jamfor": "compare",
    "kalender": "calendar",
    "kontrollera": "check",
    "logga": "log",
    "rapportera": "log",
    "laget": "progress",
    "lage": "progress",
    "visa": "progress",
    "status": "progress",
    "mal": "targets",
    "utfall": "outcomes",
    "lista": "outcomes",
    "synka": "sync",
    "dela": "sync",
    "borja": "init",
    "skapa": "init",
    "sammanstall": "rollup",
    "plan ny": "plan new",
    "nytt ar": "plan new",
}
"""What a command may be called in Swedish, or in other programs; folded."""

_CHOICES = {
    "--by": {"mal": "target", "plats": "place", "manad": "month", "distrikt": "district"},
    "--format": {"tabell": "table", "excel": "xlsx", "webb": "html", "webbsida": "html"},
    "--only": {
        "efter": "behind",
        "sen": "behind",
        "forsenat": "overdue",
        "natt": "reached",
        "i fas": "on_track",
        "osakert": "at_risk",
        "missat": "missed",
    },
}
"""Swedish for the words that options take; folded."""

_NUMBERS = dict(
    zip("noll en tva tre fyra fem sex sju atta nio tio elva tolv".split(), map(str, range(13)), strict=True)
) | {"ett": "1"}


class _Said(NamedTuple):
    """A command line as far as it is one: the words that stand alone, and the options with their values."""

    command: Command
    alone: list[str]
    options: list[tuple[str, str | None]]

    @property
    def specs(self) -> dict[str, Option]:
        from lovp.cli.parser import parameters

        found = [one.spec for one in parameters(self.command.function) if isinstance(one.spec, Option)]
        return {name: spec for spec in found for name in spec.names}

    @property
    def room(self) -> int | None:
        """How many words may stand alone; None for any number."""
        from lovp.cli.parser import parameters

        found = [one.spec for one in parameters(self.command.function) if isinstance(one.spec, Argument)]
        return None if any(spec.many for spec in found) else len(found)


def meant(words: Sequence[str]) -> str:
    """The command that was perhaps meant, to be typed instead; empty where there is no telling.

    Personal data is not repeated: where a word holds some, nothing is proposed.
    """
    if any(personal_data(word[:1000]) for word in words):
        return ""
    try:
        said = _said(list(words))
        fixed = None if said is None else _fixed(said)
    except (LovpError, OSError, ValueError):
        return ""
    typed = [part for word in words for part in _apart(word)]
    if fixed is None or (fixed == said and sorted(_parts(fixed)) == sorted(typed)):
        return ""
    return _typed(_parts(fixed))


def _said(words: list[str]) -> _Said | None:
    known = {command.name: command for command in commands()}
    for count in (2, 1):
        name = " ".join(words[:count])
        alike = _nearest(name, [one for one in known if one.count(" ") == count - 1])
        called = known.get(name) or known.get(_COMMANDS.get(fold(name), "")) or known.get(alike)
        if called and len(words) >= count:
            return _parted(called, words[count:])
    return None


def _parted(command: Command, words: list[str]) -> _Said | None:
    said = _Said(command, [], [])
    specs = said.specs
    rest = [part for word in words for part in _apart(word)]
    while rest:
        word = rest.pop(0)
        if not re.match(r"--?[^\W\d]", word):
            said.alone.append(word)
            continue
        name = word if word in specs else _nearest(word, specs)
        if not name:
            return None
        said.options.append((name, rest.pop(0) if specs[name].metavar and rest else None))
    return said


def _apart(word: str) -> list[str]:
    return word.split("=", 1) if re.match(r"--[^\W\d][\w-]*=", word) else [word]


def _nearest(name: str, names: Iterable[str]) -> str:
    """The only one that begins so, or that is the nearest by far."""
    from difflib import SequenceMatcher

    names = list(names)
    begin = [each for each in names if each.startswith(name) and len(name.lstrip("-")) > 1]
    if len(begin) == 1:
        return begin[0]
    rated = sorted(((SequenceMatcher(None, name[:100], each).ratio(), each) for each in names), reverse=True)
    first, second = [*rated, (0.0, ""), (0.0, "")][:2]
    return first[1] if first[0] >= 0.65 and first[0] - second[0] > 0.05 else ""


def _fixed(said: _Said) -> _Said | None:
    plan = _plan(said)
    options = [_option(said, name, value, plan) for name, value in said.options]
    said = said._replace(options=options)
    if said.command.name == "log":
        return _log(said, plan)
    if said.room is None or len(said.alone) <= said.room:
        return said
    alone, extra = said.alone[: said.room], said.alone[said.room :]
    for word in extra:
        name = _option_for(said, word, plan)
        if not name or name in dict(options):
            return None
        options.append((name, word))
    return said._replace(alone=alone, options=options)


def _plan(said: _Said) -> Plan | None:
    try:
        return context.choose_plan(context.open_folder(dict(said.options).get("--plan")), None)
    except (LovpError, OSError):
        return None


def _kinds(plan: Plan | None, text: str) -> set[str]:
    """The options for what the text is the whole name of."""
    if plan is None:
        return set()
    wanted = squeeze(text)
    named = {
        "--target": [name for one in plan.targets() for name in (one.id, one.name)],
        "--area": [name for one in plan.areas for name in (one.id, one.name)],
        "--place": [one.name for one in plan.places],
    }
    return {option for option, names in named.items() if wanted and wanted in map(squeeze, names)}


def _option(said: _Said, name: str, value: str | None, plan: Plan | None) -> tuple[str, str | None]:
    """The option with its value, or the one that the value is for."""
    spec = said.specs[name]
    long = next(each for each in spec.names if each.startswith("--"))
    if value is None:
        return name, value
    if long in ("--area", "--place", "--target"):
        kinds = _kinds(plan, value)
        if long not in kinds and len(kinds) == 1 and kinds <= said.specs.keys():
            return kinds.pop(), value
    if long not in _CHOICES or "," in value:
        return name, value
    choices = dict(spec.complete("")) if spec.complete else {}
    other = _CHOICES[long].get(fold(value)) or _nearest(value, list(choices))
    return name, other if other and (not choices or other in choices) else value


def _option_for(said: _Said, word: str, plan: Plan | None) -> str:
    """The option that a word without one is for, or empty."""
    kinds = _kinds(plan, word) & said.specs.keys()
    if len(kinds) == 1:
        return kinds.pop()
    if kinds:
        return ""
    year = plan.year if plan else context.today().year
    if "--year" in said.specs and re.fullmatch("(19|2[01])[0-9]{2}", word):
        return "--year"
    for option, parse in (("--month", parse_month), ("--as-of", parse_date), ("--date", parse_date)):
        if option in said.specs and not word.isdigit():
            try:
                parse(word, context.today(), year)
            except UsageError:
                continue
            return option
    return ""


def _log(said: _Said, plan: Plan | None) -> _Said | None:
    """The target, the number and the place of `lovp log`, in whatever order they were written."""
    if plan is None:
        return said
    options = list(said.options)
    found: dict[str, str] = {}
    share = re.fullmatch(r"(.*?) ?([0-9]+) (?:av|of) ([0-9]+)(?: (.*))?", " ".join(said.alone))
    alone = said.alone
    if share:
        alone = [*filter(None, (share[1] or "").split()), share[2], *filter(None, (share[4] or "").split())]
        options.append(("--of", share[3]))
    for word in alone:
        kinds = _kinds(plan, word) & {"--target", "--place"}
        if pair := re.fullmatch("([0-9]+)/([0-9]+)", word):
            options.append(("--of", pair[2]))
        number = pair[1] if pair else _number(word)
        kind = "number" if number else next(iter(kinds)) if len(kinds) == 1 else ""
        if not kind or kind in found:
            return None
        found[kind] = number or word
    if "--target" not in found:
        return said
    if "--place" in found:
        if {"--place", "-p"} & dict(options).keys():
            return None
        options.append(("--place", found["--place"]))
        # How many is said aloud, so that nobody saves a 1 that was never written.
        found.setdefault("number", "1")
    words = [found["--target"], *([found["number"]] if "number" in found else [])]
    return said._replace(alone=words, options=options)


def _number(word: str) -> str:
    if fold(word) in _NUMBERS:
        return _NUMBERS[fold(word)]
    try:
        match.number(word)
    except UsageError:
        return ""
    return word


def _parts(said: _Said) -> list[str]:
    options = [part for name, value in said.options for part in (name, value) if part is not None]
    return [*said.command.name.split(), *said.alone, *options]


def _typed(words: Sequence[str]) -> str:
    return " ".join(
        ["lovp", *(f'"{word}"' if " " in word or not word else word for word in map(_shown, words))]
    )


def _shown(word: str) -> str:
    return printable(word, 200)
