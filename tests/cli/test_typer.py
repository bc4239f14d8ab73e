"""The command line in two languages: names, help, Tab and errors, for every command that there is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.core import TyperOption

from lovp import i18n
from lovp.cli.app import application, load
from lovp.cli.commands import table
from lovp.cli.main import main
from lovp.text import fold

SAME_IN_BOTH = "--format --plan --version --ics --init --install-completion --show-completion".split()
COMMANDS = ["", *table()]
STATUSES = ("reached", "on-track", "at-risk", "behind", "missed", "overdue", "not-due", "no-goal")

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def folder(prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small record of May 2024, spoken to in Swedish."""
    folder = prepare("small")
    monkeypatch.chdir(folder)
    for key, value in {"LOVP_LANG": "sv", "LOVP_TODAY": "2024-06-01", "LOVP_WRITER": "kansli"}.items():
        monkeypatch.setenv(key, value)
    return folder


def options_of(name: str) -> list[TyperOption]:
    params = (load(name) if name else application()).params
    return [param for param in params if isinstance(param, TyperOption)]


def said(capsys: Capsys, *words: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command."""
    return (main(words), *capsys.readouterr())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_has_a_swedish_name_with_and_without_accents_that_is_its_own(name: str) -> None:
    every = [each for option in options_of(name) for each in option.opts]
    assert len(every) == len(set(every))
    for option in options_of(name):
        long = [each for each in option.opts if each.startswith("--")]
        swedish = long[0] if long[0] in SAME_IN_BOTH else i18n.OPTIONS[long[0]]
        assert long == list(dict.fromkeys([long[0], swedish, fold(swedish)]))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_shows_the_names_of_one_language(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.setenv("LOVP_LANG", language)
    code, out, _err = said(capsys, *name.split(), "--help")
    assert code == 0
    foreign = set(i18n.OPTIONS) if language == "sv" else set(i18n.OPTIONS.values())
    listed = re.findall(r"^  (--[\w-]+)", out, re.MULTILINE)
    assert set(listed) & foreign == set()
    assert len(listed) == sum(not each.hidden for each in options_of(name)) + len(["--help"])


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("visa --område studier", "progress --area studier"),
        ("--plan . visa", "progress --plan ."),
        *((f"visa --bara {i18n.CHOICES[each]}", f"progress --only {each}") for each in STATUSES),
        ("visa --plats skövde --mål schoolinfo", "progress --place skövde --target schoolinfo"),
        ("visa --per manad --format csv", "progress --by month --format csv"),
        ("visa --bara efter --den 31/5", "progress --only behind --as-of 31/5"),
        ("utfall --månad 2024-05 --högst 3", "outcomes --month 2024-05 --limit 3"),
        ("exportera --manad 2024-05 --csv-dialekt enkel", "export --month 2024-05 --csv-dialect plain"),
        ("VISA --omra\u030ade studier", "Progress --area studier"),
    ],
)
def test_swedish_words_do_what_the_english_do(
    swedish: str, english: str, folder: Path, capsys: Capsys
) -> None:
    assert said(capsys, *swedish.split()) == said(capsys, *english.split())


def test_what_is_suggested_exists(folder: Path, capsys: Capsys) -> None:
    """For each command every option of all commands with its last letter doubled."""
    slips = {f"{each}{each[-1]}" for pair in i18n.OPTIONS.items() for each in pair}
    for name in table():
        known = {each for option in options_of(name) for each in option.opts} | {"--help", "--hjälp"}
        for slip in sorted(slips):
            _code, _out, err = said(capsys, *name.split(), slip)
            suggested = re.findall(r"--[\w-]+", err.split("\n", 1)[1])
            assert set(suggested) <= known, f"lovp {name} {slip}"


def test_tab_never_offers_what_a_shell_would_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lovp.cli import complete

    plan = folder / "targets.yaml"
    text = plan.read_text(encoding="utf-8").replace("name: Hjo,", 'name: "Hjo$(touch x)",', 1)
    plan.write_text(
        text.replace("name: Skolinformation på", "name: \\$(touch x)`id`; på", 1), encoding="utf-8"
    )
    ctx = typer.Context(load("log"))
    assert complete.places(ctx, "Hjo") == []
    assert complete.targets(ctx, "schoolinfo") == [("schoolinfo", "(touch x)id på gymnasiet")]
