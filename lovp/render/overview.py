"""The overview as the grids of one screen; a usual plan leaves a line of 80 by 24 for the next command."""

from collections.abc import Iterator, Sequence
from datetime import date

from lovp.i18n import _, ngettext, spoken
from lovp.model import Milestone
from lovp.progress.overview import Overview
from lovp.progress.values import Status, TargetProgress
from lovp.render import figures, sentences, words
from lovp.render.grid import Column, Field, Grid, StatusCell, text
from lovp.render.outcome_report import short_id
from lovp.render.target_columns import TargetField, fields, target_table

_WIDE = 110
"""From this width on there is room for more of what lags and of what was recorded last."""
_MOST_SIGNS = 8
"""So many signs stand for as many targets; more are cut short."""
_NAMED = 5
"""So many of those that have not reported are named, if they are no more."""


def grids(view: Overview, width: int) -> list[Grid]:
    """The areas, what lags, and what comes and was recorded last, for a terminal so wide."""
    lagging, latest = (6, 3) if width >= _WIDE else (4, 2)
    lags = view.lagging[:lagging]
    dated = _dated(view, latest)._replace(notes=tuple(_closing(view, len(lags), width)))
    return [_areas(view), _lagging(view, lags), dated] if lags else [_areas(view), dated]


def _areas(view: Overview) -> Grid:
    """How many targets are where in each area, how many others are begun, and what is furthest behind."""
    found = [status for status in words.ORDER if any(status in area.counts for area in view.areas)]
    shown = {status: words.when_over(status) if view.progress.is_over else status for status in found}
    columns = (
        Column(_("Area"), whole=True),
        *(Column(words.labelled(status), style=words.COLOURS[status]) for status in shown.values()),
        Column(_("Others begun"), number=True),
        Column(_("Furthest behind"), wide=1, whole=True, style="quiet"),
    )
    rows = []
    for area in view.areas:
        # The first of the names that an area may have: the line is for its figures.
        name = area.name.split(",")[0]
        signs = (_signs(area.counts.get(status, 0), words.SIGNS[shown[status]]) for status in found)
        others = f"{area.active}/{area.followed}" if area.followed else ""
        rows.append((name, *signs, others, area.worst.target.name if area.worst else ""))
    return Grid("", columns, tuple(rows))


def _signs(count: int, sign: str) -> str:
    """3 ●●●, a sign for each target, held together."""
    more = "…" if count > _MOST_SIGNS else ""
    return f"{count}\N{NO-BREAK SPACE}{sign * min(count, _MOST_SIGNS)}{more}" if count else ""


def _lagging(view: Overview, lags: Sequence[TargetProgress]) -> Grid:
    is_over, day = view.progress.is_over, view.progress.as_of
    count = _("{value} of {of}").format(value=len(lags), of=len(view.lagging))
    count = count if len(lags) < len(view.lagging) else str(len(lags))
    title = (_("Not reached") if is_over else _("Behind")) + f": {count}"
    below = Column(_("Below the goal") if is_over else _("Below expected"), whole=True, style="bad")
    # At the end of the year the goal is what is expected; where room lacks, the last of these go first.
    figures_alone = fields("outcome goal bar" if is_over else "outcome expected goal bar rate")
    chosen: list[TargetField] = [
        text(title, lambda each: StatusCell(each.status, each.target.name)),
        *(each._replace(column=each.column._replace(wide=at)) for at, each in enumerate(figures_alone, 1)),
        Field(below, lambda each: _short(each, day)),
    ]
    return target_table("", chosen, lags)


def _short(lag: TargetProgress, day: date) -> str:
    """How far behind: 79 deltagare, 20,2 %-enh., 76 dagar sent."""
    target, less = lag.target, figures.difference(lag)
    if lag.status is Status.OVERDUE and target.due:
        days = (day - target.due).days
        return ngettext("{count} day late", "{count} days late", days).format(count=days)
    if less is None or isinstance(target.measure, Milestone):
        return words.status(lag.status)
    text = figures.with_unit(target, abs(less))
    return _("{amount} too many").format(amount=text) if target.at_most else text


def _dated(view: Overview, most: int) -> Grid:
    """What comes next and what was recorded last: when, what, how much, where, and its id."""
    rows: list[tuple[str, str, str]] = []
    for what in view.coming[:most]:
        days = (what.first - view.progress.as_of).days
        when = _("going on") if days < 0 else figures.in_days(days)
        name = figures.key_date(what.name, preliminary=what.preliminary)
        parts = (name, figures.span(what.first, what.last), what.target)
        rows.append(("" if rows else _("Next"), when, " · ".join(filter(None, parts))))
    coming = len(rows)
    for row in view.latest[:most]:
        quantity = sentences.shown_quantity(view.progress.plan, row)
        parts = (f"{row.target}: {quantity}", row.place, short_id(row.id))
        title = "" if len(rows) > coming else _("Latest")
        rows.append((title, figures.day(row.date, short=True), " · ".join(filter(None, parts))))
    return Grid("", (Column(""), Column("", number=True), Column("")), tuple(rows), bare=True)


def _closing(view: Overview, shown: int, room: int) -> Iterator[str]:
    """How many have reported nothing, who they are where they are few, and what can be typed next."""
    plan, is_over = view.progress.plan, view.progress.is_over
    if view.silent:
        every = words.places(plan, plan.smallest[0].kind, len(plan.smallest))
        text = _("{value} of {of}").format(value=len(view.silent), of=every)
        named = f" ({', '.join(view.silent)})" if len(view.silent) <= _NAMED else ""
        yield _("Has not reported") + f": {text}{named}"
    if not view.latest:
        yield _("Nothing is recorded yet. Begin with") + ": lovp log"
        return
    report = spoken(f"lovp export --year {plan.year}")
    hints = [_("The year’s report") + f": {report}" if is_over else _("Record an outcome") + ": lovp log"]
    if len(view.lagging) > shown:
        what = _("All that was not reached") if is_over else _("All that is behind")
        hints.insert(0, f"{what}: " + spoken("lovp progress --only behind"))
    line = " · ".join(hints)
    yield from [line] if len(line) <= room else hints
