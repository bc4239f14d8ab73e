"""What Typer says of commands, options and mistakes, in the user's language."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import typer
from typer.core import TyperGroup

from lovp import matching
from lovp.cli.names import english_name, spoken_options
from lovp.errors import UsageError
from lovp.i18n import COMMANDS, _, current, spoken
from lovp.text import printable


def write_usage(ctx: typer.Context, formatter: Any) -> None:
    """Write the usage line: `Usage: lovp log [OPTIONS] [TARGET]`."""
    arguments = [param for param in ctx.command.params if param.param_type_name == "argument"]
    words = [_("[OPTIONS]"), *(str(argument.metavar) for argument in arguments)]
    if isinstance(ctx.command, TyperGroup):
        words.append(_("COMMAND [ARGUMENTS]..."))
    formatter.write_usage(ctx.command_path, " ".join(words), _("Usage: {usage}").format(usage=""))


def write_parameters(ctx: typer.Context, formatter: Any) -> None:
    """Write what each argument and option means, by its name in the language spoken."""
    built_in = {
        "--help": _("Show this help."),
        "--install-completion": _("Let Tab complete words in this shell (bash, zsh, fish)."),
        "--show-completion": _("Show what the shell runs for it."),
    }
    arguments, chosen = [], []
    for param in ctx.command.get_params(ctx):
        known = (built_in[name] for name in param.opts if name in built_in)
        text = next(known, "") or getattr(param, "help", None) or ""
        if param.param_type_name == "argument":
            arguments.append((str(param.metavar), text))
            continue
        value = "" if getattr(param, "is_flag", False) else f" {param.metavar or ''}"
        if isinstance(param.default, str):
            text += " " + _("[default: {value}]").format(value=spoken(param.default))
        chosen.append((f"{', '.join(spoken_options(param.opts))}{value}", text))
    for title, rows in ((_("Arguments"), arguments), (_("Options"), chosen)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def write_examples(examples: str, formatter: Any) -> None:
    """Write the examples as they are, one a line."""
    if examples:
        with formatter.section(_("Examples")):
            for example in examples.splitlines():
                formatter.write(f"  {spoken(example)}\n")


def spoken_items(items: Iterable[Any]) -> list[Any]:
    """What Tab offers, each option by its name in the language spoken, unless only another one fits."""
    every = list(items)
    names = set(spoken_options([item.value for item in every]))
    return [item for item in every if item.value in names] or every


def check_values(ctx: typer.Context, words: Sequence[str]) -> None:
    """Raise UsageError where an option stands in the place of another's value, or `--plan` has no use."""
    options = [param for param in ctx.command.get_params(ctx) if param.param_type_name == "option"]
    every = {name: param for param in options for name in param.opts}
    for word, following in pairwise(words):
        if word == "--":
            break
        if following in every and word in every and not getattr(every[word], "is_flag", False):
            raise _needs_value(ctx, word)
    is_group = isinstance(ctx.command, TyperGroup)
    if "plan" in (ctx.default_map or {}) and "--plan" not in every and not is_group:
        raise UsageError(_("There is no option {name}.").format(name="--plan"), _see_help(ctx))


def explain(error: typer.TyperException, ctx: typer.Context) -> UsageError:
    """What Typer found wrong with a command's words, in the user's language."""
    command: Any = ctx.command
    option = str(getattr(error, "option_name", ""))
    match type(error).__name__:
        case "NoSuchOption" if option[1:].isdigit():
            message = _("{name} is not an option, and only a level can be below 0.")
            remedy = _("To log a level below 0, write two dashes before it: lovp log ID -- {name}")
            return UsageError(message.format(name=option), remedy.format(name=option))
        case "NoSuchOption":
            message = _("There is no option {name}.").format(name=printable(option))
            possible = map(english_name, getattr(error, "possibilities", None) or ())
            near = matching.did_you_mean(dict.fromkeys(map(spoken, possible)))
            return UsageError(message, near or _see_help(ctx))
        case "BadOptionUsage":
            named = next((param for param in command.get_params(ctx) if option in param.opts), None)
            if getattr(named, "is_flag", False):
                return UsageError(_("The option {name} takes no value.").format(name=option), _see_help(ctx))
            return _needs_value(ctx, option)
        case "MissingParameter":
            param = getattr(error, "param", None)
            name = str(getattr(param, "metavar", None) or getattr(param, "name", ""))
            example = spoken((command.epilog or "").partition("\n")[0])
            remedy = _("For example: {command}").format(command=example) if example else _see_help(ctx)
            return UsageError(_("{name} is missing.").format(name=name), remedy)
        case "UsageError" if isinstance(command, TyperGroup):
            words = matching.did_you_mean(f"{ctx.command_path} {name}" for name in command.list_commands(ctx))
            return UsageError(_("A command is missing."), words)
        case _:
            return UsageError(printable(error.format_message(), 200), _see_help(ctx))


def no_such_command(ctx: typer.Context, name: str, known: Iterable[str]) -> UsageError:
    """What to raise where a word calls no command."""
    swedish = COMMANDS.values() if current() == "sv" else ()
    near = matching.nearest(name, {each: each for each in (*known, *swedish)})
    written = f"{ctx.command_path} {printable(name)}".removeprefix("lovp ")
    return UsageError(
        _("There is no command {name}.").format(name=written),
        matching.did_you_mean(f"{ctx.command_path} {each}" for each in near) or _see_help(ctx),
    )


def too_many_words(ctx: typer.Context) -> UsageError:
    """What to raise where words are left over that the command has no use for."""
    words = printable(" ".join(ctx.args))
    remedy = _("Put quotation marks around a text of several words.")
    return UsageError(_("One word too many: {words}").format(words=words), f"{remedy} {_see_help(ctx)}")


def _needs_value(ctx: typer.Context, option: str) -> UsageError:
    return UsageError(_("The option {name} needs a value.").format(name=option), _see_help(ctx))


def _see_help(ctx: typer.Context) -> str:
    option = spoken("--help")
    return _("{command} {option} shows what can be written.").format(command=ctx.command_path, option=option)
