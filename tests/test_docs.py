"""What the documents say of commands, options and figures is what the program does."""

import re
from pathlib import Path

import pytest
from lovp.cli.parser import parameters

from tests.handbook.pages import READMES
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


@pytest.mark.parametrize("readme", READMES.values(), ids=READMES)
def test_a_readme_opens_with_the_commands_that_set_everything_up(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    found = re.findall(r"^\$ (.*)$", text, re.MULTILINE)
    assert found[:3] == ["make demo", "make test", "pipx install ."]


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
