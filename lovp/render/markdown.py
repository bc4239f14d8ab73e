"""Grids as Markdown."""

import re
from collections.abc import Sequence

from lovp.i18n import _
from lovp.render import words
from lovp.render.grid import Bar, Cell, Grid, Section, StatusCell


def document(heading: str, sections: Sequence[Section], warnings: Sequence[str] = ()) -> str:
    """A Markdown document: the heading, warnings, and each section's sentences and tables."""
    parts = [f"# {escaped(heading)}"]
    if warnings:
        word = _("Warning")
        parts.append("\n".join(f"> **{word}:** {escaped(warning)}" for warning in warnings))
    for section in sections:
        if section.title:
            parts.append(f"## {escaped(section.title)}")
        for sentence in section.sentences:
            parts += [escaped(sentence.text)] if sentence.text else []
            parts += ["\n".join(f"- {escaped(line)}" for line in sentence.lines)] if sentence.lines else []
        for grid in section.grids:
            parts += [f"### {escaped(grid.title)}"] if grid.title else []
            parts += [table(grid), *(f"_{escaped(note)}_" for note in grid.notes)]
    return "\n\n".join(parts) + "\n"


def table(grid: Grid) -> str:
    """The grid as a table; bars are left out, since they repeat a number."""
    from tabulate import tabulate

    chosen = [i for i in range(len(grid.columns)) if not any(isinstance(row[i], Bar) for row in grid.rows)]
    columns = [grid.columns[i] for i in chosen]
    return tabulate(
        [[_cell(row[i]) for i in chosen] for row in grid.rows],
        headers=[escaped(column.title) for column in columns],
        tablefmt="pipe",
        colalign=["right" if column.number else "left" for column in columns],
        disable_numparse=True,
    )


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, no HTML, no link, no end of a cell."""
    if text.replace(" ", "").isalnum():
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_\[\]|~#!$])", r"\\\1", text)
    # Many readers make a link of a bare address too.
    return re.sub(r"(?i)(?<=[a-z0-9])(:(?=//)|(?<=www)\.)", r"\\\1", text)


def _cell(cell: Cell) -> str:
    match cell:
        case StatusCell(status):
            return f"{words.SIGNS[status]} {words.status(status)}" if status else ""
        case str():
            return escaped(cell)
        case Bar():
            return ""
