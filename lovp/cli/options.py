"""The options that several commands share, each described once, and how an option is declared here."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Annotated, Any

import typer

from lovp import matching
from lovp.cli import complete as completing
from lovp.cli.names import option_names
from lovp.dates import timestamp
from lovp.errors import UsageError
from lovp.i18n import CHOICES, _, spoken
from lovp.progress.values import Status
from lovp.text import printable

FOR_PEOPLE = ("table", "markdown")
FORMATS = (*FOR_PEOPLE, "csv", "json")

_WITH_VALUE: dict[str, tuple[str, str, Callable[..., Any] | None]] = {
    "--area": ("-a", _("AREA"), completing.areas),
    "--as-of": ("", _("DATE"), completing.days),
    "--by": ("-b", _("WHAT"), None),
    "--csv-dialect": ("", _("WORD"), None),
    "--date": ("-d", _("DATE"), completing.days),
    "--for": ("", _("WHAT"), None),
    "--format": ("-f", _("FORMAT"), None),
    "--from": ("", _("DATE"), completing.days),
    "--ics": ("", _("FILE"), None),
    "--known-at": ("", _("TIME"), None),
    "--limit": ("-l", _("NUMBER"), None),
    "--mapping": ("", _("NAME"), completing.mappings),
    "--month": ("-m", _("MONTH"), completing.months),
    "--name": ("", _("NAME"), None),
    "--note": ("-n", _("TEXT"), None),
    "--of": ("", _("NUMBER"), None),
    "--only": ("", _("STATUS"), None),
    "--output": ("-o", _("FOLDER"), None),
    "--place": ("-p", _("PLACE"), completing.places),
    "--plan": ("", _("FILE"), None),
    "--target": ("-t", _("TARGET"), completing.targets),
    "--to": ("", _("DATE"), completing.days),
    "--value": ("", _("NUMBER"), None),
    "--writer": ("-w", _("WRITER"), completing.writers),
    "--year": ("-y", _("YEAR"), completing.years),
}
"""The options with a value: the short name, what stands for the value in the help, and what Tab offers."""


def option(
    name: str,
    help_: str,
    *,
    metavar: str = "",
    choices: Iterable[str] = (),
    parser: Callable[[str], Any] | None = None,
) -> Any:
    """An option with a value: `typer.Option` with all its names, and what Tab offers.

    With `choices` Tab offers these, and the value is one of them, in English or Swedish; unless a `parser`
    makes it of what was typed.
    """
    words = tuple(choices)
    short, usual_metavar, complete = _WITH_VALUE[name]
    return typer.Option(
        *option_names(name),
        *filter(None, [short]),
        metavar=metavar or usual_metavar,
        help=help_,
        autocompletion=completing.words(words) if words else complete,
        parser=parser or ((lambda text: choose(text, words, name)) if words else None),
    )


def flag(name: str, help_: str, short: str = "") -> Any:
    """An option without a value: `typer.Option` with all its names."""
    return typer.Option(*option_names(name), *filter(None, [short]), help=help_, show_default=False)


def argument(metavar: str, help_: str, complete: Callable[..., Any] | None = None) -> Any:
    """A word without a name, known by its place: `typer.Argument`."""
    return typer.Argument(metavar=metavar, help=help_, autocompletion=complete, show_default=False)


def whole_number(text: str) -> int:
    """The number that the text is. Raises UsageError unless it is whole."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise UsageError(
            _("{number} is not a whole number.").format(number=printable(text)),
            _("Write it in figures and alone, such as 20."),
        )
    return int(text)


def choose(text: str, choices: Iterable[str], name: str) -> str:
    """The choice that the text means, in English or Swedish. Raises UsageError that names the option."""
    known = list(choices)
    words = {word: choice for choice in known for word in (choice, CHOICES.get(choice, choice))}
    try:
        return matching.one_of(text.replace("_", "-"), words, "")
    except UsageError:
        message = _("{option}: “{text}” is not one of the choices.")
        message = message.format(option=spoken(name), text=printable(text))
        listed = ", ".join(map(spoken, known))
        raise UsageError(message, _("There are: {names}").format(names=listed)) from None


def parse_moment(text: str) -> str:
    """A moment for `--known-at`, as the record writes one (UTC, fixed width).

    A date alone means the end of that day, and a time without a zone is the computer's. Raises UsageError.
    """
    words = text.strip()
    try:
        moment = datetime.fromisoformat(words)
        return timestamp(moment if ":" in words else datetime.combine(moment, time.max))
    except (ValueError, OverflowError):
        message = _("“{text}” is not a moment.").format(text=printable(text))
        remedy = _("Write a date, 2024-05-31, or a time, 2024-05-31 18:00.")
        raise UsageError(message, remedy) from None


Area = Annotated[str | None, option("--area", _("Only this area, such as studier."))]
Place = Annotated[str | None, option("--place", _("Only this place, with all that lies in it."))]
Target = Annotated[str | None, option("--target", _("Only this target."))]
Year = Annotated[str | None, option("--year", _("Another year of the plan than this one."))]
Month = Annotated[str | None, option("--month", _("Only this month: 2024-05, or last."))]
Format = Annotated[str, option("--format", _("table, markdown, csv or json."), choices=FORMATS)]
AsOf = Annotated[str | None, option("--as-of", _("Where it stood by the end of this day."))]
_STATUSES = [status.value.replace("_", "-") for status in Status]
Only = Annotated[
    str | None,
    option("--only", _("Only what has this status; behind is also overdue and missed."), choices=_STATUSES),
]
Yes = Annotated[bool, flag("--yes", _("Save without asking."))]
Missing = Annotated[bool, flag("--missing", _("The places that have not reported, or not enough, by name."))]
FailBehind = Annotated[bool, flag("--fail-behind", _("Exit with code 4 if anything shown is behind."))]
KnownAt = Annotated[
    str | None, option("--known-at", _("Only what had been recorded by this moment."), parser=parse_moment)
]
Plan = Annotated[str | None, option("--plan", _("Another targets.yaml, or the folder it is in."))]
