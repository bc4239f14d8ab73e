"""`lovp edit` with real editors: scripts that change the copy, break it, fail, or take their time."""

import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lovp.cli import editor
from lovp.errors import UsageError
from lovp.plan.load import load_plans

if sys.platform == "win32":
    pytest.skip("its editors are shell scripts, and a pseudo-terminal needs a Unix", allow_module_level=True)
import pexpect

ENTER, ESCAPE, CTRL_C = "\r", "\x1b", "\x03"


@pytest.fixture
def folder(prepare: Callable[[str], Path], tmp_path: Path) -> Path:
    (tmp_path / "temp").mkdir()
    return prepare("small")


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    """An editor of these shell commands, `$1` being the file; how it is called, for `EDITOR`."""

    def make(commands: str, name: str = "min editor") -> str:
        file = tmp_path / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{commands}\n", encoding="utf-8")
        file.chmod(0o755)
        return shlex.quote(str(file))

    return make


def environment(folder: Path, called: str) -> dict[str, str]:
    return os.environ | {
        "LOVP_LANG": "sv",
        "LOVP_TODAY": "2024-06-01",
        "LOVP_WRITER": "kansli",
        "HOME": str(folder.parent),
        "TMPDIR": str(folder.parent / "temp"),
        "VISUAL": "",
        "EDITOR": called,
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "COLUMNS": "200",
    }


def run(folder: Path, called: str, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`lovp edit` without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "lovp", "edit", *words],
        cwd=folder,
        env=environment(folder, called) | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=30,
    )


