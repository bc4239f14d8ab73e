"""Completion in the shell: what it calls at a Tab, and what must be in its settings for that."""

import argparse
import os
import subprocess
from pathlib import Path
from typing import Any

from lovp.cli import match, show
from lovp.cli.app import commands, root
from lovp.cli.parser import ROLLUP, furnish, parameters, parser_for
from lovp.files import write_whole
from lovp.folding import fold
from lovp.i18n import _

SHELLS = ("bash", "zsh", "fish", "powershell")
CALLED = "_ARGCOMPLETE"
"""In the environment while the shell asks for words."""

_PROGRAM = "lovp"


def complete() -> None:
    """Answer the shell, which asks through the environment, and leave the program."""
    from argcomplete import autocomplete

    autocomplete(
        _tree(os.environ.get("COMP_LINE", "")),
        always_complete_options="long",
        # Words found by their folded beginning are words that begin so: sk is Skövde.
        validator=lambda word, typed: fold(word).startswith(fold(typed)),
    )


def show_script(shell: str) -> None:
    """Print what the shell must run at its start for Tab to work."""
    show.data(_script(match.choice(shell, SHELLS, "--show-completion")))


def install(shell: str) -> None:
    """Put the script where the shell finds it, and say where; what is there already is not added again."""
    name = match.choice(shell, SHELLS, "--install-completion")
    settings = _settings(name)
    if name == "fish":
        _write(settings, _script(name))
    else:
        script = settings.parent / f".lovp-completion.{'ps1' if name == 'powershell' else name}"
        _write(script, _script(name))
        line = f'. "{script}"'
        former = settings.read_text(encoding="utf-8", errors="surrogateescape") if settings.exists() else ""
        if line not in former.splitlines():
            _write(settings, former + ("" if former.endswith("\n") or not former else "\n") + line + "\n")
    done = _("Tab completes words in {shell} from its next start ({file}).")
    show.line("✓ " + done.format(shell=name, file=settings))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole({file: text.encode("utf-8", errors="surrogateescape")})


def _script(shell: str) -> str:
    from argcomplete.shell_integration import shellcode

    text: str = shellcode([_PROGRAM], shell=shell)
    if shell == "zsh":
        # A zsh whose owner has not set up completion has no compdef yet.
        text = "autoload -Uz compinit && (( $+functions[compdef] )) || compinit\n" + text
    return text


def _settings(shell: str) -> Path:
    """The file that the shell runs at its start; fish has one for each program."""
    home = Path.home()
    match shell:
        case "bash":
            return home / ".bashrc"
        case "zsh":
            return Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
        case "fish":
            return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish/completions/lovp.fish"
        case _:
            return _powershell_profile()


def _powershell_profile() -> Path:
    """Where PowerShell says that its profile is."""
    for program in ("pwsh", "powershell"):
        try:
            done = subprocess.run(
                [program, "-NoProfile", "-Command", "echo $profile"],
                capture_output=True,
                text=True,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return Path(done.stdout.strip())
    return Path.home() / "Documents" / "PowerShell" / "Microsoft.PowerShell_profile.ps1"


def _tree(line: str) -> argparse.ArgumentParser:
    """A parser of everything, in which the commands that the line names have their options."""
    typed = set(line.split())
    top = parser_for(root())
    furnish(top, parameters(root().function))
    groups: dict[str, Any] = {"": top.add_subparsers()}
    known = {command.name: command for command in commands()}
    for command in known.values():
        if command.name == f"{ROLLUP} export":
            continue
        group, _space, name = command.name.rpartition(" ")
        if group and group not in groups:
            groups[group] = groups[""].add_parser(group, add_help=False).add_subparsers()
        parser = groups[group].add_parser(name, help=command.help, add_help=False)
        if {*command.name.split()} <= typed:
            exports = command.name == ROLLUP and "export" in typed
            furnish(parser, parameters((known[f"{ROLLUP} export"] if exports else command).function))
    return top
