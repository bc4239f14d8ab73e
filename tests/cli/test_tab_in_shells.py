"""Tab in real shells: bash, zsh and fish, started with settings that `lovp --install-completion` has changed.

Each shell gets a key that tells what stands on its command line (and empties it): a shell deals with one key
after the other, so that what it tells is what Tab has left, however slow the machine is.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

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


class Shell(NamedTuple):
    """How a shell is started, and what its settings are before lovp adds to them."""

    start: tuple[str, ...]
    settings: str
    text: str
    tabs: int
    """After so many it lists what fits."""


SHELLS = {
    "bash": Shell(
        ("bash", "-i"),
        ".bashrc",
        f"PS1='{PROMPT}'\n"
        "report() { printf '\\n{{{%s}}}\\n' \"$READLINE_LINE\"; READLINE_LINE=; READLINE_POINT=0; }\n"
        "bind -x '\"\\C-x\\C-p\": report'\nbind 'set enable-bracketed-paste off'",
        3,
    ),
    "zsh": Shell(
        ("zsh", "-i"),
        ".zshrc",
        f"PS1='{PROMPT}'\nunsetopt zle_bracketed_paste prompt_sp\n"
        "report() { printf '\\n{{{%s}}}\\n' \"$BUFFER\"; BUFFER=; zle reset-prompt }\n"
        "zle -N report\nbindkey '^X^P' report",
        2,
    ),
    "fish": Shell(
        ("fish", "-i"),
        ".config/fish/config.fish",
        "set fish_greeting\nset fish_autosuggestion_enabled 0\n"
        f"function fish_prompt; printf '{PROMPT}'; end\n"
        "function report; printf '\\n{{{%s}}}\\n' (commandline); commandline --replace ''; "
        "commandline --function repaint; end\nbind \\cx\\cp report\n",
        1,
    ),
}

WORDS = {
    "lovp pro": "lovp progress ",
    "lovp pla": "lovp plan ",
    "lovp plan n": "lovp plan new ",
    "lovp plan new 2": "lovp plan new 2025 ",
    "lovp log schoo": "lovp log schoolinfo ",
    "lovp logga schoolinfo 3 --ant": "lovp logga schoolinfo 3 --anteckning ",
    "lovp log schoolinfo 3 --not": "lovp log schoolinfo 3 --note ",
    "lovp progress --area stu": "lovp progress --area studier ",
    "lovp log schoolinfo --place Skö": "lovp log schoolinfo --place Skövde ",
    "lovp log schoolinfo --place skö": "lovp log schoolinfo --place skövde ",
    "lovp log schoolinfo -p å": "lovp log schoolinfo -p åmål ",
    "lovp log schoolinfo --plats Ö": "lovp log schoolinfo --plats Öckerö ",
    "lovp log schoolinfo --place GÖTEBORGS": "lovp log schoolinfo --place GÖTEBORGSregionen ",
    "lovp log schoolinfo --place lilla": "lovp log schoolinfo --place lilla-edet ",
    "lovp progress --place=å": "lovp progress --place=å",
    "lovp log schoolinfo 3 hj": "lovp log schoolinfo 3 hjo ",
    "lovp log schoolinfo --note åäö --place hj": "lovp log schoolinfo --note åäö --place hjo ",
    "lovp log --place Hjo schoo": "lovp log --place Hjo schoolinfo ",
    "lovp export --month l": "lovp export --month last ",
    "lovp export --month 2024-05": "lovp export --month 2024-05 ",
    "lovp export --format md,x": "lovp export --format md,xlsx ",
    "lovp progress --format j": "lovp progress --format json ",
    "lovp progress --only for": "lovp progress --only forsenat ",
    "lovp outcomes --writer ka": "lovp outcomes --writer kansli ",
    "lovp compare 20": "lovp compare 2024 ",
    "lovp rollup ex": "lovp rollup export ",
    "lovp rollup export . --mon": "lovp rollup export . --month ",
    "lovp --plan tar": "lovp --plan targets.yaml ",
    "lovp import sv": "lovp import svar.csv ",
    "lovp --plan annan progress --area ko": "lovp --plan annan progress --area konst ",
    "true; lovp log schoo": "true; lovp log schoolinfo ",
    "lovp log schoolinfo --place Atlantis": "lovp log schoolinfo --place Atlantis",
}
"""What is typed, and what Tab leaves."""

FOLDED = {
    "lovp log schoolinfo --place sko": "lovp log schoolinfo --place skovde ",
    "lovp log schoolinfo --place GOTEBORGSR": "lovp log schoolinfo --place GOTEBORGSRegionen ",
}
"""Without accents."""

LISTS = {
    "lovp log schoolinfo --place sk": ("skövde", "skara"),
    "lovp log schoolinfo --place Göt": ("Göteborg", "Götene"),
    "lovp export --month 2024-": ("2024-06", "2024-05", "2024-01"),
    "lovp export --format md,": ("md,csv", "md,xlsx"),
}
REMARKS = {
    "lovp log schoolinfo --place Göte": ("Skaraborg", "Göteborgsregionen"),
    "lovp export --month 2024-0": ("juni", "januari"),
    "lovp c": ("Visa planens viktiga datum", "Visa två år bredvid varandra"),
}
"""What is shown beside the words, by zsh and fish."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, with another one and a broken one in folders of their own, a record, and a file to import."""
    folder = tmp_path_factory.mktemp("plan")
    shutil.copy(PLAN, folder)
    (folder / "svar.csv").touch()
    (folder / "data" / "2024").mkdir(parents=True)
    (folder / "data" / "2024" / "kansli.csv").touch()
    other = (
        "organisation: A\nyear: 2024\nlanguage: sv\nareas:\n  - id: konst\n    name: Konst\n    targets:\n"
        "      - {id: m, name: M, measure: sum, goal: 2, unit: verk, source: Vi ska}\n"
    )
    for name, text in {"annan": other, "trasig": BROKEN}.items():
        (folder / name).mkdir()
        (folder / name / "targets.yaml").write_text(text, encoding="utf-8")
    return folder


