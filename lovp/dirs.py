"""Where a program keeps what is a user's own on a computer, as each system has it. Standard library alone.

There is a library for this (platformdirs); it takes six milliseconds to import, a tenth of a command.
"""

import os
import sys
from pathlib import Path

_PROGRAM = "lovp"


def settings_folder() -> Path:
    """What a user has chosen: in `%APPDATA%`, `~/Library/Application Support` or `$XDG_CONFIG_HOME`."""
    return _folder("APPDATA", "AppData/Roaming", "Application Support", "XDG_CONFIG_HOME", ".config")


def cache_folder() -> Path:
    """What can be made again: in `%LOCALAPPDATA%`, `~/Library/Caches` or `$XDG_CACHE_HOME`."""
    return _folder("LOCALAPPDATA", "AppData/Local", "Caches", "XDG_CACHE_HOME", ".cache")


def _folder(windows: str, on_windows: str, on_mac: str, xdg: str, elsewhere: str) -> Path:
    if sys.platform == "win32":
        named = os.environ.get(windows)
        base = Path(named) if named else Path.home() / on_windows
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / on_mac
    else:
        named = os.environ.get(xdg, "")
        # The specification (XDG base directories) says that a relative one is to be ignored.
        base = Path(named) if named.startswith("/") else Path.home() / elsewhere
    return base / _PROGRAM
