"""The command-line library's own complaints, in the user's language.

typer 0.28 carries click inside and says these in English only; nothing but this module knows of it.
"""

import re

from typer import Abort
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
)

from lovp.errors import UsageError
from lovp.i18n import _

__all__ = ["PARSING_ERRORS", "Abort", "translated"]

PARSING_ERRORS = ClickException


def translated(error: ClickException) -> UsageError:
    """The complaint as an error of our own."""
    return UsageError(_message(error), _remedy(error))


def _message(error: ClickException) -> str:
    match error:
        case NoSuchOption():
            return _("There is no option {name}.").format(name=error.option_name)
        case MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return _("{name} is missing.").format(name=name)
        case BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return _("{name}: “{message}” is not allowed here.").format(name=name, message=error.message)
        case BadOptionUsage():
            if "does not take" in error.message:
                return _("The option {name} takes no value.").format(name=error.option_name)
            return _("The option {name} needs a value.").format(name=error.option_name)
    if error.message.startswith("Missing command"):
        return _("A command is missing.")
    if unknown := re.search(r"^No such command '(.*?)'\.", error.message):
        return _("There is no command {name}.").format(name=unknown[1])
    if extra := re.search(r"unexpected extra argument\(?s?\)? \((.*)\)", error.message):
        return _("One word too many: {words}").format(words=extra[1])
    return error.format_message()


def _remedy(error: ClickException) -> str:
    if isinstance(error, NoSuchOption) and error.possibilities:
        return _("Did you mean {names}?").format(names=", ".join(sorted(error.possibilities)))
    if meant := re.search(r"Did you mean (.*)\?$", error.format_message()):
        return _("Did you mean {names}?").format(names=meant[1].replace("'", "").replace(" or ", ", "))
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lovp"
    return _("{command} --help shows what can be written.").format(command=command)