def environment(home: Path, **more: str) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(PROGRAMS), os.environ["PATH"]]),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "LANG": "C.UTF-8",
        "LOVP_LANG": "sv",
        "LOVP_TODAY": "2024-06-10",
        "TERM": "xterm",
        **more,
    }


def started(name: str, home: Path, folder: Path, **more: str) -> Child:
    """The shell, with settings of its own, once lovp has added to them and it has shown its prompt."""
    shell = SHELLS[name]
    settings = home / shell.settings
    settings.parent.mkdir(parents=True)
    settings.write_text(shell.text, encoding="utf-8")
    within = f"{name} -ic 'lovp --install-completion; true'"
    # Typer finds out which shell it was called from.
    pexpect.run(within, env=environment(home), timeout=30)
    child = pexpect.spawn(
        shell.start[0],
        list(shell.start[1:]),
        cwd=str(folder),
        env=environment(home, **more),
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 120),
    )
    child.delaybeforesend = None
    child.expect_exact(PROMPT)
    if name == "zsh":
        # It loads Typer's script at the first Tab, and uses it from the second.
        completed(child, "lovp ")
    return child


@pytest.fixture(scope="module", params=SHELLS)
def shell(
    request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    child = started(request.param, tmp_path_factory.mktemp(request.param) / "home", folder)
    yield request.param, child
    child.close(force=True)


def completed(child: Child, line: str) -> str:
    """What stands on the command line when Tab was pressed after the line."""
    child.send(line + TAB)
    child.send(REPORT)
    child.expect(r"\{\{\{(.*?)\}\}\}")
    return COLOURS.sub("", str(child.match[1]))


def test_what_is_typed_is_completed(shell: tuple[str, Child]) -> None:
    _name, child = shell
    words = WORDS | FOLDED
    assert {line: completed(child, line) for line in words} == words


def test_what_fits_is_listed(shell: tuple[str, Child]) -> None:
    name, child = shell
    for line, words in {**LISTS, **({} if name == "bash" else REMARKS)}.items():
        child.send(line + TAB * SHELLS[name].tabs)
        shown = ""
        while not all(word in shown for word in words):
            child.expect(r"(?s).+")
            shown = COLOURS.sub("", shown + str(child.after))
        completed(child, "")


def test_nothing_is_said_where_there_is_no_plan(shell: tuple[str, Child], tmp_path: Path) -> None:
    _name, child = shell
    for where in ("trasig", str(tmp_path)):
        for words in ("log sch", "progress --place sk", "export --month 2024-"):
            line = f"lovp --plan {where} {words}"
            assert completed(child, line) == line


@pytest.mark.parametrize("name", SHELLS)
def test_tab_works_where_the_locale_knows_ascii_alone(name: str, folder: Path, tmp_path: Path) -> None:
    """A place with an ö too is written to the command line, in UTF-8, however the shell shows it."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    child = started(name, tmp_path / "home", folder, LC_ALL="C")
    try:
        assert completed(child, "lovp log schoo") == "lovp log schoolinfo "
        assert completed(child, "lovp log --place hj") == "lovp log --place hjo "
        if name == "bash":
            assert completed(child, "lovp log --place skö") == "lovp log --place skövde "
    finally:
        child.close(force=True)
