"""Programs and libraries that tests need and a machine may lack: `python -m tests.tools strace` installs it.

The names are Debian's packages. Where installing isn't possible or isn't allowed (only root and those with
sudo without a password may), nothing is done and nothing fails: the tests that need the program skip, and
say so.
"""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library

_PROGRAMS = {
    "default-jdk-headless": "javac",
    "miller": "mlr",
    "poppler-utils": "pdftotext",
    "systemd": "systemd-analyze",
}
"""What a package's program is called, where it isn't called like the package."""
_LIBRARIES = {"libharfbuzz-subset0": "harfbuzz-subset", "libpangoft2-1.0-0": "pangoft2-1.0"}
"""Packages that are no program but a library: WeasyPrint's."""


def _is_here(package: str) -> bool:
    if package in _LIBRARIES:
        return find_library(_LIBRARIES[package]) is not None
    return shutil.which(_PROGRAMS.get(package, package)) is not None


def _install(packages: list[str]) -> None:
    """Install the packages; where the list of packages is old, or not there at all, after renewing it."""
    allowed = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*allowed, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    adding = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    for command in (adding, [*apt, "update"], adding):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if command == adding and done.returncode == 0:
            return


if __name__ == "__main__":
    absent = [package for package in sys.argv[1:] if not _is_here(package)]
    if absent and shutil.which("apt-get") and (os.geteuid() == 0 or shutil.which("sudo")):
        _install(absent)
