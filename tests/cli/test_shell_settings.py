"""What --install-completion does to a shell's settings, and that --remove-completion undoes it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lovp.cli import shells, tabbing
from tests.folders import as_anybody

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="settings as Unix has them")
pytestmark = POSIX


def lovp(home: Path, *words: str) -> int:
    environment = os.environ | {"HOME": str(home), "LOVP_LANG": "en", "PATH": f"{home}:{os.environ['PATH']}"}
    environment.pop("ZDOTDIR", None)
    environment.pop("XDG_CONFIG_HOME", None)
    command = [sys.executable, "-m", "lovp", *words]
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize("former", [b"", b"# \xe5\n", b"a\r\nb\r\n", b"\n\n# x\n"])
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_twice_adds_one_line_and_removing_takes_it_away(tmp_path: Path, shell: str, former: bytes) -> None:
    settings = tmp_path / f".{shell}rc"
    settings.write_bytes(former)
    line = f'. "{tmp_path}/.lovp-completion.{shell}"\n'.encode()
    for _time in range(2):
        assert lovp(tmp_path, "--install-completion", shell) == 0
        assert settings.read_bytes() == former + line
    assert lovp(tmp_path, "--remove-completion", shell) == 0
    assert settings.read_bytes() == former
    assert not (tmp_path / f".lovp-completion.{shell}").exists()


def test_a_last_line_without_an_end_gets_one(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_bytes(b"alias a=b")
    assert lovp(tmp_path, "--install-completion", "bash") == 0
    assert (tmp_path / ".bashrc").read_bytes().startswith(b"alias a=b\n. ")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").write_bytes(b"# x\n")
    (tmp_path / ".bashrc").symlink_to("dotfiles")
    assert lovp(tmp_path, "--install-completion", "bash") == 0
    assert (tmp_path / ".bashrc").is_symlink()
    assert (tmp_path / "dotfiles").read_bytes().startswith(b"# x\n. ")


def test_a_home_that_may_not_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    settings = tmp_path / ".bashrc"
    settings.write_bytes(b"# x\n")
    environment = os.environ | {"HOME": str(tmp_path), "LOVP_LANG": "en"}
    command = [*as_anybody(), sys.executable, "-m", "lovp", "--install-completion", "bash"]
    tmp_path.chmod(0o500)
    try:
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    finally:
        tmp_path.chmod(0o700)
    assert (done.returncode, done.stdout) == (1, "")
    assert ".bashrc can't be changed: " in done.stderr
    assert "lovp --show-completion bash" in done.stderr
    assert "Traceback" not in done.stderr
    assert settings.read_bytes() == b"# x\n"
    assert [file.name for file in tmp_path.iterdir()] == [".bashrc"]


def test_powershell_says_where_its_profile_is_even_in_utf_16(tmp_path: Path) -> None:
    profile = tmp_path / "Åsa" / "profile.ps1"
    profile.parent.mkdir()
    former = b"\xff\xfe" + "# å\r\n".encode("utf-16-le")
    profile.write_bytes(former)
    (tmp_path / "pwsh").write_text(f"#!/bin/sh\nprintf '%s\\r\\n' '{profile}'\n", encoding="utf-8")
    (tmp_path / "pwsh").chmod(0o755)
    assert lovp(tmp_path, "--install-completion", "pwsh") == 0
    added = '. "$PSScriptRoot/.lovp-completion.ps1"\r\n'
    assert profile.read_bytes() == former + added.encode("utf-16-le")
    script = (profile.parent / ".lovp-completion.ps1").read_text(encoding="ascii")
    assert "-Native -CommandName lovp" in script
    assert "UTF8" in script
    assert lovp(tmp_path, "--remove-completion", "powershell") == 0
    assert profile.read_bytes() == former


def test_powershell_gets_words_quoted_with_a_remark(capsys: pytest.CaptureFixture[str]) -> None:
    offer = tabbing.Offer((("Lilla Edet", "Väst"), ("Hjo", "")))
    assert tabbing._lines("powershell", offer, "", "", "") == [
        "'Lilla Edet'\tLilla Edet\tVäst",
        "Hjo\tHjo\tHjo",
    ]
    assert shells._script("powershell").isascii()
