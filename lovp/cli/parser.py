"""From the words on the command line to the call of a command's function.

argparse does the parsing; what it would complain of is said here, in the user's language. Only the parser of
the command that runs is made.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, get_args

from lovp.cells import printable
from lovp.cli.app import Command, Function, commands, root
from lovp.cli.options import Argument, Option
from lovp.errors import UsageError
from lovp.i18n import _

HELP = ("--help", "-h")

ROLLUP = "rollup"
"""The command whose folders stand before the word that says what is to be done with them."""


class Parameter(NamedTuple):
    """What a command's function takes under `name`: how it is written, its default, and of which type.

    What is a list may be written several times.
    """

    name: str
    spec: Option | Argument
    default: Any
    required: bool
    kind: type


class Call(NamedTuple):
    """A command, and what its function is given; None where help was asked for instead."""

    command: Command
    given: dict[str, Any] | None


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are ours."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of leaving the program."""
        raise UsageError(message, _how_to_find_out(self.prog))


def parse(words: Sequence[str]) -> Call:
    """The command that the words call, or `lovp` itself. Raises UsageError."""
    before, rest = before_command(words)
    alone = _understood(root(), before)
    if not rest or alone.given is None or alone.given["version"]:
        return alone
    called = _understood(*_command(rest))
    if called.given and "plan" in called.given:
        # A plan may be named before the command as well.
        called.given["plan"] = called.given["plan"] or alone.given["plan"]
    return called


def parameters(function: Function) -> list[Parameter]:
    """What the function takes, as its annotations say.

    (inspect.signature would tell the same; to import it takes as long as all the rest of this.)
    """
    annotations = [each for each in function.__annotations__.items() if each[0] != "return"]
    defaults = function.__defaults__ or ()
    found = []
    for at, (name, annotation) in enumerate(annotations, len(defaults) - len(annotations)):
        kind, spec = get_args(annotation)
        type_: type = next((one for one in (bool, Path) if one is kind or one in get_args(kind)), str)
        type_ = list if list[str] in get_args(kind) else type_
        found.append(Parameter(name, spec, defaults[at] if at >= 0 else None, at < 0, type_))
    return found


def parser_for(command: Command) -> Parser:
    """The parser of one command, without what it takes: `furnish` adds that."""
    return Parser(
        prog=f"lovp {command.name}".rstrip(),
        description=command.help,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
        formatter_class=_formatter,
    )


def furnish(parser: argparse.ArgumentParser, found: Iterable[Parameter]) -> None:
    """Add to the parser what a function takes, and `--help`."""
    arguments = parser.add_argument_group(_("Words"))
    options = parser.add_argument_group(_("Options"))
    for name, spec, default, _required, kind in found:
        if isinstance(spec, Argument):
            nargs = "*" if spec.many else "?"
            arguments.add_argument(name, metavar=spec.metavar, help=spec.help, nargs=nargs)
        elif spec.metavar:
            shown = f" [{default}]" if isinstance(default, str) else ""
            help_ = spec.help + shown
            how = "append" if kind is list else "store"
            once = "?" if spec.metavar.startswith("[") else None
            options.add_argument(
                *spec.names,
                dest=name,
                metavar=spec.metavar,
                help=help_,
                action=how,
                nargs=once,
                const="" if once else None,
            )
        else:
            options.add_argument(*spec.names, dest=name, action="store_true", help=spec.help)
    options.add_argument(*HELP, action="store_true", dest="help", help=_("Show this help."))


def _formatter(prog: str) -> argparse.HelpFormatter:
    # argparse asks for one with every option; left to itself, each looks up the width of the terminal.
    return argparse.RawDescriptionHelpFormatter(prog, width=80)


