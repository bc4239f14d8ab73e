"""The overview as the grids of one screen; a usual plan leaves a line of 80 by 24 for the next command."""

from collections.abc import Iterator

from lovp.i18n import _, spoken
from lovp.progress.overview import Overview
from lovp.render import figures, words
from lovp.render.grid import Column, Grid, StatusCell, text
from lovp.render.outcome_report import short_id
from lovp.render.progress_grids import TargetField, fields, heading, target_table

_LAGGING, _DATED = 4, 2
"""How many of those that lag are shown, and of what comes and of what was recorded last."""
_MOST_SIGNS = 8
_MOST_NAMED = 2


def grids(view: Overview) -> list[Grid]:
    """The heading and the areas, what lags, and what comes and was recorded last."""
    return [_areas(view), *([_lagging(view)] if view.lagging else []), _dated(view)]


def _areas(view: Overview) -> Grid:
    """How many targets are where in each area, a sign for each, and how many others are begun."""
    found = [status for status in words.ORDER if any(status in area.counts for area in view.areas)]
    shown = [words.when_over(status) if view.progress.is_over else status for status in found]
    columns = [Column(words.labelled(status), style=words.COLOURS[status]) for status in shown]
    rows = []
    for area in view.areas:
        # The first of the names that an area may have: the line is for its figures.
        cells = [area.name.split(",")[0]]
        for counted, status in zip(found, shown, strict=True):
            count = area.counts.get(counted, 0)
            signs = words.SIGNS[status] * min(count, _MOST_SIGNS)
            cells.append(f"{count}\N{NO-BREAK SPACE}{signs}" if count else "")
        rows.append((*cells, f"{area.active}/{area.followed}" if area.followed else ""))
    ends = Column(_("Area"), whole=True), Column(_("Others begun"), number=True)
    return Grid(heading(view.progress), (ends[0], *columns, ends[1]), tuple(rows))


def _lagging(view: Overview) -> Grid:
    """What lags most; where room lacks, the last of its figures go first."""
    is_over = view.progress.is_over
    title, count = _("Not reached") if is_over else _("Behind"), str(len(view.lagging))
    if len(view.lagging) > _LAGGING:
        count = _("{value} of {of}").format(value=_LAGGING, of=count)
    # At the end of the year the goal is what is expected.
    chosen = fields("outcome goal unit bar" if is_over else "outcome expected goal unit bar rate")
    chosen = [each._replace(column=each.column._replace(wide=at)) for at, each in enumerate(chosen)]
    name: TargetField = text(
        f"{title}: {count}", lambda each: StatusCell(each.status, each.target.name), whole=True
    )
    return target_table("", [name, *chosen], view.lagging[:_LAGGING])


def _dated(view: Overview) -> Grid:
    """What comes next and what was recorded last: when, what, how much, where, and its id."""
    rows: list[tuple[str, str, str]] = []
    for at, what in enumerate(view.coming[:_DATED]):
        name = figures.key_date(what.name, preliminary=what.preliminary)
        day = figures.day(what.first, short=True)
        rows.append(("" if at else _("Next"), day, " · ".join(filter(None, (name, what.target)))))
    for at, row in enumerate(view.latest[:_DATED]):
        quantity = words.shown_quantity(view.progress.plan, row)
        parts = (f"{row.target}: {quantity}", row.place, short_id(row.id))
        day = figures.day(row.date, short=True)
        rows.append(("" if at else _("Latest"), day, " · ".join(filter(None, parts))))
    return Grid("", (Column(""), Column("", number=True), Column("")), tuple(rows), tuple(_closing(view)))


def _closing(view: Overview) -> Iterator[str]:
    """How many have reported nothing, the first of them, and what can be typed next."""
    plan = view.progress.plan
    if view.silent:
        every = words.places(plan, plan.smallest[0].kind, len(plan.smallest))
        count = _("{value} of {of}").format(value=len(view.silent), of=every)
        yield _("Has not reported") + f": {count} ({words.listed(view.silent, _MOST_NAMED)})"
    if not view.latest:
        yield _("Nothing is recorded yet.")
    progress = "lovp progress --only behind" if len(view.lagging) > _LAGGING else "lovp progress"
    report = f"lovp export --year {plan.year}" if view.progress.is_over else "lovp log"
    yield _("More: {commands}").format(commands=spoken(f"{progress} · {report}"))
