"""What is offered at a question: targets with where they stand, places in the order of likelihood, days."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from lovp.cli import context, recorded
from lovp.cli.match import swedish_order
from lovp.i18n import _, current
from lovp.model import Area, Place, Plan
from lovp.period import weekday_name
from lovp.progress.compute import progress_of
from lovp.progress.values import TargetProgress
from lovp.render import figures, sentences

Words = list[tuple[str, str]]
_LATELY = 5
"""Places that come first since they were used last."""
_WEEK = 7


def places(places: Iterable[Place], recent: Sequence[str], ours: Collection[str]) -> Words:
    """The places to offer, each with its subregion, the `recent` ones first, the latest on top.

    Then come the subregions that are `ours` with all that lies in them, then the rest, each in Swedish order.
    """
    known = {place.name: place for place in places}
    lately = [name for name in recent if name in known][:_LATELY]

    def order(place: Place) -> tuple[int, str]:
        if place.name in lately:
            return lately.index(place.name) - _LATELY, ""
        near = place.name in ours or place.parent in ours
        return (0 if near else 1), swedish_order(place.name)

    ordered = sorted(known.values(), key=order)
    return [(place.name, _about(place, latest=place.name in lately[:1])) for place in ordered]


def _about(place: Place, *, latest: bool) -> str:
    parts = [place.parent or _("subregion"), _("used last") if latest else ""]
    return " · ".join(part for part in parts if part)


def targets(folder: context.Folder, plan: Plan, area: Area) -> Words:
    """The targets of an area, each with its name and where it stands."""
    day = min(context.today(), plan.last_day)
    known = recorded.known(folder, plan, day)
    ids = {target.id for target in area.targets}
    now = progress_of(plan, known.days, day, only=lambda target: target.id in ids)
    return [(each.target.id, f"{each.target.name}: {_so_far(each)}") for each in now.targets()]


def _so_far(progress: TargetProgress) -> str:
    return _("reported") if progress.hidden else sentences.achieved(progress)


def names(plan: Plan) -> Words:
    """Every area and every target, by id, with its name."""
    found = [(area.id, area.name) for area in plan.areas]
    return found + [(target.id, target.name) for target in plan.targets()]


def days(today: date) -> Words:
    """Today, yesterday and the days before them, as they can be typed."""
    words = (_("today"), _("yesterday"), _("day before yesterday"))
    found = []
    for ago in range(_WEEK):
        day = today - timedelta(days=ago)
        word = words[ago] if ago < len(words) else weekday_name(day, current())
        found.append((word, figures.weekday(day, short=True)))
    return found
