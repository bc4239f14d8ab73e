"""`lovp` without a command: its version, Tab in the shell, or the overview."""

from typing import Annotated

from lovp import __version__
from lovp.cli import complete, options
from lovp.i18n import _


def start(
    version: Annotated[bool, options.flag("--version", help=_("Show the version."))] = False,
    plan: options.Plan = None,
    install_completion: Annotated[
        str | None,
        options.option(
            "--install-completion",
            metavar=_("[SHELL]"),
            help=_("Let Tab complete words in bash, zsh, fish or powershell; without a name in this shell."),
            complete=complete.words(complete.SHELLS),
        ),
    ] = None,
    remove_completion: Annotated[
        str | None,
        options.option(
            "--remove-completion",
            metavar=_("[SHELL]"),
            help=_("Undo that."),
            complete=complete.words(complete.SHELLS),
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        options.option(
            "--show-completion",
            metavar=_("[SHELL]"),
            help=_("Show what the shell runs for it."),
            complete=complete.words(complete.SHELLS),
        ),
    ] = None,
) -> None:
    """Do what was asked of no command; where nothing was, show the overview."""
    if version:
        print(f"lovp {__version__}")
    elif (install_completion, remove_completion, show_completion) != (None, None, None):
        from lovp.cli import shells

        if install_completion is not None:
            shells.install(install_completion)
        elif remove_completion is not None:
            shells.remove(remove_completion)
        else:
            shells.show_script(str(show_completion))
    else:
        from lovp.cli import overview

        overview.overview(plan)
