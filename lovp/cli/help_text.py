"""What Typer says of commands, options and mistakes, in the user's language."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

import typer
from typer.core import TyperGroup

from lovp import matching
from lovp.errors import UsageError
from lovp.i18n import (
    COMMANDS,
    _,
    current,
    english_option,
    is_option,
    spoken_choice,
    spoken_command_line,
    spoken_option,
    spoken_options,
)
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
            text += " " + _("[default: {value}]").format(value=spoken_choice(param.default))
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
                formatter.write(f"  {spoken_command_line(example)}\n")


def spoken_items(items: Iterable[Any]) -> list[Any]:
    """What Tab offers, each option by its name in the language spoken, unless only another one fits."""
    every = list(items)
    spoken = set(spoken_options([item.value for item in every]))
    return [item for item in every if item.value in spoken] or every


def check_values(ctx: typer.Context, words: Sequence[str]) -> None:
    """Raise UsageError where an option stands in the place of another's value, or `--plan` has no use."""
    options = [param for param in ctx.command.get_params(ctx) if param.param_type_name == "option"]
    every = {name: param for param in options for name in param.opts}
    for word, following in pairwise(words):
        if word == "--":
            break
        if following in every and word in every and not getattr(every[word], "is_flag", False):
            raise _needs_value(ctx, word, every[word])
    is_group = isinstance(ctx.command, TyperGroup)
    if "plan" in (ctx.default_map or {}) and "--plan" not in every and not is_group:
        raise UsageError(_("There is no option {name}.").format(name="--plan"), _see_help(ctx))


def explain(error: typer.TyperException, ctx: typer.Context) -> UsageError:
    """What Typer found wrong with a command's words, in the user's language."""
    command: Any = ctx.command
    match type(error).__name__:
        case "NoSuchOption":
            name = str(getattr(error, "option_name", ""))
            if name[1:].isdigit():
                message = _("{name} is not an option, and only a level can be below 0.")
                remedy = _("To log a level below 0, write two dashes before it: lovp log ID -- {name}")
                return UsageError(message.format(name=name), remedy.format(name=name))
            message = _("There is no option {name}.").format(name=printable(name))
            possible = map(english_option, getattr(error, "possibilities", None) or ())
            near = dict.fromkeys(map(spoken_option, possible))
            # What is an option elsewhere was meant as it was written.
            known = is_option(name)
            return UsageError(message, (not known and matching.did_you_mean(near)) or _see_help(ctx))
        case "BadOptionUsage":
            name = str(getattr(error, "option_name", ""))
            param = next((param for param in command.get_params(ctx) if name in param.opts), None)
            if getattr(param, "is_flag", False):
                return UsageError(_("The option {name} takes no value.").format(name=name), _see_help(ctx))
            return _needs_value(ctx, name, param)
        case "MissingParameter":
            param = getattr(error, "param", None)
            name = str(getattr(param, "metavar", None) or getattr(param, "name", ""))
            return UsageError(_("{name} is missing.").format(name=name), _for_example(ctx))
        case "UsageError" if isinstance(command, TyperGroup):
            words = matching.did_you_mean(f"{ctx.command_path} {name}" for name in command.list_commands(ctx))
            return UsageError(_("A command is missing."), words)
        case _:
            return UsageError(printable(error.format_message(), 200), _see_help(ctx))


def no_such_command(ctx: typer.Context, name: str, known: Iterable[str]) -> UsageError:
    """What to raise where a word calls no command."""
    swedish = COMMANDS.values() if current() == "sv" else ()
    near = get_close_matches(name[:100], [*known, *swedish])
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


def _needs_value(ctx: typer.Context, name: str, param: Any) -> UsageError:
    message = _("The option {name} needs a value.").format(name=name)
    return UsageError(message, _for_example(ctx, param.opts[0], str(param.metavar)))


def _see_help(ctx: typer.Context) -> str:
    option = spoken_option("--help")
    return _("{command} {option} shows what can be written.").format(command=ctx.command_path, option=option)


def _for_example(ctx: typer.Context, option: str = "", metavar: str = "") -> str:
    """An example of the command, with the option where one is named; else how it is written."""
    english = english_option(option)
    for example in (ctx.command.epilog or "").splitlines():
        if not option or english in example.split():
            return _("For example: {command}").format(command=spoken_command_line(example))
    called = " ".join(filter(None, (ctx.command_path, option, metavar)))
    return _("Write it so: {command}").format(command=called)
