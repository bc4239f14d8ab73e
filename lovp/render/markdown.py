"""Grids as Markdown."""

import re
from collections.abc import Sequence

from lovp.i18n import _
from lovp.render.grid import Bar, Grid, Section, plain


def document(heading: str, sections: Sequence[Section], warnings: Sequence[str]) -> str:
    """A Markdown document: the heading, warnings, and each section's sentences and tables."""
    parts = [f"# {escaped(heading)}"]
    if warnings:
        parts.append("\n".join(f"> **{_('Warning')}:** {escaped(warning)}" for warning in warnings))
    for section in sections:
        parts.append(f"## {escaped(section.title)}" if section.title else "")
        for sentence in section.sentences:
            parts += [escaped(sentence.text), "\n".join(f"- {escaped(line)}" for line in sentence.lines)]
        for grid in section.grids:
            parts += [f"### {escaped(grid.title)}" if grid.title else "", table(grid)]
            parts += [f"_{escaped(note)}_" for note in grid.notes]
    return "\n\n".join(filter(None, parts)) + "\n"


def table(grid: Grid) -> str:
    """The grid as a table; bars are left out, since they repeat a number."""
    from tabulate import tabulate

    shown = [i for i in range(len(grid.columns)) if not any(isinstance(row[i], Bar) for row in grid.rows)]
    return tabulate(
        [[escaped(plain(row[i])) for i in shown] for row in grid.rows],
        headers=[escaped(grid.columns[i].title) for i in shown],
        tablefmt="pipe",
        colalign=["right" if grid.columns[i].number else "left" for i in shown],
        disable_numparse=True,
    )


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, no HTML, no link, no end of a cell."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_\[\]|~#$])", r"\\\1", text)
    # Many readers make a link of a bare address too.
    return re.sub(r"(?i)(?<=[a-z0-9])(:(?=//)|(?<=www)\.)", r"\\\1", text)
