"""What holds for any outcomes of districts: one alone is itself, order is nothing, the parts add up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lovp.model import ADDITIVE, Coverage, Level, Milestone, Number, Outcome, Plan, Share, Target
from lovp.progress.values import Progress, TargetProgress
from tests.progress.build import progress, these
from tests.progress.joint_build import Reports, together
from tests.progress.test_properties import PLAN, TARGETS, days, rows_of

reports = rows_of


def own(name: str, scale: int = 1) -> Plan:
    """The plan of the other properties as a district's: all of it central, goals made larger or smaller."""
    areas = tuple(
        replace(area, targets=tuple(_scaled(target, area.id, scale) for target in area.targets))
        for area in PLAN.areas
    )
    return replace(PLAN, organisation=name, areas=areas)


def _scaled(target: Target, area: str, scale: int) -> Target:
    fixed = isinstance(target.measure, Share | Milestone | Level) or target.goal is None
    goal: Number | None = target.goal if fixed else (target.goal or 0) * scale
    return replace(target, area=area, central=target.id, goal=goal)


def figures(progress: TargetProgress) -> tuple[object, ...]:
    """All that a target's progress says, without what the target is."""
    return tuple(progress[at] for at, name in enumerate(progress._fields) if name not in ("target", "places"))


def by_id(progress: Progress) -> dict[str, TargetProgress]:
    return {each.target.id: each for each in progress.targets()}


@given(reports, days)
def test_one_district_together_is_itself(rows: list[Outcome], day: date) -> None:
    if not any(row.date <= day for row in rows):
        return
    alone = by_id(progress(own("A"), rows, day))
    for id_, whole in by_id(together({"A": (own("A"), rows)}, day)).items():
        measure = alone[id_].target.measure
        if isinstance(measure, Level):
            continue
        if isinstance(measure, Milestone):
            done = alone[id_].outcome == 1
            assert these(whole.outcome, whole.of, whole.expected) == (done, 1, alone[id_].expected)
            continue
        # All that a district reports is within it.
        whole, its_own = (each._replace(unplaced=None) for each in (whole, alone[id_]))
        assert figures(whole) == figures(its_own), id_


@given(st.permutations("ABC"), reports, reports, reports, days)
def test_the_order_of_districts_is_nothing(
    order: Sequence[str], first: list[Outcome], second: list[Outcome], third: list[Outcome], day: date
) -> None:
    all_: Reports = {
        "A": (own("A"), first),
        "B": (own("B", 2), second),
        "C": (own("C", 3), third),
    }
    straight = by_id(together(all_, day))
    turned = by_id(together({name: all_[name] for name in order}, day))
    assert list(straight) == list(turned) == [target.id for target in TARGETS]
    for id_, whole in straight.items():
        one, other = (each._replace(missing=None, insufficient=None) for each in (whole, turned[id_]))
        assert figures(one) == figures(other)
        assert sorted(whole.missing or ()) == sorted(turned[id_].missing or ())
        assert sorted(whole.insufficient or ()) == sorted(turned[id_].insufficient or ())
        assert {part.place: part for part in whole.places} == {
            part.place: part for part in turned[id_].places
        }


@given(reports, reports, days)
def test_the_districts_add_up(first: list[Outcome], second: list[Outcome], day: date) -> None:
    """To outcomes and goals and, but for parts of things, to what is expected."""
    both: Reports = {"A": (own("A"), first), "B": (own("B", 3), second)}
    whole = together(both, day)
    parts = [by_id(together(both, day, place=name)) for name in both]
    for id_, stands in by_id(whole).items():
        each = [part[id_] for part in parts]
        assert stands.reported == sum(part.reported for part in each)
        if isinstance(stands.target.measure, Share):
            of = sum((part.of or Fraction(0) for part in each), Fraction(0))
            value = sum(((part.of or 0) * (part.outcome or 0) for part in each), Fraction(0))
            assert stands.outcome == (value / of if of else None)
        elif isinstance(stands.target.measure, (*ADDITIVE, Coverage)) and stands.target.unit != "districts":
            known = [part for part in each if part.outcome is not None]
            assert (stands.outcome or 0) == sum(part.outcome or 0 for part in known)
            assert (stands.goal or 0) == sum(part.goal or 0 for part in each)
            # Of each district the part of a thing is taken away, of all together only once.
            alone = sum(part.expected or 0 for part in each)
            assert alone <= (stands.expected or 0) < alone + len(each)
            assert [part.outcome for part in stands.places] == [part.outcome for part in each]
