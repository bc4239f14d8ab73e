"""`lovp export --schedule`: its crontab line run as cron would, with nothing around it.

How names are quoted is tested in test_schedule_quoting.py.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lovp.cli.main import main
from tests import scheduled
from tests.folders import as_anybody
from tests.needs import needs

Capture = pytest.CaptureFixture[str]
unix = pytest.mark.skipif(sys.platform == "win32", reason="a crontab is run by a Unix shell")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return scheduled.installed(tmp_path / f"program {scheduled.NAME}")


@pytest.fixture
def plan(tmp_path: Path, program: Path) -> Iterator[Path]:
    plan = scheduled.make_folder(tmp_path / f"plan {scheduled.NAME} o'brien \\%", program)
    yield plan
    for folder in plan.parent.rglob("*/"):
        folder.chmod(0o700)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "hem"
    home.mkdir()
    return home


def command(text: str) -> str:
    """What cron would run of what was printed."""
    run, read = scheduled.cron_would_run(scheduled.crontab_line(text), takes_one_of_two=True)
    assert read is None
    return run


@unix
def test_the_crontab_line_writes_the_reports_without_a_word(program: Path, plan: Path, home: Path) -> None:
    text = scheduled.printed(program, "--plan", str(plan), "--format", "md,csv,json")
    done = scheduled.run_as_cron(command(text), home)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    month = scheduled.last_month()
    reports = plan.parent / "rapporter"
    assert {file.name for file in reports.iterdir()} == {
        f"lovp-{month}.{end}" for end in ("md", "csv", "json")
    }
    words = ["export", "--month", str(month), "--plan", str(plan), "--format", "md", "--output", "-"]
    by_hand = subprocess.run([program, *words], capture_output=True, check=True)
    assert (reports / f"lovp-{month}.md").read_bytes() == by_hand.stdout


@unix
@pytest.mark.parametrize(
    "settings",
    [{}, {"LC_ALL": "POSIX"}, {"LANG": "en_US.UTF-8"}],
    ids=str,
)
def test_the_report_speaks_the_plans_language_whatever_is_spoken_around_it(
    program: Path, plan: Path, home: Path, settings: dict[str, str]
) -> None:
    text = scheduled.printed(program, "--plan", str(plan), "--format", "md", "--output", str(home / "ut"))
    assert scheduled.run_as_cron(command(text), home, settings).returncode == 0
    report = (home / "ut" / f"lovp-{scheduled.last_month()}.md").read_text(encoding="utf-8")
    assert "LO-distriktet i Exempel" in report
    assert "Besök på skolor" in report
    assert "Måltal" in report
    assert "Goal" not in report


@unix
@pytest.mark.parametrize(
    ("settings", "said"), [({}, "går inte att skriva"), ({"LANG": "en_GB"}, "can't be written")]
)
def test_a_folder_that_can_not_be_written_to_is_one_line_and_a_remedy(
    program: Path, plan: Path, home: Path, settings: dict[str, str], said: str
) -> None:
    reports = plan.parent / "rapporter"
    reports.mkdir()
    reports.chmod(0o500)
    text = scheduled.printed(program, "--plan", str(plan))
    done = scheduled.run_as_cron(command(text), home, settings, as_anybody())
    assert (done.returncode, done.stdout) == (1, b"")
    message, remedy = done.stderr.decode("utf-8").splitlines()
    assert str(reports) in message
    assert said in message
    assert remedy.startswith("      ")
    assert list(reports.iterdir()) == []


@unix
def test_the_line_is_the_same_from_any_folder(program: Path, plan: Path, tmp_path: Path) -> None:
    """Relative names, of the program too, are told from the top."""

    def line(here: Path, *words: str | Path) -> str:
        done = subprocess.run([*words], cwd=here, capture_output=True, encoding="utf-8", check=True)
        return scheduled.crontab_line(done.stdout)

    whole = line(tmp_path, program, "export", "--schedule", "--plan", plan)
    assert whole == line(plan.parent, f"../{program.parent.name}/lovp", "export", "--schedule")
    assert whole == line(
        program.parent, "./lovp", "export", "--schedule", "--plan", f"../{plan.parent.name}",
        "--output", f"../{plan.parent.name}/rapporter",
    )  # fmt: skip


@needs("systemd-analyze")
def test_systemd_finds_no_fault(program: Path, plan: Path, tmp_path: Path) -> None:
    text = scheduled.printed(program, "--plan", str(plan), "--for", "systemd", language="en")
    service, timer = (part + "\n" for part in re.findall(r"(?ms)^(\[.*?)\n\n(?=# |systemctl)", text))
    files = {"lovp-export.service": service, "lovp-export.timer": timer}
    for name, unit in files.items():
        assert name in text
        (tmp_path / name).write_text(unit, encoding="utf-8")
    check = ["systemd-analyze", "verify", *(str(tmp_path / name) for name in files)]
    done = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (when,) = re.findall(r"(?m)^OnCalendar=(.*)", timer)
    following = ["systemd-analyze", "calendar", "--base-time=2024-05-17", "--iterations=2", when]
    done = subprocess.run(following, capture_output=True, encoding="utf-8", check=True)
    assert "2024-06-01 06:00:00" in done.stdout
    assert "2024-07-01 06:00:00" in done.stdout


@pytest.mark.parametrize(("system", "begins"), [("linux", "0 6"), ("darwin", "0 6"), ("win32", "schtasks")])
def test_what_this_system_uses(
    system: str, begins: str, prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(prepare("plan"))
    monkeypatch.setattr(sys, "platform", system)
    assert main(["export", "--schedule"]) == 0
    assert capsys.readouterr().out.splitlines()[2].startswith(begins)
    assert main(["export", "--for", "windows", "--schedule"]) == 0
    assert capsys.readouterr().out.splitlines()[2].startswith("schtasks")


@pytest.mark.parametrize(
    "words", [["--month", "2024-05"], ["--year", "2024"], ["--output", "-"], ["--format", "docx"]], ids=str
)
def test_what_no_schedule_can_do(
    words: list[str], prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(prepare("plan"))
    assert main(["export", "--schedule", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2


@unix
def test_a_name_that_would_end_the_line_is_refused(
    prepare: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = prepare("plan")
    monkeypatch.chdir(folder.rename(folder.with_name("plan\n* * * * * rm")))
    assert main(["export", "--schedule"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2
