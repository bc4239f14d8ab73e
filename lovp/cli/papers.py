"""The board's papers, a month's and a year's: what each is made of, and what makes it in each form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from lovp import i18n
from lovp.cli import context, recorded, totals
from lovp.errors import LovpError
from lovp.i18n import _
from lovp.model import Change, Days, Outcome, Plan
from lovp.period import parse_month
from lovp.progress.annual import Annual, annual
from lovp.progress.compute import progress_of
from lovp.progress.summary import Reported, Summary, summarise
from lovp.progress.values import District
from lovp.record.changes import changes

ENDINGS = {"markdown": "md", "csv": "csv", "json": "json", "html": "html", "xlsx": "xlsx", "pdf": "pdf"}
"""What the file of each form ends with."""

BINARY = frozenset({"xlsx", "pdf"})
"""The forms that no terminal can show."""

DIALECTS = ("swedish", "plain")
"""How CSV is written: as Swedish Excel opens it, or as most other programs do."""

_LAST_MOMENT = "23:59:59.999999Z"
"""Of a day, in UTC: a paper has the same bytes wherever it is made."""

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel takes a file for Windows-1252 unless it begins with one."""


class Paper(NamedTuple):
    """A paper by what its file is called, with what makes it in each form, and what its reader must know."""

    name: str
    forms: Mapping[str, Callable[[], bytes]]
    warnings: tuple[str, ...]


class Material(NamedTuple):
    """What a month's paper is made of, and what its reader must know, in the language spoken when asked.

    `days` and `reported` are as `summarise` takes them, None where the outcomes say it all; `districts` are
    those of a roll-up.
    """

    outcomes: Sequence[Outcome]
    changes: Iterable[Change]
    warnings: Callable[[], tuple[str, ...]]
    days: Days | None = None
    reported: Sequence[Reported] | None = None
    districts: tuple[District, ...] = ()


class Source(NamedTuple):
    """Where papers have their figures from, and what goes before their name.

    `known` gives the totals by a day, as known at a moment; `month` the material by a day, with the changes
    since a moment.
    """

    known: Callable[[context.Folder, Plan, date, str | None], totals.Known]
    month: Callable[[context.Folder, Plan, date, str], Material]
    name: str = ""


def _month(folder: context.Folder, plan: Plan, _day: date, since: str) -> Material:
    record = recorded.read(folder, plan)
    return Material(record.outcomes, changes(record, plan, since), partial(recorded.warnings, record))


OWN = Source(totals.known, _month)
"""The folder itself, as a district has it."""


def of_month(folder: context.Folder, month: str, *, excel: bool, source: Source = OWN) -> Paper:
    """The summary of a month. Raises LovpError for one that has not begun, or that no plan is for."""
    chosen = parse_month(month, context.today(), context.choose_plan(folder, None).year)
    plan = context.plan_of(folder, chosen)
    if chosen.first > context.today():
        raise LovpError(_("{month} has not begun.").format(month=chosen), _("Give an earlier month."))
    day = min(chosen.last, context.today())
    found = source.month(folder, plan, day, f"{chosen.before.last}T{_LAST_MOMENT}")
    with i18n.speaking(plan.language):
        warnings = found.warnings()
    summary = summarise(
        plan,
        found.outcomes,
        chosen,
        as_of=day,
        changes=found.changes,
        warnings=warnings,
        days=found.days,
        reported=found.reported,
        districts=found.districts,
    )
    forms: dict[str, Callable[[Summary], str | bytes]] = {
        "markdown": _month_markdown,
        "csv": partial(_month_csv, excel=excel),
        "json": _month_json,
        "html": _month_html,
        "xlsx": _month_xlsx,
        "pdf": _month_pdf,
    }
    made = {form: partial(_made, plan, partial(make, summary)) for form, make in forms.items()}
    return Paper(f"{source.name}{chosen}", made, found.warnings())


def of_year(folder: context.Folder, year: str, *, excel: bool, source: Source = OWN) -> Paper:
    """The year for the annual report. Raises LovpError for one that has not begun, or that no plan is for."""
    plan = context.choose_plan(folder, year)
    if plan.first_day > context.today():
        raise LovpError(_("{month} has not begun.").format(month=plan.year), _("Give an earlier year."))
    day = min(plan.last_day, context.today())
    with i18n.speaking(plan.language):
        found = source.known(folder, plan, day, None)
    stands = progress_of(plan, found.days, day, warnings=found.warnings)
    whole = annual(stands._replace(districts=found.districts))
    forms: dict[str, Callable[[Annual], str | bytes]] = {
        "markdown": _year_markdown,
        "csv": partial(_year_csv, excel=excel),
        "json": _year_json,
        "html": _year_html,
        "xlsx": _year_xlsx,
        "pdf": _year_pdf,
    }
    made = {form: partial(_made, plan, partial(make, whole)) for form, make in forms.items()}
    return Paper(f"{source.name}{plan.year}", made, found.warnings)


def _made(plan: Plan, make: Callable[[], str | bytes]) -> bytes:
    """The paper in the language of the plan."""
    with i18n.speaking(plan.language):
        content = make()
    return content if isinstance(content, bytes) else content.encode()


def _month_markdown(summary: Summary) -> str:
    from lovp.render import markdown, summary_grids, summary_words

    heading, grids = summary_grids.heading(summary), list(summary_grids.grids(summary))
    return markdown.document(heading, grids, summary.progress.warnings, summary_words.lead(summary))


def _month_csv(summary: Summary, *, excel: bool) -> str:
    from lovp.render import summary_data

    return (_BYTE_ORDER_MARK if excel else "") + summary_data.summary_csv(summary, excel=excel)


def _month_json(summary: Summary) -> str:
    from lovp.render import summary_data

    return summary_data.summary_json(summary)


def _month_html(summary: Summary) -> str:
    from lovp.render.page import page

    return page(summary)


def _month_xlsx(summary: Summary) -> bytes:
    from lovp.render import summary_workbook

    return summary_workbook.summary_xlsx(summary)


def _month_pdf(summary: Summary) -> bytes:
    from lovp.render.pdf import pdf

    return pdf(_month_html(summary))


def _year_markdown(whole: Annual) -> str:
    from lovp.render import annual as render
    from lovp.render import markdown

    heading, grids = render.heading(whole), list(render.grids(whole))
    return markdown.document(heading, grids, whole.progress.warnings, render.lead(whole))


def _year_csv(whole: Annual, *, excel: bool) -> str:
    from lovp.render import annual as render

    return (_BYTE_ORDER_MARK if excel else "") + render.annual_csv(whole, excel=excel)


def _year_json(whole: Annual) -> str:
    from lovp.render import annual as render

    return render.annual_json(whole)


def _year_html(whole: Annual) -> str:
    from lovp.render.page import year_page

    return year_page(whole)


def _year_xlsx(whole: Annual) -> bytes:
    from lovp.render import annual_workbook

    return annual_workbook.annual_xlsx(whole)


def _year_pdf(whole: Annual) -> bytes:
    from lovp.render.pdf import pdf

    return pdf(_year_html(whole))
