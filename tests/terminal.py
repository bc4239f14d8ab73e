"""What a terminal shows, as a picture: real runs, drawn as SVG by rich, with nothing fetched from outside."""

import io
import os
import re
import shlex
import sys
from collections.abc import Mapping
from html import escape

from rich.color import parse_rgb_hex
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Span, Text

_LINES = 50
_SECONDS = 60
_ID = "terminal"
"""The same in every picture, so that one changes only where its text does: each is a file of its own."""
_ASPECT = 0.6
"""How wide a sign is for its height in the fonts below; whatever font there is, it is stretched to that."""
_FONTS = "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
_FORMAT = """\
<svg class="terminal" role="img" viewBox="0 0 {width} {height}" width="{width}" xmlns="http://www.w3.org/2000/svg">
<title>TITLE</title>
<style>
.terminal {{ max-width: 100%; height: auto }}
.terminal > rect {{ stroke: #8b949e }}
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px FONTS; white-space: pre }}
.{unique_id}-title {{ font: bold 17px system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif }}
{styles}
</style>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
_APART = re.compile(r" {2,}|[^\n -\u024f\u2010-\u2026]+")
"""Gaps, and signs that a font may lack: what follows them stands in its column wherever they come from."""
_LINE_CLIP = re.compile(r' clip-path="url\(#terminal-line-\d+\)"')
_NO_TEXT = re.compile(r"<text [^>]*>\n</text>")
_NEW_LINE = re.compile(r"\r+\n")


def _colours(names: str) -> list[tuple[int, int, int]]:
    return [parse_rgb_hex(name) for name in names.split()]


# What VS Code's terminal gives the sixteen names, and many others nearly so.
DARK = TerminalTheme(
    parse_rgb_hex("1e1e1e"),
    parse_rgb_hex("d4d4d4"),
    _colours("000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5"),
    _colours("666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db ffffff"),
)


def picture(ansi: str, *, columns: int, title: str) -> str:
    """What was printed, as a picture (SVG) of a terminal so wide; the same bytes for the same text.

    A line longer than the terminal is cut; of what would move the cursor nothing is heeded.
    """
    console = Console(
        record=True,
        width=columns,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        highlight=False,
    )
    text = Text.from_ansi(_NEW_LINE.sub("\n", ansi).rstrip())
    text.spans.extend(Span(*found.span(), "none") for found in _APART.finditer(text.plain))
    console.print(text, no_wrap=True, overflow="ignore", crop=False)
    literal_title = escape(title).replace("{", "{{").replace("}", "}}")
    shape = _FORMAT.replace("TITLE", literal_title).replace("FONTS", _FONTS)
    drawn = console.export_svg(
        title=title,
        theme=DARK,
        code_format=shape,
        font_aspect_ratio=_ASPECT,
        unique_id=_ID,
    )
    # Lines and blocks join only where the signs themselves are stretched, not the space between them.
    stretched = drawn.replace(" textLength=", ' lengthAdjust="spacingAndGlyphs" textLength=')
    bare = _NO_TEXT.sub("", _LINE_CLIP.sub("", stretched))
    one_each = bare.replace("</text><", "</text>\n<").replace("/><rect", "/>\n<rect")
    return "\n".join(line.strip() for line in one_each.splitlines() if line.strip()) + "\n"


def run(command: str, *, folder: object, columns: int, environment: Mapping[str, str]) -> str:
    """What a real `lovp` prints on a terminal that has colours and so many columns, escapes and all."""
    import pexpect

    words = shlex.split(command)
    program = [sys.executable, "-m", "lovp", *words[1:]] if words[0] == "lovp" else words
    child = pexpect.spawn(
        program[0],
        program[1:],
        cwd=str(folder),
        env=terminal_environment(environment),
        encoding="utf-8",
        timeout=_SECONDS,
        dimensions=(_LINES, columns),
    )
    try:
        child.expect(pexpect.EOF)
        return _NEW_LINE.sub("\n", str(child.before))
    finally:
        child.close(force=True)


def terminal_environment(more: Mapping[str, str]) -> dict[str, str]:
    """The variables of today without those that change how a terminal is seen, and with more."""
    silent = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "TMUX", "TMUX_PANE", "TERM_PROGRAM")
    kept = {name: value for name, value in os.environ.items() if name not in silent}
    return kept | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"} | dict(more)
