"""The board's papers, a month's and a year's: the bytes of each form, in the plan's language."""

from lovp import i18n
from lovp.progress.summary import Summary

ENDINGS = {"markdown": "md", "csv": "csv", "json": "json", "html": "html", "xlsx": "xlsx", "pdf": "pdf"}
"""What the file of each form ends with."""
BINARY = frozenset({"xlsx", "pdf"})
"""The forms that no terminal can show."""
DIALECTS = ("swedish", "plain")
"""How CSV is written: as Swedish Excel opens it, or as most other programs do."""


def file_name(summary: Summary, form: str) -> str:
    """The name of the paper's file, such as lovp-2024-05.md; of several districts lovp-rollup-2024-05.md."""
    whose = "rollup-" if summary.progress.districts else ""
    return f"lovp-{whose}{summary.month or summary.progress.plan.year}.{ENDINGS[form]}"


def render(summary: Summary, form: str, *, excel: bool) -> bytes:
    """The paper in one of the forms; with `excel` CSV is written as Swedish Excel opens it."""
    from lovp.render import csv_tables, data, markdown, page, paper, workbook

    with i18n.speaking(summary.progress.plan.language):
        match form:
            case "xlsx":
                return workbook.summary_xlsx(summary)
            case "pdf":
                return page.pdf(page.page(summary))
            case "csv":
                text = csv_tables.summary_csv(summary, excel=excel)
            case "json":
                text = data.summary_json(summary)
            case "markdown":
                sections = paper.sections(summary)
                text = markdown.document(paper.heading(summary), sections, summary.progress.warnings)
            case _:
                text = page.page(summary)
    return text.encode()
