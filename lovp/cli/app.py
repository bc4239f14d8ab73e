"""The commands, gathered. Each command's module says what it takes; its help is here."""

import os
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from lovp import __version__
from lovp.cli import correct, demo, export, folder, log, options, outcomes, overview, plan, progress
from lovp.i18n import _


class Group(TyperGroup):
    """All commands; its help says in the user's language what the library says in English only."""

    def get_usage(self, ctx: Any) -> str:
        """The library's usage line, with its first word in the user's language."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The library's `--help`, explained in the user's language."""
        return _help_option(super().get_help_option(ctx))


class Command(TyperCommand):
    """One command, with help in the user's language."""

    def get_usage(self, ctx: Any) -> str:
        """The library's usage line, with its first word in the user's language."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The library's `--help`, explained in the user's language."""
        return _help_option(super().get_help_option(ctx))


def _usage(text: str) -> str:
    return text.replace("Usage:", _("Usage:"), 1)


def _help_option(option: Any) -> Any:
    if option is not None:
        option.help = _("Show this help.")
    return option


def build() -> Any:
    """The command line, in the language spoken now."""
    app = typer.Typer(
        name="lovp",
        cls=Group,
        help=_("Follows the year's plan: the targets, what was done, and where it is heading."),
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["--help", "-h"]},
        subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
        options_metavar=_("[OPTIONS]"),
        epilog=_("The plan is found in this folder or one above it. LOVP_LANG=en speaks English."),
    )
    app.callback(invoke_without_command=True)(_start)
    for name, function, help_, examples in _commands():
        app.command(
            name, help=help_, epilog=_examples(examples), cls=Command, options_metavar=_("[OPTIONS]")
        )(function)
    years = typer.Typer(
        cls=Group, help=_("Begin a new year of the plan."), rich_markup_mode="rich", no_args_is_help=False
    )
    years.command(
        "new",
        help=_("Add a year to targets.yaml, from the latest one; comments are kept."),
        epilog=_examples(("lovp plan new 2025",)),
        cls=Command,
        options_metavar=_("[OPTIONS]"),
    )(folder.new)
    app.add_typer(
        years, name="plan", subcommand_metavar=_("COMMAND [ARGUMENTS]..."), options_metavar=_("[OPTIONS]")
    )
    group = typer.main.get_command(app)
    helps = {
        "install_completion": _("Let Tab complete words in this shell."),
        "show_completion": _("Show what that would install."),
    }
    for param in group.params:
        if param.name in helps:
            param.help = helps[param.name]  # type: ignore[attr-defined]
    _hide_types(group)
    return group


def _hide_types(command: Any) -> None:
    """Leave `<str>` and `<path>` out of the help: its readers are no programmers."""
    for param in command.params:
        param.type.get_metavar = lambda **_arguments: ""
    for part in getattr(command, "commands", {}).values():
        _hide_types(part)


def _commands() -> list[tuple[str, Any, str, tuple[str, ...]]]:
    return [
        (
            "progress",
            progress.progress,
            _("Show where the targets stand, by area."),
            (
                "lovp progress --area studier",
                "lovp progress --by place",
                "lovp progress --place skaraborg --as-of 2024-05-31",
            ),
        ),
        (
            "log",
            log.log,
            _("Record what was done. Asks for what is missing."),
            (
                "lovp log schoolinfo 3 --place Skövde --date 2024-03-12",
                "lovp log unga-ledamoter 2 --of 7 --place Hjo",
                "lovp log",
            ),
        ),
        (
            "undo",
            correct.undo,
            _("Undo an outcome or a correction; nothing is erased."),
            ("lovp undo", "lovp undo 3f9a01c2"),
        ),
        (
            "amend",
            correct.amend,
            _("Put an outcome right."),
            ("lovp amend 3f9a01c2 --value 4", "lovp amend 3f9a01c2 --place Hjo --date 12/3"),
        ),
        (
            "outcomes",
            outcomes.outcomes,
            _("List what is recorded, newest first."),
            ("lovp outcomes --target schoolinfo --month 2024-05", "lovp outcomes --format csv"),
        ),
        (
            "export",
            export.export,
            _("Write the month's summary for the board."),
            (
                "lovp export --month 2024-05",
                "lovp export --month last --format md,csv,json --output rapporter",
            ),
        ),
        (
            "targets",
            plan.targets,
            _("Show the plan's targets."),
            ("lovp targets --area skola", "lovp targets schoolinfo"),
        ),
        ("calendar", plan.calendar, _("Show the plan's key dates."), ("lovp calendar",)),
        ("check", plan.check, _("Check that the plan and the record are sound."), ("lovp check",)),
        (
            "init",
            folder.init,
            _("Begin a folder for a year of the plan."),
            ("lovp init", "lovp init verksamhetsplan --year 2025"),
        ),
        ("demo", demo.demo, _("Try everything on a made-up year, in a folder of its own."), ("lovp demo",)),
    ]


def _examples(lines: tuple[str, ...]) -> str:
    return _("Examples:") + "\n\n" + "\n\n".join(lines)


def _start(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_("Show the version."))] = False,
    plan_file: options.Plan = None,
) -> None:
    if plan_file:
        os.environ["LOVP_PLAN"] = plan_file
    if version:
        print(f"lovp {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        overview.overview()
