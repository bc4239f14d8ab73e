"""`lovp export --schedule`: its crontab line run as cron would, with nothing around it."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from lovp.cli.export import recipe
from lovp.dates import parse_month
from lovp.errors import LovpError
from tests.faults.check import lovp

PLAN = """\
organisation: LO-distriktet i Exempel
year: {year}
language: sv
areas:
  - id: skola
    name: Skola
    targets:
      - {{id: besok, name: Besök på skolor, measure: sum, goal: 12, unit: besök, source: Minst tolv besök}}
"""
NOW = datetime.now().astimezone()
LAST = parse_month("last", NOW.date(), NOW.year)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A folder whose name a shell would take apart, and a plan of last month's year."""
    folder = tmp_path / "Åsas 'plan' $HOME; `2` #3"
    folder.mkdir()
    (folder / "targets.yaml").write_text(PLAN.format(year=LAST.year), encoding="utf-8")
    assert (
        lovp(folder, "log", "besok", "3", "--date", str(LAST.first), environment={"LOVP_TODAY": ""}).code == 0
    )
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="a crontab is run by a Unix shell")
@pytest.mark.parametrize("settings", [{}, {"LC_ALL": "POSIX"}, {"LANG": "en_US.UTF-8"}], ids=str)
def test_the_crontab_line_writes_the_reports_without_a_word(
    plan: Path, tmp_path: Path, settings: dict[str, str]
) -> None:
    """In the plan's language, whatever is spoken around it, with nothing but what cron gives a command."""
    line = lovp(plan, "export", "--schedule", "--format", "md,csv").out.splitlines()[1]
    assert line.startswith("0 6 1 * * ")
    assert "%" not in line  # where cron would cut it
    done = subprocess.run(
        ["/bin/sh", "-c", line.removeprefix("0 6 1 * * ")],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin", **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    report = (plan / "rapporter" / f"lovp-{LAST}.md").read_text(encoding="utf-8")
    assert "Besök på skolor" in report
    assert "Område" in report
    assert (plan / "rapporter" / f"lovp-{LAST}.csv").exists()


@pytest.mark.parametrize(
    ("way", "words", "end"),
    [
        ("cron", ["/opt/lovp", "/srv/Åsas plan"], "0 6 1 * * /opt/lovp '/srv/Åsas plan' >/dev/null"),
        ("windows", [r"C:\lovp.exe", "export"], r'/TR "C:\lovp.exe export"'),
        ("windows", [r"C:\Program Files (x86)\lovp.exe"], r'/TR "\"C:\Program Files (x86)\lovp.exe\""'),
    ],
)
def test_names_are_quoted_as_each_system_reads_them(way: str, words: list[str], end: str) -> None:
    assert recipe(words, way).endswith(end)


@pytest.mark.parametrize(
    ("way", "sign"), [("cron", sign) for sign in "%\\\n\x1b\ud800"] + [("windows", sign) for sign in "%^&!\n"]
)
def test_a_sign_that_a_system_would_take_for_something_else_is_refused(way: str, sign: str) -> None:
    with pytest.raises(LovpError, match="a sign in its name"):
        recipe(["/opt/lovp", f"/srv/a{sign}b"], way)


@pytest.mark.parametrize(("system", "begins"), [("linux", "0 6"), ("darwin", "0 6"), ("win32", "schtasks")])
def test_what_this_system_uses(system: str, begins: str, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    assert lovp(plan, "export", "--schedule").out.splitlines()[1].startswith(begins)


@pytest.mark.parametrize(
    "words", [["--month", "2024-05"], ["--year", "2024"], ["--output", "-"], ["--format", "docx"]], ids=str
)
def test_what_no_schedule_can_do(words: list[str], plan: Path) -> None:
    answer = lovp(plan, "export", "--schedule", *words)
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 2)
