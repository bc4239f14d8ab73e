"""The overview as the parts of one screen."""

from typing import NamedTuple

from lovp import names
from lovp.i18n import _, ngettext
from lovp.model import Milestone, Outcome, Share
from lovp.progress.measures import points_at_people
from lovp.progress.overview import Ahead, AreaState, Lag, Overview
from lovp.progress.values import Status
from lovp.render import figures, sentences, words
from lovp.render.grid import Bar
from lovp.render.outcome_grid import short_id
from lovp.render.progress_grids import heading
from lovp.render.screen import Choice, Field, Part, Room, Screen
from lovp.render.terminal import Drawn, drawn


class _Shown(NamedTuple):
    lagging: int
    coming: int
    latest: int


_SHOWN = {Room.NARROW: _Shown(4, 3, 2), Room.WIDE: _Shown(6, 4, 3), Room.BESIDE: _Shown(8, 4, 4)}
"""How many of each: a usual plan leaves a line of 24 for the next command."""
_MOST_SIGNS = 8
"""So many signs stand for as many targets; more are cut short."""
_NAMED = 5
"""So many of the silent are named, if they are no more."""


def screen(view: Overview, room: Room, *, plain: bool) -> Screen:
    """The screen for so much room; `plain` for an old character set."""
    shown = _SHOWN[room]
    lags = view.lagging[: shown.lagging]
    first: list[Choice] = [_areas(view, all_shown=len(lags) == view.lagging_in_all)]
    second: list[Choice] = [[_lagging(view, lags, plain=plain)]]
    (first if room is Room.BESIDE else second).append([_coming(view.coming[: shown.coming])])
    second += [_latest(view, view.latest[: shown.latest]), [_silent(view)]]
    return Screen(heading(view.progress), first, second, _closing(view, len(lags)))


def _areas(view: Overview, *, all_shown: bool) -> Choice:
    """With headings in words; closer together; with their signs alone; and without a sign for each target.

    What is furthest behind in each area is told unless all that is behind is shown anyway.
    """
    present = [status for status in words.ORDER if any(status in area.counts for area in view.areas)]
    names = {status: _name(view, status) for status in present}
    spelled = _status_fields(names, [f"{words.SIGNS[each]} {words.status(each)}" for each in names.values()])
    signs = _status_fields(names, [words.SIGNS[each] for each in names.values()])
    last = Field(_("Latest"), number=True, rank=2)
    worst = Field(_("Furthest behind"), rank=1)
    area, others = Field(_("Area"), least=12), Field(_("Others"), number=True)
    begun = Field(_("Others begun"), number=True)
    rows = tuple(_area_row(each, names, all_shown=all_shown) for each in view.areas)
    bare = tuple(_area_row(each, names, signs=False, all_shown=True) for each in view.areas)
    legend = " · ".join([*(field.title for field in spelled), _("Others: without a number, begun/all")])
    return (
        Part((area, *spelled, begun, last, worst), rows),
        Part((area, *spelled, others, last, worst), rows, gap=1),
        Part((area, *signs, others, last, worst), rows, note=legend),
        Part((area, *signs, others, last, worst), bare, note=legend),
    )


def _status_fields(names: dict[Status, Status], titles: list[str]) -> list[Field]:
    return [
        Field(title, style=words.COLOURS.get(status, "quiet"))
        for status, title in zip(names, titles, strict=True)
    ]


def _name(view: Overview, status: Status) -> Status:
    """What those that are behind are called once the year is over."""
    return Status.MISSED if view.progress.is_over and status is Status.BEHIND else status


def _area_row(
    area: AreaState, names: dict[Status, Status], *, signs: bool = True, all_shown: bool
) -> tuple[Drawn, ...]:
    worst = area.worst.target.name if area.worst and not all_shown else ""
    return (
        # The first of the names that an area may have: the line is for its figures.
        [(area.name.split(",")[0], "")],
        *(_count(area.counts.get(status, 0), each, signs=signs) for status, each in names.items()),
        [(f"{area.active}/{area.followed}" if area.followed else "", "")],
        [(figures.day(area.last_date, short=True) if area.last_date else "", "quiet")],
        [(worst, "quiet")],
    )


def _count(count: int, status: Status, *, signs: bool) -> Drawn:
    """3 ●●●, a sign for each target."""
    if not count:
        return []
    colour = words.COLOURS.get(status, "quiet")
    if not signs:
        return [(str(count), colour)]
    drawn_signs = words.SIGNS[status] * min(count, _MOST_SIGNS) + ("…" if count > _MOST_SIGNS else "")
    return [(f"{count} ", ""), (drawn_signs, colour)]


