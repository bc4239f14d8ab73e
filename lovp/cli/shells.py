"""What must be in a shell's settings for Tab to complete words: put there, taken away, or shown."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lovp.cli import match, paths, show
from lovp.cli.complete import SHELLS
from lovp.errors import LovpError
from lovp.files import write_whole
from lovp.i18n import _
from lovp.trouble import why

_ALSO = {"pwsh": "powershell"}
_SCRIPTS = Path(__file__).parent / "tab"
_ENDINGS = {"powershell": "ps1"}
_UTF_16 = b"\xff\xfe"
_REFUSING = {"Restricted", "AllSigned"}
"""Policies of Windows by which PowerShell does not run its own settings."""


class Place(NamedTuple):
    """Where a shell has its script and, where it does not find that by itself, the settings that name it."""

    script: Path
    settings: Path | None = None
    line: bytes = b""


def show_script(shell: str) -> None:
    """Print what the shell must run at its start for Tab to work."""
    show.data(_script(_chosen(shell, "--show-completion")))


def install(shell: str) -> None:
    """Put the script where the shell finds it, and say where; what is there already is not added again."""
    name = _chosen(shell, "--install-completion")
    for place in _places(name):
        wanted = {place.script: _script(name)}
        if place.settings:
            former = _content(place.settings)
            wanted[place.settings] = _with(former, place.line)
        _write(name, wanted)
        done = _("Tab completes words in {shell} from its next start ({file}).")
        show.line("✓ " + done.format(shell=name, file=paths.shown(place.settings or place.script)))
    show.line("  " + _("To undo it: lovp --remove-completion {shell}").format(shell=name))
    if name == "powershell" and (policy := _policy()) in _REFUSING:
        said = _("PowerShell runs no settings here (its policy is {policy}); this lets it run your own:")
        show.message(said.format(policy=policy))
        show.message("  Set-ExecutionPolicy -Scope CurrentUser RemoteSigned")


def remove(shell: str) -> None:
    """Take away what `install` has added, and nothing else; say so where there is nothing."""
    name = _chosen(shell, "--remove-completion")
    there = False
    for place in _places(name):
        there = there or place.script.exists()
        if place.settings:
            former = _content(place.settings)
            left = _without(former, place.line)
            if left != former:
                _write(name, {place.settings: left})
                there = True
        _delete(place.script)
    if there:
        show.line(
            "✓ " + _("Tab no longer completes words in {shell}, from its next start.").format(shell=name)
        )
    else:
        show.line(_("There was nothing to remove for {shell}.").format(shell=name))


def _chosen(shell: str, option: str) -> str:
    """The shell by its name or, without one, that which we were started from. Raises LovpError."""
    name = shell or _found_out()
    return str(match.choice(_ALSO.get(name, name), SHELLS, option))


def _found_out() -> str:
    """The shell among the processes that started this one; else the user's own, if it is known."""
    from shellingham import ShellDetectionFailure, detect_shell

    names = [Path(os.environ.get("SHELL", "")).name]
    with suppress(ShellDetectionFailure, OSError):
        names.insert(0, str(detect_shell()[0]))
    for name in names:
        if (known := _ALSO.get(name, name)) in SHELLS:
            return known
    raise LovpError(
        _("Which shell this is can't be found out."),
        _("Name it: {names}").format(names=", ".join(SHELLS)),
    )


def _script(shell: str) -> bytes:
    return (_SCRIPTS / f"lovp.{_ENDINGS.get(shell, shell)}").read_bytes()


def _places(shell: str) -> Iterator[Place]:
    home = Path.home()
    match shell:
        case "bash":
            yield _beside(home / ".bashrc", shell)
        case "zsh":
            yield _beside(Path(os.environ.get("ZDOTDIR") or home) / ".zshrc", shell)
        case "fish":
            folder = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish"
            yield Place(folder / "completions" / "lovp.fish")
        case _:
            for profile in _powershell_profiles():
                # By way of the profile's own folder, the line has no sign that a character set can spoil.
                ending = _ENDINGS[shell]
                line = f'. "$PSScriptRoot/.lovp-completion.{ending}"'.encode()
                yield Place(profile.parent / f".lovp-completion.{ending}", profile, line)


def _beside(settings: Path, shell: str) -> Place:
    script = settings.parent / f".lovp-completion.{shell}"
    quoted = "".join(f"\\{sign}" if sign in '\\"$`' else sign for sign in str(script))
    return Place(script, settings, os.fsencode(f'. "{quoted}"'))


def _powershell_profiles() -> list[Path]:
    """Where each PowerShell that is here says that its profile is: Windows' own, and the newer one."""
    said = {program: _asked(program, "$profile") for program in ("pwsh", "powershell")}
    profiles = [Path(profile) for profile in said.values() if profile]
    return profiles or [Path.home() / "Documents" / "PowerShell" / "Microsoft.PowerShell_profile.ps1"]


def _policy() -> str:
    return _asked("powershell", "Get-ExecutionPolicy") or _asked("pwsh", "Get-ExecutionPolicy")


def _asked(program: str, question: str) -> str:
    """What a PowerShell answers, in UTF-8 whatever the console has; nothing where there is none."""
    command = f"[Console]::OutputEncoding = [Text.Encoding]::UTF8; {question}"
    try:
        done = subprocess.run(
            [program, "-NoProfile", "-Command", command], capture_output=True, encoding="utf-8", check=True
        )
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip().removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def _with(settings: bytes, line: bytes) -> bytes:
    """The settings with the line last, if they do not have it; every other byte stays."""
    text, wanted = _text(settings), os.fsdecode(line)
    if wanted in text.replace("\r\n", "\n").split("\n"):
        return settings
    # To bash and zsh a carriage return would be a part of the name.
    end = "\r\n" if "\r\n" in text and "$PSScriptRoot" in wanted else "\n"
    before = end if text and not text.endswith("\n") else ""
    return settings + f"{before}{wanted}{end}".encode(_encoding(settings), "surrogateescape")


def _without(settings: bytes, line: bytes) -> bytes:
    """The settings without the line, wherever it stands."""
    kept = [each for each in _text(settings).split("\n") if each.removesuffix("\r") != os.fsdecode(line)]
    return "\n".join(kept).encode(_encoding(settings), "surrogateescape")


def _text(settings: bytes) -> str:
    return settings.decode(_encoding(settings), "surrogateescape")


def _encoding(settings: bytes) -> str:
    """Windows' PowerShell writes UTF-16 into a profile that it makes itself."""
    return "utf-16-le" if settings.startswith(_UTF_16) else "utf-8"


def _write(shell: str, files: dict[Path, bytes]) -> None:
    """All or nothing; a link stays one. Raises LovpError."""
    try:
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(files)
    except OSError as error:
        raise _not_written(shell, next(reversed(files)), error) from None


def _delete(script: Path) -> None:
    try:
        script.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written("", script, error) from None


def _not_written(shell: str, file: Path, error: OSError) -> LovpError:
    message = _("{file} can't be changed: {reason}.").format(file=paths.shown(file), reason=why(error))
    if not shell:
        return LovpError(message)
    remedy = _("lovp --show-completion {shell} shows what {shell} must run at its start.").format(shell=shell)
    return LovpError(message, remedy)