def before_command(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options before the command, and the rest."""
    at = 0
    options = [one.spec for one in parameters(root().function) if isinstance(one.spec, Option)]
    with_value = {name for option in options if option.metavar for name in option.names}
    while at < len(words) and words[at].startswith("-") and len(words[at]) > 1:
        at += 2 if words[at] in with_value else 1
    return list(words[:at]), list(words[at:])


def _command(words: list[str]) -> tuple[Command, list[str]]:
    """The command that the first word calls, or the first two, and the words after it."""
    known = {command.name: command for command in commands()}
    if words[0] == ROLLUP:
        return rolled_up(words[1:], known)
    for count in (2, 1):
        if command := known.get(" ".join(words[:count])):
            return command, words[count:]
    longer = [name for name in known if name.startswith(f"{words[0]} ")]
    if longer and (len(words) == 1 or words[1] in HELP):
        raise UsageError(_("A command is missing."), _did_you_mean(f"lovp {name}" for name in longer))
    name = " ".join(words[: 2 if longer and len(words) > 1 else 1])
    raise UsageError(
        _("There is no command {name}.").format(name=printable(name)),
        _did_you_mean(_near(name, known)) or _how_to_find_out("lovp"),
    )


def rolled_up(words: list[str], known: Mapping[str, Command]) -> tuple[Command, list[str]]:
    """What is to be done with the districts named before (and after) the word for it: progress, or export."""
    names = {"progress": ROLLUP, "export": f"{ROLLUP} export"}
    at = next((at for at, word in enumerate(words) if word in names), None)
    if at is None:
        return known[ROLLUP], words
    return known[names[words[at]]], words[:at] + words[at + 1 :]


def _understood(command: Command, words: list[str]) -> Call:
    found = parameters(command.function)
    before_end = words[: words.index("--")] if "--" in words else words
    if any(word in HELP for word in before_end):
        return Call(command, None)
    parser = parser_for(command)
    furnish(parser, found)
    try:
        given, extra = parser.parse_known_intermixed_args(words)
    except argparse.ArgumentError as error:
        raise _complaint(error, command, found) from None
    if extra := [word for word in extra if word != "--"]:
        raise _too_much(extra, found, parser.prog)
    return Call(command, {one.name: _value(one, getattr(given, one.name), command) for one in found})


def _value(one: Parameter, given: Any, command: Command) -> Any:
    many = isinstance(one.spec, Argument) and one.spec.many
    if given is None or (many and not given):
        if one.required:
            name = one.spec.metavar
            raise UsageError(_("{name} is missing.").format(name=name), _for_example(command))
        return one.default
    if many:
        return tuple(Path(word) if one.kind is Path else word for word in given)
    if one.kind is list:
        return [word if isinstance(word, str) else "--" for word in given]
    if not isinstance(given, str | bool):
        given = "--"  # argparse takes it for the end of the options, even after an equals sign
    return Path(given) if one.kind is Path else given


def _complaint(error: argparse.ArgumentError, command: Command, found: Iterable[Parameter]) -> UsageError:
    """What is wrong with an option: it lacks its value, or has one that it does not take."""
    names = (error.argument_name or "").split("/")
    if "ignored explicit argument" in error.message:
        message = _("The option {name} takes no value.")
        remedy = _("Write it so: {command}").format(command=f"lovp {command.name} {names[0]}")
        return UsageError(message.format(name=names[0]), remedy)
    message = _("The option {name} needs a value.").format(name=names[0])
    metavar = next((one.spec.metavar for one in found if names[0] in getattr(one.spec, "names", ())), "")
    return UsageError(message, _for_example(command, names[0], metavar))


def _for_example(command: Command, option: str = "", metavar: str = "") -> str:
    """An example of the command, with the option if one is given; or else how it is written."""
    for example in command.examples:
        if (option or command.name.split()[-1]) in example.split():
            return _("For example: {command}").format(command=example)
    called = " ".join(filter(None, ("lovp", command.name, option, metavar)))
    return _("Write it so: {command}").format(command=called)


def _too_much(extra: list[str], found: list[Parameter], prog: str) -> UsageError:
    for word in extra:
        if word.startswith("-") and len(word) > 1:
            name = word.split("=")[0]
            names = [name for one in found if isinstance(one.spec, Option) for name in one.spec.names]
            return UsageError(
                _("There is no option {name}.").format(name=printable(name)),
                _did_you_mean(_near(name, names)) or _how_to_find_out(prog),
            )
    words = printable(" ".join(extra))
    return UsageError(_("One word too many: {words}").format(words=words), _how_to_find_out(prog))


def _near(name: str, names: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return sorted(get_close_matches(name[:100], list(names)))


def _did_you_mean(names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return _("Did you mean {names}?").format(names=listed) if listed else ""


def _how_to_find_out(prog: str) -> str:
    return _("{command} --help shows what can be written.").format(command=prog)