def _lagging(view: Overview, lags: tuple[Lag, ...], *, plain: bool) -> Part:
    shorts = [_short(lag) for lag in lags]
    longest = max((len(number) for number, _unit in shorts), default=0)
    title = _("Not reached") if view.progress.is_over else _("Behind")
    below = _("Below the goal") if view.progress.is_over else _("Below expected")
    return Part(
        fields=(
            Field(_count_of(title, len(lags), view.lagging_in_all), least=28, style="bold"),
            Field(_("Outcome"), number=True, rank=1),
            Field(_("Expected"), number=True, rank=2),
            Field(_("Goal"), number=True, rank=3),
            Field("", rank=4),
            Field(below, least=longest + 8),
            Field(_("A week"), number=True, rank=5),
        ),
        rows=tuple(
            _lagging_row(view, lag, f"{number:>{longest}} {unit}".rstrip(), plain=plain)
            for lag, (number, unit) in zip(lags, shorts, strict=True)
        ),
    )


def _count_of(title: str, shown: int, count: int) -> str:
    """Behind: 3, or Behind: 4 of 10."""
    if shown == count:
        return f"{title}: {count}"
    return f"{title}: " + _("{value} of {of}").format(value=shown, of=count)


def _lagging_row(view: Overview, lag: Lag, short: str, *, plain: bool) -> tuple[Drawn, ...]:
    now = lag.now
    colour = words.COLOURS[now.status]
    return (
        [(f"{words.SIGNS[now.status]} ", colour), (now.target.name, "")],
        [(figures.outcome(now.target, now.outcome, now.of, hidden=now.hidden), "")],
        # At the end of the year the goal is what is expected.
        [("" if view.progress.is_over else figures.expectation(now.target, now.expected), "")],
        [(figures.goal(now.target, now.goal), "")],
        drawn(Bar(now.done, now.expected_part), ascii_only=plain),
        [(short, colour)],
        [(figures.rate(now.needed_per_week) if now.needed_per_week else "", "")],
    )


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


def _coming(ahead: tuple[Ahead, ...]) -> Part:
    return Part(
        title=_("Next"),
        fields=(
            Field(""),
            Field("", number=True),
            Field("", least=20),
            Field("", rank=1),
        ),
        rows=tuple(_coming_row(each) for each in ahead),
    )


def _coming_row(each: Ahead) -> tuple[Drawn, ...]:
    what = each.what
    return (
        [(_("going on") if each.days < 0 else figures.in_days(each.days), "")],
        [(figures.span(what.first, what.last), "")],
        [(figures.key_date(what.name, preliminary=what.preliminary), "")],
        [(what.target or "", "quiet")],
    )


def _latest(view: Overview, latest: tuple[Outcome, ...]) -> Choice:
    """With units; and without, where the target alone must say what they are."""
    fields = (
        Field("", number=True),
        Field("", least=12),
        Field(""),
        Field("", least=8),
        Field("", least=8),
        Field("", rank=1),
        Field("", rank=2),
    )
    full, bare = (tuple(_latest_row(view, row, units=units) for row in latest) for units in (True, False))
    return Part(fields, full, _("Latest")), Part(fields, bare, _("Latest"))


def _latest_row(view: Overview, row: Outcome, *, units: bool) -> tuple[Drawn, ...]:
    """When, what, how much, where, and by whom."""
    plan = view.progress.plan
    target = plan.target_by_id[row.target]
    quantity = sentences.quantity if units else sentences.bare_quantity
    hidden = points_at_people(plan, target, row.of)
    return (
        [(figures.day(row.date, short=True), "")],
        [(row.target, "")],
        [(_("reported") if hidden else quantity(target, row), "")],
        [(row.place, "")],
        [(row.writer, "quiet")],
        [(short_id(row.id), "quiet")],
        [(row.note, "quiet")],
    )


def _silent(view: Overview) -> Part:
    """Who has reported nothing, and who they are where they are few."""
    count = len(view.silent)
    text = _("{value} of {of}").format(value=count, of=view.places)
    plan = view.progress.plan
    text += " " + (plan.word(plan.smallest[0].kind, view.places) if count else "")
    if count <= _NAMED:
        text += ": " + ", ".join(view.silent)
    return Part(title=_("Silent"), fields=(Field("", least=20),), rows=(([(text, "")],),) if count else ())


def _closing(view: Overview, shown: int) -> list[tuple[str, str]]:
    plan = view.progress.plan
    if not view.latest:
        return [(_("Nothing is recorded yet. Begin with"), "lovp log")]
    hints = []
    if view.lagging_in_all > shown:
        what = _("All that was not reached") if view.progress.is_over else _("All that is behind")
        hints.append((what, names.spoken_command_line("lovp progress --only behind")))
    if view.progress.is_over:
        return [
            *hints,
            (_("The year’s report"), names.spoken_command_line(f"lovp export --year {plan.year}")),
        ]
    return [*hints, (_("Record an outcome"), "lovp log")]