def start(folder: Path, called: str, *words: str) -> Any:
    """`lovp edit` on a terminal."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "lovp", "edit", *words],
        cwd=str(folder),
        env=environment(folder, called),
        encoding="utf-8",
        timeout=20,
        dimensions=(40, 200),
    )


def ended(child: Any) -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


def kept(folder: Path) -> list[Path]:
    """The copies that are still there."""
    return sorted((folder.parent / "temp").glob("*/targets.yaml"))


def others(folder: Path) -> list[Path]:
    return list((folder.parent / "temp").iterdir())


GOAL = 'sed \'s/goal: 662/goal: 700/\' "$1" > "$1.new" && mv "$1.new" "$1"'
BREAK = 'sed \'s/goal: 662/goal: 0700/\' "$1" > "$1.new" && mv "$1.new" "$1"'


def test_a_sound_change_replaces_the_plan(folder: Path, script: Callable[[str], str]) -> None:
    plan = folder / "targets.yaml"
    plan.chmod(0o640)
    before = plan.read_text(encoding="utf-8")
    done = run(folder, script(GOAL))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"✓ {plan} är ändrad och i ordning.\n"
    assert plan.read_text(encoding="utf-8") == before.replace("goal: 662", "goal: 700")
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert others(folder) == []
    (loaded,) = load_plans(plan)
    assert loaded.target_by_id["schoolinfo"].goal == 700


def test_a_link_stays_a_link(folder: Path, script: Callable[[str], str]) -> None:
    plan = folder / "targets.yaml"
    plan.rename(folder / "planen.yaml")
    plan.symlink_to("planen.yaml")
    assert run(folder, script(GOAL)).returncode == 0
    assert plan.is_symlink()
    assert "goal: 700" in (folder / "planen.yaml").read_text(encoding="utf-8")


def test_nothing_changed_changes_nothing(folder: Path, script: Callable[[str], str]) -> None:
    plan = folder / "targets.yaml"
    os.utime(plan, (1, 1))
    done = run(folder, script("touch $1; echo reserv > $1~"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "inget ändrades" in done.stdout
    assert plan.stat().st_mtime == 1
    assert others(folder) == []


def test_the_copy_has_the_schema_where_its_first_line_says(
    folder: Path, script: Callable[[str], str], tmp_path: Path
) -> None:
    look = f'ls "$(dirname "$1")"/$(sed -n "1s/.*schema=//p" "$1") > {tmp_path}/seen; {GOAL}'
    assert run(folder, script(look)).returncode == 0
    assert (tmp_path / "seen").read_text().rstrip().endswith("lovp/plan/targets.schema.json")
    # A plan without that line gets one, and what it names lies beside the plan.
    plan = folder / "targets.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").split("\n", 1)[1].replace("700", "662"), "utf-8")
    without = plan.read_text(encoding="utf-8")
    assert run(folder, script("true")).returncode == 0
    assert plan.read_text(encoding="utf-8") == without
    assert run(folder, script(look)).returncode == 0
    assert (tmp_path / "seen").read_text().rstrip().endswith("/targets.schema.json")
    first, rest = plan.read_text(encoding="utf-8").split("\n", 1)
    assert first == "# yaml-language-server: $schema=targets.schema.json"
    assert rest == without.replace("goal: 662", "goal: 700")
    assert (folder / "targets.schema.json").is_file()


def test_mistakes_without_a_terminal_keep_the_copy(folder: Path, script: Callable[[str], str]) -> None:
    plan = folder / "targets.yaml"
    before = plan.read_bytes()
    done = run(folder, script(BREAK))
    assert (done.returncode, done.stdout) == (1, "")
    (copy,) = kept(folder)
    assert "goal: 0700" in copy.read_text(encoding="utf-8")
    assert "goal: 0700\n" in done.stderr
    assert f"Det du skrev finns kvar i {copy}" in done.stderr
    assert plan.read_bytes() == before


@pytest.mark.parametrize("called", ["false", "/ingenting/alls", "sh -c 'exit 3'", '"öppet', "\\"])
def test_an_editor_that_fails_changes_nothing(folder: Path, called: str) -> None:
    before = (folder / "targets.yaml").read_bytes()
    done = run(folder, called)
    assert done.returncode == (2 if called in {'"öppet', "\\"} else 1)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 2
    assert (folder / "targets.yaml").read_bytes() == before
    assert others(folder) == []


def test_an_editor_that_fails_after_a_change_keeps_it(folder: Path, script: Callable[[str], str]) -> None:
    before = (folder / "targets.yaml").read_bytes()
    done = run(folder, script(f"{GOAL}; kill -9 $$"))
    assert done.returncode == 1
    assert str(kept(folder)[0]) in done.stderr
    assert (folder / "targets.yaml").read_bytes() == before


def test_what_another_has_changed_meanwhile_is_not_overwritten(
    folder: Path, script: Callable[[str], str]
) -> None:
    plan = folder / "targets.yaml"
    done = run(folder, script(f"{GOAL}; echo '# från OneDrive' >> {shlex.quote(str(plan))}"))
    assert done.returncode == 1
    assert "har ändrats av någon annan" in done.stderr
    assert "goal: 700" in kept(folder)[0].read_text(encoding="utf-8")
    text = plan.read_text(encoding="utf-8")
    assert text.endswith("# från OneDrive\n")
    assert "goal: 662" in text


@pytest.mark.parametrize("gone", ["plan", "copy"])
def test_a_file_that_is_gone_afterwards(folder: Path, script: Callable[[str], str], gone: str) -> None:
    plan = folder / "targets.yaml"
    target = shlex.quote(str(plan)) if gone == "plan" else "$1"
    done = run(folder, script(f"{GOAL}; rm {target}"))
    assert done.returncode == 1
    assert done.stderr.startswith("lovp: ")
    assert plan.exists() == (gone == "copy")


def test_a_broken_plan_can_be_put_right(folder: Path, script: Callable[[str], str]) -> None:
    plan = folder / "targets.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("goal: 662", "goal: 0662"), encoding="utf-8")
    assert run(folder, script(GOAL.replace("662/", "0662/"))).returncode == 0
    assert load_plans(plan)


def test_outcomes_that_would_not_count_any_more_are_told(folder: Path, script: Callable[[str], str]) -> None:
    """By hand: four rows are on schoolinfo, three of them with a place and one without."""
    rename = 'sed "s/id: schoolinfo/id: skolinfo/" "$1" > "$1.n" && mv "$1.n" "$1"'
    done = run(folder, script(rename))
    assert done.returncode == 0
    assert "schoolinfo: 4 rapporterade utfall skulle inte räknas längre." in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_year_taken_out_with_its_outcomes_is_told(folder: Path, script: Callable[[str], str]) -> None:
    """Twelve of the thirteen rows count: one was corrected by another."""
    done = run(folder, script('sed "s/2024/2023/g" "$1" > "$1.n" && mv "$1.n" "$1"'))
    assert done.returncode == 0
    assert "2024: 12 rapporterade utfall skulle inte räknas längre. Planen för 2024 är borta." in done.stderr


# On a terminal.


def test_mistakes_are_shown_and_the_copy_is_opened_again(folder: Path, script: Callable[[str], str]) -> None:
    """The second time the editor finds its own mistake, and puts it right."""
    both = 'if grep -q "goal: 0700" "$1"; then sed "s/goal: 0700/goal: 710/" "$1" > "$1.n" && mv "$1.n" "$1"'
    child = start(folder, script(f"{both}; else {BREAK}; fi"))
    child.expect("goal: 0700")
    child.expect(r"Öppna den igen och rätta\? \[J/n\]")
    child.send(ENTER)
    child.expect("är ändrad och i ordning")
    assert ended(child) == 0
    assert "goal: 710" in (folder / "targets.yaml").read_text(encoding="utf-8")
    assert others(folder) == []


@pytest.mark.parametrize("key", ["n" + ENTER, ESCAPE, CTRL_C], ids=["no", "escape", "ctrl-c"])
def test_whoever_gives_up_keeps_the_copy(folder: Path, script: Callable[[str], str], key: str) -> None:
    before = (folder / "targets.yaml").read_bytes()
    child = start(folder, script(BREAK))
    child.expect(r"\[J/n\]")
    child.send(key)
    child.expect("lanen är som den var")
    child.expect("Det du skrev finns kvar i")
    assert ended(child) == 1
    assert len(kept(folder)) == 1
    assert (folder / "targets.yaml").read_bytes() == before


def test_lost_outcomes_are_asked_about(folder: Path, script: Callable[[str], str]) -> None:
    rename = script('sed "s/id: schoolinfo/id: skolinfo/" "$1" > "$1.n" && mv "$1.n" "$1"')
    before = (folder / "targets.yaml").read_bytes()
    child = start(folder, rename)
    child.expect("skulle inte räknas längre")
    child.expect("Ändra planen ändå")
    child.send("n" + ENTER)
    child.expect("Öppna den igen")
    child.send("n" + ENTER)
    assert ended(child) == 1
    assert (folder / "targets.yaml").read_bytes() == before
    child = start(folder, rename)
    child.expect("Ändra planen ändå")
    child.send(ENTER)
    assert ended(child) == 0
    assert "id: skolinfo" in (folder / "targets.yaml").read_text(encoding="utf-8")


def test_an_editor_with_a_window_is_waited_for(folder: Path, script: Callable[[str], str]) -> None:
    """It comes back at once, and the file is changed a while later."""
    child = start(folder, script(f"(sleep 0.5; {GOAL}) > /dev/null 2>&1 < /dev/null &"))
    child.expect("Tryck Enter när filen är sparad")
    for _time in range(100):
        if any("goal: 700" in copy.read_text(encoding="utf-8") for copy in kept(folder)):
            break
        child.expect([pexpect.TIMEOUT, "aldrig"], timeout=0.1)
    child.send(ENTER)
    child.expect("är ändrad och i ordning")
    assert ended(child) == 0


def test_ctrl_c_in_the_editor_is_the_editor_s(folder: Path, script: Callable[[str], str]) -> None:
    child = start(folder, script(f"trap 'caught=1' INT; echo redo; sleep 2; {GOAL}; exit 0"))
    child.expect("redo")
    child.send(CTRL_C)
    child.expect("är ändrad och i ordning")
    assert ended(child) == 0


# How an editor is named.


def test_the_option_comes_before_visual_and_visual_before_editor(folder: Path, tmp_path: Path) -> None:
    for name in ("option", "visual", "editor"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {name} >> {tmp_path}/called\n")
        (tmp_path / name).chmod(0o755)
    run(
        folder,
        str(tmp_path / "editor"),
        "--editor",
        str(tmp_path / "option"),
        VISUAL=str(tmp_path / "visual"),
    )
    run(folder, str(tmp_path / "editor"), VISUAL=str(tmp_path / "visual"))
    run(folder, str(tmp_path / "editor"), VISUAL=" ")
    assert (tmp_path / "called").read_text().split() == ["option", "visual", "editor"]


def test_without_a_terminal_an_editor_must_be_named(folder: Path) -> None:
    done = run(folder, "")
    assert (done.returncode, done.stdout) == (2, "")
    assert "lovp check" in done.stderr


@pytest.mark.parametrize(
    ("text", "windows", "words"),
    [
        ("code --wait", False, ["code", "--wait"]),
        ("'/opt/my editor/e' -n", False, ["/opt/my editor/e", "-n"]),
        (r"/opt/my\ editor/e", False, ["/opt/my editor/e"]),
        ("code --wait", True, ["code", "--wait"]),
        (r"C:\bin\e.exe -n", True, [r"C:\bin\e.exe", "-n"]),
        (
            r'"C:\Program Files\N++\n.exe" -multiInst -x',
            True,
            [r"C:\Program Files\N++\n.exe", "-multiInst", "-x"],
        ),
        (r"C:\Users\O'Brien\e.exe", True, [r"C:\Users\O'Brien\e.exe"]),
    ],
)
def test_words_of_an_editor(text: str, windows: bool, words: list[str]) -> None:
    assert editor.command(text, windows=windows) == words


def test_a_path_with_spaces_needs_no_quotes(tmp_path: Path) -> None:
    file = tmp_path / "min egen editor"
    file.touch()
    assert editor.command(str(file)) == [str(file)]


def test_an_open_quote_is_told() -> None:
    for windows in (False, True):
        with pytest.raises(UsageError):
            editor.command('"code --wait', windows=windows)
