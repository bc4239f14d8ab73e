"""The board's papers as one page of HTML each: nothing is fetched, nothing runs, it can be printed."""

from typing import TYPE_CHECKING, Any

from lovp.i18n import _, current
from lovp.progress.summary import Summary
from lovp.progress.values import Status
from lovp.render import figures, paper, words
from lovp.render.grid import Cell, StatusCell

if TYPE_CHECKING:
    from jinja2 import Environment

_TONES = {
    Status.REACHED: "good",
    Status.ON_TRACK: "good",
    Status.AT_RISK: "fair",
    Status.PARTLY: "fair",
    Status.BEHIND: "poor",
    Status.MISSED: "poor",
    Status.OVERDUE: "poor",
}


def page(summary: Summary) -> str:
    """The page of a month or of a year, in the language spoken now."""
    template = environment().get_template("paper.html")
    return template.render(
        language=current(),
        title=_("Summary for the board") if summary.month else _("For the annual report"),
        heading=paper.heading(summary),
        warning=_("Warning"),
        warnings=summary.progress.warnings,
        sections=paper.sections(summary),
        cell=_cell,
    )


def environment() -> "Environment":
    """Where the pages' templates are, and how they are filled in: every text is only ever a text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("lovp.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _cell(cell: Cell) -> dict[str, Any]:
    """A cell as its sign, its words and how it looks."""
    if isinstance(cell, StatusCell):
        if cell.status is None:
            return {"sign": "", "text": "", "tone": ""}
        sign, tone = words.SIGNS[cell.status], _TONES.get(cell.status, "")
        return {"sign": sign, "text": words.status(cell.status), "tone": tone}
    return {"sign": "", "text": cell if isinstance(cell, str) else figures.NOTHING, "tone": ""}
