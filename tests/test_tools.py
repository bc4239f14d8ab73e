"""Installing what tests need: only what is absent, only where allowed, and never a failure."""

import sys
from pathlib import Path

import pytest

from tests import tools

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Debian's packages")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no more programs than a shell and those that a test puts in the folder."""
    (tmp_path / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(machine: Path, name: str, program: str = "") -> None:
    file = machine / name
    file.write_text(f'#!/bin/sh\necho "{name} $*" >> {machine}/told\n{program}\n')
    file.chmod(0o755)


def told(machine: Path) -> list[str]:
    file = machine / "told"
    return file.read_text().splitlines() if file.exists() else []


def as_root(monkeypatch: pytest.MonkeyPatch, root: bool) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)


def test_what_is_absent_is_installed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_root(monkeypatch, True)
    put(machine, "apt-get")
    put(machine, "strace")
    tools.install(["strace", "zsh", "hledger"])
    assert told(machine) == ["apt-get -qq install --yes --no-install-recommends zsh hledger"]


def test_an_old_list_of_packages_is_renewed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_root(monkeypatch, True)
    put(machine, "apt-get", f'case "$*" in *update) : > {machine}/new;; *) [ -e {machine}/new ];; esac')
    tools.install(["strace"])
    assert [line.split()[2] for line in told(machine)] == ["install", "update", "install"]


def test_sudo_is_used_only_without_a_password(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_root(monkeypatch, False)
    put(machine, "apt-get")
    tools.install(["strace"])
    assert told(machine) == []
    put(machine, "sudo", "exit 1")
    tools.install(["strace"])
    assert told(machine) == ["sudo -n true"]
    put(machine, "sudo", 'shift; [ "$1" = true ] || exec "$@"')
    tools.install(["strace"])
    assert told(machine)[-1].startswith("apt-get -qq install")


@pytest.mark.parametrize("program", [None, "exit 100"])
def test_what_can_not_be_installed_fails_nothing(
    machine: Path, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    as_root(monkeypatch, True)
    if program:
        put(machine, "apt-get", program)
    tools.install(["strace"])
    assert tools.absent(["strace"]) == ["strace"]
