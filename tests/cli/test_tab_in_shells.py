"""Tab in real shells: bash, zsh and fish, started with settings that `lovp --install-completion` has changed.

Each shell gets a key that tells what stands on its command line (and empties it): a shell deals with one key
after the other, so that what it tells is what Tab has left, however slow the machine is.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a Unix", allow_module_level=True)
import pexpect

from tests.folders import BROKEN, PLAN

pytestmark = pytest.mark.all

Child = Any
PROGRAMS = Path(sys.executable).parent
REPORT, TAB = "\x18\x10", "\t"
PROMPT = "READY>"
COLOURS = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\(B)")


SHELLS = {
    "bash": (
        ".bashrc",
        f"PS1='{PROMPT}'\n"
        "report() { printf '\\n{{{%s}}}\\n' \"$READLINE_LINE\"; READLINE_LINE=; READLINE_POINT=0; }\n"
        "bind -x '\"\\C-x\\C-p\": report'\nbind 'set enable-bracketed-paste off'",
    ),
    "zsh": (
        ".zshrc",
        f"PS1='{PROMPT}'\nunsetopt zle_bracketed_paste prompt_sp\n"
        "report() { printf '\\n{{{%s}}}\\n' \"$BUFFER\"; BUFFER=; zle reset-prompt }\n"
        "zle -N report\nbindkey '^X^P' report",
    ),
    "fish": (
        ".config/fish/config.fish",
        "set fish_greeting\nset fish_autosuggestion_enabled 0\n"
        f"function fish_prompt; printf '{PROMPT}'; end\n"
        "function report; printf '\\n{{{%s}}}\\n' (commandline); commandline --replace ''; "
        "commandline --function repaint; end\nbind \\cx\\cp report\n",
    ),
}
"""The file with a shell's settings, and what they are before lovp adds to them."""

WORDS = {
    "lovp pro": "lovp progress ",
    "lovp log schoo": "lovp log schoolinfo ",
    "lovp logga schoolinfo 3 --ant": "lovp logga schoolinfo 3 --anteckning ",
    "lovp log schoolinfo --place Skö": "lovp log schoolinfo --place Skövde ",
    "lovp log schoolinfo --place göteborgs": "lovp log schoolinfo --place göteborgsregionen ",
    "lovp log schoolinfo --place lilla": "lovp log schoolinfo --place lilla-edet ",
    "lovp log schoolinfo --place skov": "lovp log schoolinfo --place skovde ",
    "lovp log schoolinfo --note åäö --place hj": "lovp log schoolinfo --note åäö --place hjo ",
    "lovp progress --omr": "lovp progress --område ",
    "lovp progress --bara mis": "lovp progress --bara missat ",
    "lovp export --format md,x": "lovp export --format md,xlsx ",
    "lovp outcomes --writer ka": "lovp outcomes --writer kansli ",
    "lovp import sv": "lovp import svar.csv ",
    "lovp --plan annan progress --area ko": "lovp --plan annan progress --area konst ",
    "true; lovp log schoo": "true; lovp log schoolinfo ",
    "lovp log schoolinfo --place Atlantis": "lovp log schoolinfo --place Atlantis",
    "lovp --plan trasig log sch": "lovp --plan trasig log sch",
}
"""What is typed, and what Tab leaves."""


@pytest.fixture
def folder(prepare: Callable[[str], Path]) -> Path:
    """A plan, with another one and a broken one in folders of their own, a record, and a file to import."""
    folder = prepare("plan")
    (folder / "svar.csv").touch()
    (folder / "data" / "2024").mkdir(parents=True)
    (folder / "data" / "2024" / "kansli.csv").touch()
    other = PLAN.read_text(encoding="utf-8").replace("id: skola\n", "id: konst\n")
    for name, text in {"annan": other, "trasig": BROKEN}.items():
        (folder / name).mkdir()
        (folder / name / "targets.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[Child]:
    """The shell once lovp has added to its settings and it has shown its prompt."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    name, text = SHELLS[request.param]
    settings = tmp_path / "home" / name
    settings.parent.mkdir(parents=True)
    settings.write_text(text, encoding="utf-8")
    environment = {
        "HOME": str(tmp_path / "home"),
        "PATH": os.pathsep.join([str(PROGRAMS), os.environ["PATH"]]),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "LANG": "C.UTF-8",
        "LOVP_LANG": "sv",
        "LOVP_TODAY": "2024-06-10",
        "TERM": "xterm",
    }
    # Typer finds out which shell it was called from.
    pexpect.run(f"{request.param} -ic 'lovp --install-completion; true'", env=environment, timeout=30)
    child = pexpect.spawn(
        request.param,
        ["-i"],
        cwd=str(folder),
        env=environment,
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 120),
    )
    child.delaybeforesend = None
    child.expect_exact(PROMPT)
    if request.param == "zsh":
        # It loads Typer's script at the first Tab, and uses it from the second.
        completed(child, "lovp ")
    yield child
    child.close(force=True)


def completed(child: Child, line: str) -> str:
    """What stands on the command line when Tab was pressed after the line."""
    child.send(line + TAB)
    child.send(REPORT)
    child.expect(r"\{\{\{(.*?)\}\}\}")
    return COLOURS.sub("", str(child.match[1]))


def test_what_is_typed_is_completed(shell: Child) -> None:
    assert {line: completed(shell, line) for line in WORDS} == WORDS
