"""The overview as the parts of one screen."""

from collections.abc import Sequence

from lovp.i18n import _, ngettext, spoken
from lovp.model import Milestone, Outcome, Share
from lovp.progress.measures import points_at_people
from lovp.progress.overview import Ahead, Lag, Overview
from lovp.progress.values import Status
from lovp.render import figures, sentences, words
from lovp.render.grid import Bar, Column, Grid
from lovp.render.outcome_grid import short_id
from lovp.render.progress_grids import heading
from lovp.render.screen import SIDE_BY_SIDE, Part, Screen

_SHOWN = {SIDE_BY_SIDE: (8, 4, 4), 110: (6, 4, 3), 0: (4, 3, 2)}
"""From a width on, how many that lag, that come and that were recorded last.

A usual plan leaves a line of 80 by 24 for the next command.
"""
_NAMES_WORST = 120
"""From this width on each area has room for the name of what is furthest behind."""
_MOST_SIGNS = 8
"""So many signs stand for as many targets; more are cut short."""
_NAMED = 5
"""So many of those that have not reported are named, if they are no more."""


def screen(view: Overview, width: int) -> Screen:
    """The screen for a terminal of so many columns."""
    lagging, coming, latest = next(most for least, most in _SHOWN.items() if width >= least)
    lags = view.lagging[:lagging]
    names_worst = width >= _NAMES_WORST and len(lags) < view.lagging_in_all
    first, second = [_areas(view, names_worst=names_worst)], [_lagging(view, lags)]
    (first if width >= SIDE_BY_SIDE else second).append(_coming(view.coming[:coming]))
    second += [_latest(view, view.latest[:latest]), _silent(view)]
    return Screen(heading(view.progress), first, second, _closing(view, len(lags)))


def _areas(view: Overview, *, names_worst: bool) -> Part:
    """How many targets are where in each area: with headings in words, shorter ones, signs, and no signs.

    What is furthest behind in each is named where there is room, unless all that is behind is shown anyway.
    """
    over = view.progress.is_over
    present = [status for status in words.ORDER if any(status in area.counts for area in view.areas)]
    named = [Status.MISSED if over and status is Status.BEHIND else status for status in present]
    rows, bare = [], []
    for area in view.areas:
        counts = [area.counts.get(status, 0) for status in present]
        # The first of the names that an area may have: the line is for its figures.
        name, others = area.name.split(",")[0], f"{area.active}/{area.followed}" if area.followed else ""
        latest = figures.day(area.last_date, short=True) if area.last_date else ""
        worst = area.worst.target.name if area.worst and names_worst else ""
        rows.append((name, *map(_signs, counts, named), others, latest, worst))
        bare.append((name, *(str(count or "") for count in counts), others, "", ""))
    signs = [words.SIGNS[status] for status in named]
    spelled = [f"{words.SIGNS[status]} {words.status(status)}" for status in named]
    legend = " · ".join([*spelled, _("Others: without a number, begun/all")])

    def form(titles: list[str], others: str, rows: list[tuple[str, ...]], *notes: str) -> Grid:
        columns = (
            *map(Column, (_("Area"), *titles)),
            Column(others, number=True),
            Column(_("Latest"), number=True, wide=2, style="quiet"),
            Column(_("Furthest behind"), wide=1, style="quiet"),
        )
        return Grid("", columns, tuple(rows), notes)

    return [
        form(spelled, _("Others begun"), rows),
        form(spelled, _("Others"), rows),
        form(signs, _("Others"), rows, legend),
        form(signs, _("Others"), bare, legend),
    ]


def _signs(count: int, status: Status) -> str:
    """3 ●●●, a sign for each target."""
    signs = words.SIGNS[status] * min(count, _MOST_SIGNS) + ("…" if count > _MOST_SIGNS else "")
    return f"{count} {signs}" if count else ""


