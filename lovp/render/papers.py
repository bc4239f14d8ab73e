"""The board's papers, a month's and a year's: the bytes of each form, in the plan's language."""

from lovp import i18n
from lovp.progress.standing import Annual
from lovp.progress.summary import Summary

ENDINGS = {"markdown": "md", "csv": "csv", "json": "json", "html": "html", "xlsx": "xlsx", "pdf": "pdf"}
"""What the file of each form ends with."""

BINARY = frozenset({"xlsx", "pdf"})
"""The forms that no terminal can show."""

DIALECTS = ("swedish", "plain")
"""How CSV is written: as Swedish Excel opens it, or as most other programs do."""

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel takes a file for Windows-1252 unless it begins with one."""


def file_name(paper: Summary | Annual, form: str) -> str:
    """The name of the paper's file, such as lovp-2024-05.md; of several districts lovp-rollup-2024-05.md."""
    whose = "rollup-" if paper.progress.districts else ""
    period = paper.month if isinstance(paper, Summary) else paper.progress.plan.year
    return f"lovp-{whose}{period}.{ENDINGS[form]}"


def render(paper: Summary | Annual, form: str, *, excel: bool) -> bytes:
    """The paper in one of the forms; with `excel` CSV is written as Swedish Excel opens it."""
    with i18n.speaking(paper.progress.plan.language):
        if isinstance(paper, Summary):
            content = _month(paper, form, excel=excel)
        else:
            content = _year(paper, form, excel=excel)
    return content if isinstance(content, bytes) else content.encode()


def _month(summary: Summary, form: str, *, excel: bool) -> str | bytes:
    from lovp.render import markdown, summary_data, summary_grids, summary_words, summary_workbook
    from lovp.render.page import page
    from lovp.render.pdf import pdf

    match form:
        case "markdown":
            heading, grids = summary_grids.heading(summary), list(summary_grids.grids(summary))
            return markdown.document(heading, grids, summary.progress.warnings, summary_words.lead(summary))
        case "csv":
            return _begin(summary_data.summary_csv(summary, excel=excel), excel=excel)
        case "json":
            return summary_data.summary_json(summary)
        case "xlsx":
            return summary_workbook.summary_xlsx(summary)
        case "pdf":
            return pdf(page(summary))
        case _:
            return page(summary)


def _year(whole: Annual, form: str, *, excel: bool) -> str | bytes:
    from lovp.render import annual, annual_workbook, markdown
    from lovp.render.page import year_page
    from lovp.render.pdf import pdf

    match form:
        case "markdown":
            heading, grids = annual.heading(whole), list(annual.grids(whole))
            return markdown.document(heading, grids, whole.progress.warnings, annual.lead(whole))
        case "csv":
            return _begin(annual.annual_csv(whole, excel=excel), excel=excel)
        case "json":
            return annual.annual_json(whole)
        case "xlsx":
            return annual_workbook.annual_xlsx(whole)
        case "pdf":
            return pdf(year_page(whole))
        case _:
            return year_page(whole)


def _begin(text: str, *, excel: bool) -> str:
    return _BYTE_ORDER_MARK + text if excel else text
