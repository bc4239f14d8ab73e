"""Which day of the plan is which target's: worked out by hand."""

from dataclasses import replace
from datetime import date

from lovp.model import Calendar, KeyDate, Milestone, Target
from lovp.progress.key_dates import dated

OCTOBER = KeyDate("Studiekonferens Västsverige", date(2024, 10, 1), date(2024, 10, 3), "1-3 oktober")
TARGET = Target(
    id="studiekonferens",
    area="studier",
    name="Studiekonferens i vecka 40",
    measure=Milestone(),
    source="vecka 40",
    calendar=Calendar("even", "", ()),
    due=date(2024, 10, 3),
)


def test_a_target_that_is_due_when_a_date_of_its_name_ends_is_that_date() -> None:
    (both,) = dated([OCTOBER], [TARGET])
    assert (both.first, both.last, both.name) == (OCTOBER.first, OCTOBER.last, OCTOBER.name)
    assert (both.key, both.targets) == (OCTOBER, (TARGET,))


def test_another_word_or_another_day_is_another_thing() -> None:
    for other in (replace(TARGET, name="Konferensen"), replace(TARGET, due=date(2024, 10, 1))):
        found = dated([OCTOBER], [other])
        assert {(each.key, each.targets) for each in found} == {(OCTOBER, ()), (None, (other,))}