def _lagging(view: Overview, lags: Sequence[Lag]) -> Part:
    is_over = view.progress.is_over
    title = _("Not reached") if is_over else _("Behind")
    count = _("{value} of {of}").format(value=len(lags), of=view.lagging_in_all)
    title += f": {len(lags) if len(lags) == view.lagging_in_all else count}"
    shorts = [_short(lag) for lag in lags]
    longest = max((len(number) for number, _unit in shorts), default=0)
    rows = []
    for (now, _days), (number, unit) in zip(lags, shorts, strict=True):
        rows.append(
            (
                f"{words.SIGNS[now.status]} {now.target.name}",
                figures.outcome(now.target, now.outcome, now.of, hidden=now.hidden),
                # At the end of the year the goal is what is expected.
                "" if is_over else figures.expectation(now.target, now.expected),
                figures.goal(now.target, now.goal),
                Bar(now.done, now.expected_part),
                f"{number:>{longest}} {unit}".rstrip(),
                figures.rate(now.needed_per_week) if now.needed_per_week else "",
            )
        )
    columns = (
        Column(title),
        Column(_("Outcome"), number=True, wide=1),
        Column(_("Expected"), number=True, wide=2),
        Column(_("Goal"), number=True, wide=3),
        Column("", wide=4),
        Column(_("Below the goal") if is_over else _("Below expected"), style="bad"),
        Column(_("A week"), number=True, wide=5),
    )
    return [Grid(title, columns, tuple(rows))]


def _short(lag: Lag) -> tuple[str, str]:
    """How far behind, as a number and what it counts: 79 deltagare, 20,2 %-enh., 76 dagar sent."""
    target, less = lag.now.target, figures.difference(lag.now)
    if isinstance(target.measure, Milestone):
        if lag.days is None:
            return "", _("not done")
        late = ngettext("{count} day late", "{count} days late", lag.days)
        number, _space, unit = late.format(count=lag.days).partition(" ")
        return number, unit
    if less is None:
        return "", words.status(lag.now.status)
    short = less if target.at_most else -less
    if isinstance(target.measure, Share):
        number, _space, unit = figures.points(short).partition(" ")
    elif short == 1 and not target.unit_one:
        number, _space, unit = _("1").partition(" ")
    else:
        number, unit = figures.amount(target, short), figures.unit(target, short)
    return number, _("{unit} too many").format(unit=unit) if target.at_most else unit


def _coming(ahead: Sequence[Ahead]) -> Part:
    columns = (Column(""), Column("", number=True), Column(""), Column("", wide=1, style="quiet"))
    rows = tuple(
        (
            _("going on") if days < 0 else figures.in_days(days),
            figures.span(what.first, what.last),
            figures.key_date(what.name, preliminary=what.preliminary),
            what.target or "",
        )
        for what, days in ahead
    )
    return [Grid(_("Next"), columns, rows, bare=True)]


def _latest(view: Overview, latest: Sequence[Outcome]) -> Part:
    """When, what, how much, where, and by whom."""
    plan, rows = view.progress.plan, []
    for row in latest:
        target = plan.target_by_id[row.target]
        hidden = points_at_people(plan, target, row.of)
        quantity = _("reported") if hidden else sentences.quantity(target, row)
        day = figures.day(row.date, short=True)
        rows.append((day, row.target, quantity, row.place, row.writer, short_id(row.id), row.note))
    more = (Column("", wide=wide, style="quiet") for wide in (1, 2, 3))
    columns = (Column("", number=True), Column(""), Column(""), Column(""), *more)
    return [Grid(_("Latest"), columns, tuple(rows), bare=True)]


def _silent(view: Overview) -> Part:
    """Who has reported nothing, and who they are where they are few."""
    count, plan = len(view.silent), view.progress.plan
    title = _("Has not reported") + ":"
    if not count:
        return [Grid(title, (), ())]
    text = _("{value} of {of}").format(value=count, of=view.places)
    text += " " + plan.word(plan.smallest[0].kind, view.places)
    text += f" ({', '.join(view.silent)})" if count <= _NAMED else ""
    return [Grid(title, (Column(""),), ((text,),), bare=True)]


def _closing(view: Overview, shown: int) -> list[tuple[str, str]]:
    if not view.latest:
        return [(_("Nothing is recorded yet. Begin with"), "lovp log")]
    is_over = view.progress.is_over
    hints = []
    if view.lagging_in_all > shown:
        what = _("All that was not reached") if is_over else _("All that is behind")
        hints.append((what, spoken("lovp progress --only behind")))
    report = spoken(f"lovp export --year {view.progress.plan.year}")
    return [*hints, (_("The year’s report"), report) if is_over else (_("Record an outcome"), "lovp log")]
