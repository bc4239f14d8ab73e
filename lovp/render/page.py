"""The board's papers as one page of HTML each: nothing is fetched, nothing runs, it can be printed."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from lovp.dates import month_name
from lovp.i18n import _, current
from lovp.progress.summary import Summary
from lovp.render import drawing, figures, grid, paper, words


def page(summary: Summary) -> str:
    """The page of a month or of a year, in the language spoken now."""
    template = environment().get_template("paper.html")
    return template.render(
        language=current(),
        kind=_("Summary for the board") if summary.month else _("For the annual report"),
        heading=paper.heading(summary),
        warning=_("Warning"),
        more=_("Tables and curves"),
        missing=_("Has not reported: {names}."),
        insufficient=_("Not enough: {names}."),
        goal=_("goal {amount}"),
        quarters={month: month_name(month, current())[:3] for month in (1, 4, 7, 10)},
        progress=summary.progress,
        areas={area.name: area for area in summary.areas},
        sections=paper.sections(summary),
        drawing=drawing,
        figures=figures,
        grid=grid,
        paper=paper,
        words=words,
    )


def environment() -> Environment:
    """Where the pages' templates are, and how they are filled in: every text is only ever a text."""
    return Environment(
        loader=PackageLoader("lovp.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
