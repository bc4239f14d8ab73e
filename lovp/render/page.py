"""The board's papers as one page of HTML each, also printed: nothing is fetched, nothing runs."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from lovp.dates import month_name
from lovp.errors import LovpError
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
        quarters={month: month_name(month, current())[:3] for month in (1, 4, 7, 10)},
        progress=summary.progress,
        areas={area.name: area for area in summary.areas},
        sections=paper.sections(summary),
        drawing=drawing,
        figures=figures,
        grid=grid,
        words=words,
    )


def environment() -> Environment:
    """Where the pages' templates are, and how they are filled in: every text is only ever a text."""
    found = Environment(
        loader=PackageLoader("lovp.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["_"] = _
    return found


def pdf(html: str) -> bytes:
    """The page, printed, and tagged for who listens. Raises LovpError where its library is missing."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        raise LovpError(
            _("A PDF needs WeasyPrint, which is not installed here."),
            _("Add it: pipx inject lovp weasyprint. Or print the page from a browser: --format html."),
        ) from None
    printed: bytes = HTML(string=html).write_pdf(pdf_tags=True)
    return printed
