"""A real terminal, tmux, with a shell in it: what is typed, and what then stands on the screen."""

import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.terminal import terminal_environment

_SECONDS = 60
"""Nobody waits that long; a machine may be busy with much else."""
_PAUSE = 0.05
_PROMPT = "$"
_SETTINGS = 'set -g default-terminal "screen-256color"\nset -g status off\nset -g default-command "exec sh"\n'


class Tmux:
    """A server of its own, with windows of any size; `close` ends it and all that runs in it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # The name of a socket may not be long, as those of the tests' own folders are.
        self._folder = Path(tempfile.mkdtemp(prefix="lovp-"))
        (self._folder / "tmux.conf").write_text(_SETTINGS, encoding="utf-8")
        script = self._folder / "lovp"
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m lovp "$@"\n', encoding="utf-8")
        script.chmod(0o755)
        # ENV is a file that a shell runs first; what it asks with is its own where that comes from outside.
        first = self._folder / "first.sh"
        first.write_text(f"PS1='{_PROMPT} '\n", encoding="utf-8")
        given = terminal_environment(dict(environment) | {"ENV": str(first)})
        self._environment = given | {"PATH": f"{self._folder}:{given['PATH']}"}

    def open(self, window: str, folder: Path, *, columns: int, lines: int, **environment: str) -> None:
        """A window of that size with a shell in the folder."""
        settings = [word for name, value in environment.items() for word in ("-e", f"{name}={value}")]
        size = ("-x", str(columns), "-y", str(lines))
        self._do("new-session", "-d", "-s", window, *size, "-c", str(folder), *settings)

    def type(self, window: str, text: str, *, enter: bool = True) -> None:
        """Type the text, and then press Enter."""
        self._do("send-keys", "-t", window, "-l", text)
        if enter:
            self._do("send-keys", "-t", window, "Enter")

    def ready(self, window: str) -> None:
        """Wait until the shell asks for the first command."""
        self.until(window, lambda lines: lines == [_PROMPT])

    def ended(self, window: str) -> None:
        """Wait until the shell asks for the next command, below what the former one said."""
        self.until(window, lambda lines: len(lines) > 1 and lines[-1] == _PROMPT)

    def until(self, window: str, seen: Callable[[list[str]], bool]) -> None:
        """Wait until the screen's lines, without the empty ones below, are such, and change no more."""
        before: list[str] = []
        last = time.monotonic() + _SECONDS
        while time.monotonic() < last:
            lines = self.text(window)
            if seen(lines) and lines == before:
                return
            before = lines
            time.sleep(_PAUSE)
        raise TimeoutError("\n".join([f"{window}:", *before]))

    def text(self, window: str) -> list[str]:
        """The lines on the screen, without colours and without the empty ones below."""
        return [line.rstrip() for line in self._do("capture-pane", "-p", "-t", window).rstrip().split("\n")]

    def ansi(self, window: str) -> str:
        """What is on the screen, with its colours, but for the line where the next command would be."""
        lines = self._do("capture-pane", "-e", "-p", "-t", window).rstrip().split("\n")
        return "\n".join(lines[:-1] if self.text(window)[-1] == _PROMPT else lines)

    def close(self) -> None:
        """End it, and all that runs in it."""
        try:
            self._do("kill-server")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _do(self, *words: str) -> str:
        own = ("-u", "-f", str(self._folder / "tmux.conf"), "-S", str(self._folder / "socket"))
        done = subprocess.run(
            ["tmux", *own, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"tmux {shlex.join(words)}: {done.stderr}"
        return done.stdout
