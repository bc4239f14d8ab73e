"""What the documents say of commands, options and figures is what the program does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lovp.cli.main import main
from lovp.cli.parser import parameters
from tests.reference import FILES, commands, printed

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("language", FILES)
def test_the_reference_is_of_today(language: str) -> None:
    assert FILES[language].read_text(encoding="utf-8") == printed(language), "run make docs"


@pytest.mark.parametrize("language", FILES)
def test_every_command_and_option_is_described(language: str) -> None:
    text = FILES[language].read_text(encoding="utf-8")
    for name, command in commands("en").items():
        assert f"## {name}\n" in text
        assert command.help, f"{name} has no help"
        for one in parameters(command.function):
            assert one.spec.help, f"{name}: {one.name} has no help"


def test_each_reference_keeps_to_its_language() -> None:
    swedish, english = (set(FILES[language].read_text("utf-8").splitlines()) for language in ("sv", "en"))
    assert {line for line in swedish & english if line.startswith("| `")} == set()


def test_the_readme_names_only_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    known = {name.split()[1] for name in commands("en") if " " in name} | {"plan"}
    used = set(re.findall(r"\blovp ([a-z]+)\b", "\n".join(re.findall(r"```.*?```", readme, re.DOTALL))))
    assert used - known == set()
    assert {"make demo", "make test", "pipx install ."} <= set(
        re.findall(r"make \w+|pipx install \.", readme)
    )


def test_the_readme_shows_what_the_program_answers(
    prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```text\n\$ lovp (.*?)\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(prepare("example"))
    monkeypatch.setenv("LOVP_LANG", "sv")
    monkeypatch.setenv("COLUMNS", "80")
    assert main(block[0].split()) == 0
    answer = "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())
    assert block[1] == answer


def test_no_document_or_pin_names_a_registry() -> None:
    files = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "constraints.txt",
        ROOT / "pyproject.toml",
    ]
    for file in files:
        assert not re.search(
            r"https?://(?!127|localhost)\S*(simple|pypi|pythonhosted)", file.read_text("utf-8")
        ), file


def test_constraints_are_names_and_versions_alone() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+]*", line), line
