"""Programs and libraries that tests need and a machine may lack: `python -m tests.tools strace` installs it.

The names are Debian's packages. Where installing isn't possible or isn't allowed (only root and those with
sudo without a password may), nothing is done and nothing fails: the tests that need the program skip, and
say so.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from ctypes.util import find_library

_PROGRAMS = {
    "default-jdk-headless": "javac",
    "poppler-utils": "pdftotext",
    "systemd": "systemd-analyze",
}
"""What a package's program is called, where it isn't called like the package."""
_LIBRARIES = {"libharfbuzz-subset0": "harfbuzz-subset", "libpangoft2-1.0-0": "pangoft2-1.0"}
"""Packages that are no program but a library: WeasyPrint's."""
_SECONDS = 300


def absent(packages: Iterable[str]) -> list[str]:
    """Those of the packages whose program or library is not here."""
    return [package for package in packages if not _is_here(package)]


def _is_here(package: str) -> bool:
    if package in _LIBRARIES:
        return find_library(_LIBRARIES[package]) is not None
    return shutil.which(_PROGRAMS.get(package, package)) is not None


def install(packages: Iterable[str]) -> None:
    """Install those of the packages that are absent, if that is possible and allowed without asking."""
    wanted = absent(packages)
    if not wanted or shutil.which("apt-get") is None:
        return
    if os.geteuid() == 0:
        allowed = []
    elif shutil.which("sudo") and _done(["sudo", "-n", "true"]):
        allowed = ["sudo", "-n"]
    else:
        return
    apt = [*allowed, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    adding = [*apt, "install", "--yes", "--no-install-recommends", *wanted]
    # The list of packages is old, or not there at all, on many a fresh machine.
    if not _done(adding) and _done([*apt, "update"]):
        _done(adding)


def _done(command: list[str]) -> bool:
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


if __name__ == "__main__":
    if sys.platform != "win32":
        install(sys.argv[1:])
