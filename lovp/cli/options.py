"""The options that several commands share, each described once, and how an option is declared here."""

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from lovp.cells import printable
from lovp.cli import complete as completing
from lovp.cli import match, names
from lovp.errors import UsageError
from lovp.i18n import _
from lovp.progress.values import Status

FORMATS = ("table", "markdown", "csv", "json")


_COMMON: dict[str, tuple[str, str, Callable[..., Any] | None]] = {
    "--area": ("-a", _("AREA"), completing.areas),
    "--format": ("-f", _("FORMAT"), None),
    "--month": ("-m", _("MONTH"), completing.months),
    "--place": ("-p", _("PLACE"), completing.places),
    "--target": ("-t", _("TARGET"), completing.targets),
    "--writer": ("-w", _("WRITER"), completing.writers),
    "--year": ("-y", _("YEAR"), completing.years),
}
"""The options that mean the same in every command: the short name, the metavar, and what Tab offers."""


def option(
    *declared: str,
    help: str,  # noqa: A002
    metavar: str = "",
    complete: Callable[..., Any] | None = None,
    choices: Iterable[str] = (),
    parser: Callable[[str], Any] | None = None,
) -> Any:
    """An option with a value: `typer.Option` with its Swedish names added.

    The common ones need no more than their name and help. With `choices` the value is one of them, in English
    or Swedish, and Tab offers them; else the `parser` makes it of what was typed.
    """
    words = tuple(choices)
    if not metavar:
        short, metavar, common_words = _COMMON[declared[0]]
        declared = (*declared, short)
        complete = complete or common_words
    return typer.Option(
        *_all_names(declared),
        metavar=metavar,
        help=help,
        autocompletion=completing.words(words) if words else complete,
        parser=_choice_parser(words, declared[0]) if words else parser,
    )


def flag(*declared: str, help: str) -> Any:  # noqa: A002
    """An option without a value: `typer.Option` with its Swedish names added."""
    return typer.Option(*_all_names(declared), help=help, show_default=False)


def argument(*, metavar: str, help: str, complete: Callable[..., Any] | None = None) -> Any:  # noqa: A002
    """A word without a name, known by its place: `typer.Argument`."""
    return typer.Argument(metavar=metavar, help=help, autocompletion=complete, show_default=False)


def _all_names(declared: Iterable[str]) -> list[str]:
    return [
        name
        for english in declared
        for name in (names.option_names(english) if english.startswith("--") else (english,))
    ]


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
    words = {word: choice for choice in known for word in (choice, names.CHOICES.get(choice, choice))}
    try:
        return match.one_of(text.replace("_", "-"), words, "")
    except UsageError:
        option_name = names.spoken_option(name)
        listed = ", ".join(map(names.spoken_choice, known))
        raise UsageError(
            _("{option}: “{text}” is not one of the choices.").format(
                option=option_name, text=printable(text)
            ),
            _("There are: {names}").format(names=listed),
        ) from None


def _choice_parser(choices: tuple[str, ...], name: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        return choose(text, choices, name)

    return parse


Area = Annotated[str | None, option("--area", help=_("Only this area, such as studier."))]
Place = Annotated[str | None, option("--place", help=_("Only this subregion or municipality."))]
Target = Annotated[str | None, option("--target", help=_("Only this target."))]
Year = Annotated[str | None, option("--year", help=_("Another year of the plan than this one."))]
Month = Annotated[str | None, option("--month", help=_("Only this month: 2024-05, or last."))]
Format = Annotated[str, option("--format", help=_("table, markdown, csv or json."), choices=FORMATS)]
AsOf = Annotated[
    str | None,
    option(
        "--as-of",
        metavar=_("DATE"),
        help=_("Where it stood by the end of this day."),
        complete=completing.days,
    ),
]
Only = Annotated[
    str | None,
    option(
        "--only",
        metavar=_("STATUS"),
        help=_("Only what has this status; behind is also overdue and missed."),
        choices=[status.value.replace("_", "-") for status in Status],
    ),
]
Missing = Annotated[bool, flag("--missing", help=_("The places that have not reported, by name."))]
FailBehind = Annotated[bool, flag("--fail-behind", help=_("Exit with code 4 if anything shown is behind."))]
KnownAt = Annotated[
    str | None,
    option("--known-at", metavar=_("TIME"), help=_("Only what had been recorded by this moment.")),
]
Plan = Annotated[
    str | None,
    option("--plan", metavar=_("FILE"), help=_("Another targets.yaml, or the folder it is in.")),
]
