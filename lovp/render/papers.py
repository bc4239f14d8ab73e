"""The board's papers, a month's and a year's: the bytes of each form, in the plan's language."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from lovp import i18n
from lovp.dates import month_name
from lovp.errors import LovpError
from lovp.i18n import _, current
from lovp.progress import drawing
from lovp.progress.summary import Summary
from lovp.render import csv_tables, data, figures, grid, markdown, paper, words, workbook

ENDINGS = {"markdown": "md", "csv": "csv", "json": "json", "html": "html", "xlsx": "xlsx", "pdf": "pdf"}
"""What the file of each form ends with."""
TEMPLATES = Environment(
    loader=PackageLoader("lovp.render"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""Every text that is filled in is only ever a text."""
TEMPLATES.globals.update(_=_, drawing=drawing, figures=figures, grid=grid, words=words)


def file_name(summary: Summary, form: str) -> str:
    """The name of the paper's file, such as lovp-2024-05.md; of several districts lovp-rollup-2024-05.md."""
    whose = "rollup-" if summary.progress.districts else ""
    return f"lovp-{whose}{summary.month or summary.progress.plan.year}.{ENDINGS[form]}"


def render(summary: Summary, form: str, *, excel: bool) -> bytes:
    """The paper in one of the forms; with `excel` CSV is written as Swedish Excel opens it."""
    with i18n.speaking(summary.progress.plan.language):
        match form:
            case "xlsx":
                return workbook.summary_xlsx(summary)
            case "pdf":
                return pdf(page(summary))
            case "html":
                text = page(summary)
            case "csv":
                text = csv_tables.summary_csv(summary, excel=excel)
            case "json":
                text = data.summary_json(summary)
            case _:
                sections = paper.sections(summary)
                text = markdown.document(paper.heading(summary), sections, summary.progress.warnings)
    return text.encode()


def page(summary: Summary) -> str:
    """The paper as one page of HTML, in the language spoken now: nothing is fetched, nothing runs."""
    return TEMPLATES.get_template("paper.html").render(
        language=current(),
        heading=paper.heading(summary),
        quarters={month: month_name(month, current())[:3] for month in (1, 4, 7, 10)},
        progress=summary.progress,
        areas={area.name: area for area in summary.areas},
        sections=paper.sections(summary),
    )


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
