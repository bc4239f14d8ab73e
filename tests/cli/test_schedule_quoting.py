"""How names are quoted for cron, systemd and Windows: by hand, and read back as each of them reads."""

import re
import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lovp.render import schedule
from tests.scheduled import cron_would_run

NAMES = st.text(
    st.one_of(
        st.sampled_from(" %\\\"'$`&|<>^!(){}[]*?~#;=-åÅö\u00a0"),
        st.characters(exclude_categories=("Cc", "Cs")),
    ),
    min_size=1,
)
WORDS = st.lists(NAMES, min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("/srv/lovp", "/srv/lovp"),
        ("/srv/Åsas plan", "'/srv/Åsas plan'"),
        ("/srv/100%", r"/srv/100\%"),
        ("/srv/100 %", r"'/srv/100 \%'"),
        ("/srv/o'brien", """'/srv/o'"'"'brien'"""),
        ("/srv/$HOME", "'/srv/$HOME'"),
        # The backslash is alone between its quotes, so that no cron takes it for a part of \% or \\.
        ("/srv/a\\%", r"'/srv/a\''\%'"),
    ],
)
def test_names_in_a_crontab(name: str, quoted: str) -> None:
    assert schedule.crontab([name]) == f"0 6 1 * * {quoted} >/dev/null"


@given(WORDS, st.booleans())
def test_every_cron_and_shell_reads_the_words_as_they_are(words: list[str], takes_one_of_two: bool) -> None:
    line = schedule.crontab(words)
    assert "\n" not in line
    command, given_to_read = cron_would_run(line, takes_one_of_two=takes_one_of_two)
    assert given_to_read is None
    assert shlex.split(command) == [*words, ">/dev/null"]


@pytest.mark.skipif(sys.platform == "win32", reason="a crontab is run by a Unix shell")
def test_a_real_shell_reads_them_too() -> None:
    words = ["a b", "100 %", "o'brien", '"', "$HOME `id` \\% \\\\", "å", "*", "~", "#", "!x"]
    line = schedule.crontab(["/usr/bin/printf", "%s\n", *words]).removesuffix(" >/dev/null")
    command, _none = cron_would_run(line, takes_one_of_two=True)
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == words


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["/opt/lovp", "--plan", "/srv/plan"], "/opt/lovp --plan /srv/plan"),
        (["/opt/a b/lovp", "/srv/Åsas plan"], '"/opt/a b/lovp" "/srv/Åsas plan"'),
        (["/opt/100%/lovp", "/srv/100%"], '"/opt/100%%/lovp" "/srv/100%%"'),
        (["/opt/$HOME/lovp", "/srv/${HOME}"], '"/opt/$$HOME/lovp" "/srv/$${HOME}"'),
        (["/opt/lovp", 'C:\\"a"'], r'/opt/lovp "C:\\\"a\""'),
        (["/opt/o'brien/$x/lovp", "a"], """"/opt/o'brien/$$x/lovp" a"""),
    ],
)
def test_names_in_a_unit_of_systemd(words: list[str], line: str) -> None:
    assert schedule.exec_start(words) == f"/usr/bin/env {line}"


@given(WORDS)
def test_systemd_reads_the_words_as_they_are(words: list[str]) -> None:
    line = schedule.exec_start(words)
    assert "\n" not in line
    found = re.findall(r'"((?:[^"\\]|\\["\\])*)"(?:\s|$)|([^"\\\s]+)(?:\s|$)', line)
    read = [re.sub(r"\\(.)", r"\1", quoted) or bare for quoted, bare in found]
    assert all("%" not in word.replace("%%", "") and "$" not in word.replace("$$", "") for word in read)
    assert [word.replace("%%", "%").replace("$$", "$") for word in read] == ["/usr/bin/env", *words]


HEAD = 'schtasks /Create /TN "lovp export" /SC MONTHLY /D 1 /ST 06:00 /TR '


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([r"C:\lovp.exe", "export"], r'"C:\lovp.exe export"'),
        ([r"C:\lovp.exe", r"C:\Åsas plan"], r'"C:\lovp.exe \"C:\Åsas plan\""'),
        ([r"C:\Program Files\lovp.exe", "export"], r'"\"C:\Program Files\lovp.exe\" export"'),
        # A backslash before a quote is doubled, and both have their own before the quote that is quoted.
        ([r"C:\lovp.exe", "C:\\a b\\"], r'"C:\lovp.exe \"C:\a b\\\\\""'),
        ([r"C:\lovp.exe", r"C:\R&D"], r'^"C:\lovp.exe C:\R^&D^"'),
        ([r"C:\lovp.exe", r"C:\100 %"], r'^"C:\lovp.exe \^"C:\100 ^%\^"^"'),
    ],
)
def test_names_in_a_command_of_windows(words: list[str], line: str) -> None:
    assert schedule.task(words) == HEAD + line


def prompt_hands_over(line: str) -> str:
    """What the command prompt hands to a program: a caret outside quotes takes a sign's meaning away."""
    handed, quoted, signs = "", False, iter(line)
    for sign in signs:
        if sign == "^" and not quoted:
            handed += next(signs)
        else:
            quoted ^= sign == '"'
            assert quoted or sign not in "&|<>"
            assert sign != "%"
            handed += sign
    return handed


def taken_apart(line: str) -> list[str]:
    """The arguments of a line, as programs on Windows find them (the rules of Microsoft's C)."""
    words, word, quoted = list[str](), "", False
    for slashes, sign in re.findall(r"(\\*)([^\\]|$)", line):
        if sign == '"':
            # Half as many backslashes; an odd one makes the quote a sign like any other.
            word += slashes[: len(slashes) // 2]
            if len(slashes) % 2:
                word += sign
            else:
                quoted = not quoted
        elif sign in ("", " ", "\t") and not quoted:
            words += [word + slashes] if word + slashes else []
            word = ""
        else:
            word += slashes + sign
    assert not quoted
    return words


@given(WORDS)
def test_windows_reads_the_words_as_they_are(words: list[str]) -> None:
    line = schedule.task([r"C:\a b\lovp.exe", *words])
    (*_head, command) = taken_apart(prompt_hands_over(line))
    assert taken_apart(command) == [r"C:\a b\lovp.exe", *words]
