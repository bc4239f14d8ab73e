"""The options that several commands share, each described once, and how an option is declared here."""

import re
from collections.abc import Callable, Collection
from datetime import datetime, time
from typing import Annotated, Any

import typer

from lovp import matching
from lovp.cli import complete as completing
from lovp.cli.commands import option_names
from lovp.dates import timestamp
from lovp.errors import UsageError
from lovp.i18n import CHOICES, _, spoken
from lovp.pii import shown
from lovp.progress.values import Status

FORMATS = ("table", "markdown", "csv", "json")

_VALUES: dict[str, tuple[Callable[..., Any] | None, str]] = {
    _("AREA"): (completing.areas, "--area"),
    _("DATE"): (completing.days, "--as-of --date --from --to"),
    _("FILE"): (None, "--ics --plan"),
    _("FORMAT"): (None, "--format"),
    _("MONTH"): (completing.months, "--month"),
    _("NAME"): (completing.mappings, "--mapping"),
    _("NUMBER"): (None, "--limit --of --value"),
    _("PLACE"): (completing.places, "--place"),
    _("TARGET"): (completing.targets, "--target"),
    _("TEXT"): (None, "--name --note"),
    _("TIME"): (None, "--known-at"),
    _("WHAT"): (None, "--by --csv-dialect --for --only"),
    _("WHERE"): (None, "--output"),
    _("WRITER"): (completing.writers, "--writer"),
    _("YEAR"): (completing.years, "--year"),
}
"""What stands for a value in the help, with what Tab offers for it, and the options that take one."""
_WITH_LETTER = "area by date format limit month note output place target writer year".split()
"""Options with a short name, which is their first letter."""


def option(
    name: str,
    help_: str,
    *,
    choices: Collection[str] = (),
    parser: Callable[[str], Any] | None = None,
) -> Any:
    """An option with a value: `typer.Option` with all its names, and what Tab offers.

    With `choices` Tab offers these, and the value is one of them, in English or Swedish; unless a `parser`
    makes it of what was typed.
    """
    metavar = next(value for value, (_each, names) in _VALUES.items() if name in names.split())
    return typer.Option(
        *option_names(name),
        *([name[1:3]] if name[2:] in _WITH_LETTER else []),
        metavar=metavar,
        help=help_,
        autocompletion=completing.words(choices) if choices else _VALUES[metavar][0],
        parser=parser or ((lambda text: choose(text, choices, name)) if choices else None),
    )


def flag(name: str, help_: str, *short: str, hidden: bool = False) -> Any:
    """An option without a value: `typer.Option` with all its names."""
    return typer.Option(*option_names(name), *short, help=help_, show_default=False, hidden=hidden)


def argument(metavar: str, help_: str, complete: Callable[..., Any] | None = None) -> Any:
    """A word without a name, known by its place: `typer.Argument`."""
    return typer.Argument(metavar=metavar, help=help_, autocompletion=complete, show_default=False)


def whole_number(text: str) -> int:
    """The number that the text is. Raises UsageError unless it is whole."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        message = _("{number} is not a whole number.").format(number=shown(text))
        raise UsageError(message, _("Write it in figures and alone, such as 20."))
    return int(text)


def choose(text: str, choices: Collection[str], name: str) -> str:
    """The choice that the text means, in English or Swedish. Raises UsageError that names the option."""
    words = {word: choice for choice in choices for word in (choice, CHOICES.get(choice, choice))}
    try:
        return matching.one_of(text.replace("_", "-"), words, "")
    except UsageError:
        message = _("{option}: “{text}” is not one of the choices.")
        remedy = _("There are: {names}").format(names=", ".join(map(spoken, choices)))
        raise UsageError(message.format(option=spoken(name), text=shown(text)), remedy) from None


def parse_moment(text: str) -> str:
    """A moment for `--known-at`, as the record writes one (UTC, fixed width).

    A date alone means the end of that day, and a time without a zone is the computer's. Raises UsageError.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return timestamp(moment if ":" in text else datetime.combine(moment, time.max))
    except (ValueError, OverflowError):
        message = _("“{text}” is not a moment.").format(text=shown(text))
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
    option(
        "--only",
        _("Only what has this status; behind is also overdue, missed and partly."),
        choices=_STATUSES,
    ),
]
Yes = Annotated[bool, flag("--yes", _("Save without asking."))]
Missing = Annotated[bool, flag("--missing", _("The places that have not reported, or not enough, by name."))]
FailBehind = Annotated[bool, flag("--fail-behind", _("Exit with code 4 if anything shown is behind."))]
KnownAt = Annotated[
    str | None, option("--known-at", _("Only what had been recorded by this moment."), parser=parse_moment)
]
Plan = Annotated[str | None, option("--plan", _("Another targets.yaml, or the folder it is in."))]
