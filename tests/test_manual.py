"""`man lovp` says what the program does, and groff shows it as it is meant."""

import re
import subprocess
import tomllib

import pytest

from tests.manual import FILES, MODULE, escaped, marked, table
from tests.needs import needs
from tests.reference import DOCS, commands, printed, rows

needs_groff = needs("groff")
PAGES = pytest.mark.parametrize("language", FILES)


def groff(language: str, *options: str) -> "subprocess.CompletedProcess[str]":
    command = ["groff", "-man", "-Tutf8", "-K", "utf8", *options, str(FILES[language])]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8")


def rendered(language: str) -> str:
    """As on a terminal of 80 columns, without bold and italics."""
    shown = groff(language, "-rLL=80n", "-P-c").stdout
    return re.sub(r".\x08", "", shown)


@PAGES
def test_the_man_page_is_of_today(language: str) -> None:
    assert FILES[language].read_text(encoding="utf-8") == printed(language, MODULE), "run make docs"


@PAGES
def test_the_page_says_how_it_is_encoded_and_no_date(language: str) -> None:
    first, _made, title, *_rest = FILES[language].read_text(encoding="utf-8").splitlines()
    assert first == r".\" -*- coding: utf-8 -*-"
    assert title.startswith('.TH LOVP 1 "" ')


@needs_groff
@PAGES
def test_groff_finds_nothing_to_warn_of(language: str) -> None:
    done = groff(language, "-ww", "-z")
    assert (done.stdout, done.stderr) == ("", "")


@needs_groff
@PAGES
def test_every_command_and_option_is_shown(language: str) -> None:
    sections = re.split(r"^   (lovp.*)$", rendered(language), flags=re.MULTILINE)
    shown = dict(zip(sections[1::2], sections[2::2], strict=True))
    found = commands("en")
    assert list(shown) == list(found)
    for name, command in found.items():
        for row in rows(command):
            assert all(re.search(rf"(^|[ ,]){one}\b", shown[name], re.MULTILINE) for one in row.names), row


@needs_groff
@PAGES
def test_what_is_shown_can_be_copied(language: str) -> None:
    text = rendered(language)
    assert "lovp progress --place skaraborg --as-of 2024-05-31" in text
    assert 'lovp edit --editor "code --wait"' in text
    assert "$XDG_CONFIG_HOME/lovp" in text
    assert "~/.config/lovp" in text
    assert not re.search(r"[\u2010\u2212\u2018\u2019\x1b\\`]", text)
    assert not re.search(r"^\s*\.[A-Za-z]{2}\b", text, re.MULTILINE)
    # An example stands on one line, so that it can be copied.
    running = [line for line in text.splitlines() if not line.startswith(" " * 11 + "lovp ")]
    assert max(map(len, running)) <= 80


@PAGES
def test_exit_codes_and_variables_are_those_of_the_formats(language: str) -> None:
    text = FILES[language].read_text(encoding="utf-8")
    for code in range(5):
        assert f".TP\n{code}\n" in text
    for name in ("LOVP_PLAN", "LOVP_WRITER", "LOVP_LANG", "LOVP_TODAY", "NO_COLOR", "COLUMNS", "VISUAL"):
        assert f".TP\n\\fB{name}\\fR" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("--of 7", r"\-\-of 7"),
        (".md", r"\&.md"),
        ("'a'", r"\(aqa\(aq"),
        ("C:\\x", r"C:\(rsx"),
        ("[SHELL]", "[SHELL]"),
        ("Skövde", "Skövde"),
    ],
)
def test_a_text_is_written_so_that_it_is_shown_as_it_is(text: str, written: str) -> None:
    assert escaped(text) == written


def test_code_is_bold_and_a_link_its_words() -> None:
    assert marked("as `--plan`, see [The form](form.md)") == r"as \fB\-\-plan\fR, see The form"


def test_a_table_that_is_not_there_is_an_error() -> None:
    assert table("\n## A\n\n| x |\n|---|\n| y |\n", "A") == [["x"], ["y"]]
    with pytest.raises(LookupError):
        table("| x |\n|---|\n", "B")


def test_the_wheel_puts_them_where_man_looks() -> None:
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert {DOCS.parent / source: target for source, target in shared.items()} == {
        FILES["en"]: "share/man/man1/lovp.1",
        FILES["sv"]: "share/man/sv/man1/lovp.1",
    }
