"""What Typer says of commands, options and mistakes, in the user's language."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import typer

from lovp import matching
from lovp.cli.commands import english_name, spoken_options
from lovp.errors import UsageError
from lovp.i18n import COMMANDS, _, current, spoken
from lovp.pii import shown


class InUserLanguage:
    """What a command and a group have in common: all that they say is in the user's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words. Raises UsageError, also where an option stands in the place of another's value."""
        options = {name: each for each in ctx.command.get_params(ctx) for name in each.opts if name[0] == "-"}
        words = args[: args.index("--")] if "--" in args else args
        for word, following in pairwise(words):
            is_option = word in options and following in options and not ctx.resilient_parsing
            if is_option and not options[word].is_flag:
                raise _needs_value(ctx, word)
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc, no-any-return]
        except typer.TyperException as error:
            raise explain(error, ctx) from None

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line: `Usage: lovp log [OPTIONS] [TARGET]`."""
        words = [str(each.metavar) for each in ctx.command.params if each.param_type_name == "argument"]
        if hasattr(self, "list_commands"):
            words.append(_("COMMAND [ARGUMENTS]..."))
        usage = " ".join([_("[OPTIONS]"), *words])
        formatter.write_usage(ctx.command_path, usage, _("Usage: {usage}").format(usage=""))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what each argument and option means, by its name in the language spoken."""
        built_in = {
            "--help": _("Show this help."),
            "--install-completion": _("Let Tab complete words in this shell (bash, zsh, fish)."),
            "--show-completion": _("Show what the shell runs for it."),
        }
        arguments, options = [], []
        for param in ctx.command.get_params(ctx):
            if param.param_type_name == "argument":
                arguments.append((str(param.metavar), param.help or ""))
                continue
            if param.hidden:
                continue
            name = ", ".join(spoken_options(param.opts))
            text = next((built_in[each] for each in param.opts if each in built_in), param.help or "")
            if isinstance(param.default, str):
                text += " " + _("[default: {value}]").format(value=spoken(param.default))
            options.append((name if param.is_flag else f"{name} {param.metavar}", text))
        for title, rows in ((_("Arguments"), arguments), (_("Options"), options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """List options and commands at Tab; options by their names in the language spoken, if these fit."""
        every = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        names = set(spoken_options(item.value for item in every))
        return [item for item in every if item.value in names] or every


def explain(error: typer.TyperException, ctx: typer.Context) -> UsageError:
    """The error for what Typer found wrong with a command's words, in the user's language."""
    command: Any = ctx.command
    option = str(getattr(error, "option_name", ""))
    match type(error).__name__:
        case "NoSuchOption":
            possible = map(english_name, getattr(error, "possibilities", None) or ())
            remedy = matching.did_you_mean({*map(spoken, possible)})
            if option[1:].isdigit():
                remedy = _("To log a level below 0, write two dashes before it: lovp log ID -- {name}")
            return no_such_option(ctx, option, remedy.format(name=shown(option)))
        case "BadOptionUsage":
            if any(option in param.opts and param.is_flag for param in command.get_params(ctx)):
                return UsageError(_("The option {name} takes no value.").format(name=option), _see_help(ctx))
            return _needs_value(ctx, option)
        case "MissingParameter":
            message = _("{name} is missing.").format(name=getattr(error, "param", command).metavar)
            example = spoken((command.epilog or "").partition("\n")[0])
            return UsageError(message, _("For example: {command}").format(command=example))
        case "UsageError" if hasattr(command, "list_commands"):
            words = matching.did_you_mean(f"{ctx.command_path} {name}" for name in command.list_commands(ctx))
            return UsageError(_("A command is missing."), words)
        case _:
            return UsageError(shown(error.format_message(), 200), _see_help(ctx))


def no_such_option(ctx: typer.Context, name: str, remedy: str = "") -> UsageError:
    """The error for an option that the command does not have."""
    return UsageError(_("There is no option {name}.").format(name=shown(name)), remedy or _see_help(ctx))


def no_such_command(ctx: typer.Context, name: str, known: Iterable[str]) -> UsageError:
    """The error for a word that is no command."""
    swedish = COMMANDS.values() if current() == "sv" else ()
    near = matching.nearest(name, (*known, *swedish))
    written = f"{ctx.command_path} {shown(name)}".removeprefix("lovp ")
    remedy = matching.did_you_mean(f"{ctx.command_path} {each}" for each in near) or _see_help(ctx)
    return UsageError(_("There is no command {name}.").format(name=written), remedy)


def too_many_words(ctx: typer.Context) -> UsageError:
    """The error for words left over, that the command has no use for."""
    remedy = _("Put quotation marks around a text of several words.")
    message = _("One word too many: {words}").format(words=shown(" ".join(ctx.args)))
    return UsageError(message, f"{remedy} {_see_help(ctx)}")


def _needs_value(ctx: typer.Context, option: str) -> UsageError:
    return UsageError(_("The option {name} needs a value.").format(name=option), _see_help(ctx))


def _see_help(ctx: typer.Context) -> str:
    option = spoken("--help")
    return _("{command} {option} shows what can be written.").format(command=ctx.command_path, option=option)
