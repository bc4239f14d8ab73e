"""`--help`: how a command is written, what each word and option means, and examples."""

import textwrap
from collections.abc import Iterable

from lovp.cli import show, tables
from lovp.cli.app import Command, commands, root
from lovp.cli.options import Argument
from lovp.cli.parser import HELP, Parameter, parameters
from lovp.i18n import _
from lovp.render.grid import Column, Grid

_WIDEST = 80
"""Columns of running text; longer lines are hard to read."""


def show_help(command: Command) -> None:
    """Print the help of a command; of `lovp` itself, the commands too."""

    def grid(title: str, rows: Iterable[tuple[str, str]]) -> Grid:
        return Grid(title, (Column(""), Column("")), tuple(rows), bare=True)

    found = parameters(command.function)
    words = [(usage_of(one), one.spec.help) for one in found if isinstance(one.spec, Argument)]
    options = [(spelled(one), meaning(one)) for one in found if not isinstance(one.spec, Argument)]
    options.append((", ".join(HELP), _("Show this help.")))
    show.line(_("Usage: {usage}").format(usage=_usage(command, found)))
    show.line()
    show.line(textwrap.fill(command.help, _WIDEST))
    grids = [grid(_("Words"), words)] if words else []
    grids.append(grid(_("Options"), options))
    if command == root():
        grids.append(grid(_("Commands"), ((one.name, one.help) for one in commands())))
    tables.show(grids)
    show.line()
    if command.examples:
        show.line(_("Examples:"))
        for example in command.examples:
            show.line(f"  {example}")
    else:
        show.line(
            textwrap.fill(
                _("The plan is found in this folder or one above it. LOVP_LANG=en speaks English."), _WIDEST
            )
        )


def spelled(one: Parameter) -> str:
    """An option as it is written: its names, and what stands for its value."""
    names = ", ".join(getattr(one.spec, "names", ()))
    return f"{names} {one.spec.metavar}".rstrip()


def meaning(one: Parameter) -> str:
    """What an option does and, where leaving it out means a word of its own, which."""
    if isinstance(one.default, str):
        return one.spec.help + " " + _("[default: {value}]").format(value=one.default)
    return one.spec.help


def usage_of(one: Parameter) -> str:
    """An argument as the usage line has it; between brackets where it may be left out."""
    return one.spec.metavar if one.required else f"[{one.spec.metavar.strip('[]')}]"


def _usage(command: Command, found: list[Parameter]) -> str:
    words = [usage_of(one) for one in found if isinstance(one.spec, Argument)]
    if " " in command.name and any(isinstance(one.spec, Argument) and one.spec.many for one in found):
        first, last = command.name.split()
        return " ".join(("lovp", first, *words, last, _("[OPTIONS]")))
    if command == root():
        words = [_("COMMAND [ARGUMENTS]...")]
    return " ".join(filter(None, ("lovp", command.name, _("[OPTIONS]"), *words)))
