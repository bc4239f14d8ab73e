"""A form: pyxform converts it without a remark, and of the plan's words none is ever more than a text.

What it asks, on a phone, is tested in the engine of ODK Collect (test_form_in_collect.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp.exchange.form import choices, form, normalise, place_names
from lovp.exchange.form_answers import FIELDS, reader
from lovp.model import Area, Coverage, Level, Measure, Milestone, Place, Plan, Share, Sum
from lovp.render.forms import xlsform
from lovp.text import clean_text
from tests.exchange.exports import called
from tests.exchange.phone import Phone, converted
from tests.progress.build import REGION, TOWN, TOWNS, target
from tests.progress.build import plan as small

pytestmark = pytest.mark.all

SWEDISH, ENGLISH = "Svenska (sv)", "English (en)"
PLAN = small(target(Sum(), name="visits"), target(Share(TOWN), name="young"), target(Level(), name="rank"))


def phone(plan: Plan, *ids: str) -> Phone:
    return Phone(converted(xlsform(plan, form(plan, ids or None))))


def every(plan: Plan) -> list[str]:
    """All targets that have outcomes of their own."""
    return [target.id for target in plan.targets() if target.reads is None]


def test_it_speaks_both_languages_and_asks_for_no_name(real: Plan) -> None:
    texts = phone(real, *every(real)).texts
    assert set(texts) == {SWEDISH, ENGLISH}
    assert set(texts[SWEDISH]) == set(texts[ENGLISH])
    assert "" not in texts[SWEDISH].values()
    same = {name for name, text in texts[ENGLISH].items() if text == texts[SWEDISH][name]}
    # Words of the plan are in its language alone; all others are translated.
    of_the_plan = "(areas|targets|subregions|municipalities)-|/data/where/(subregion|municipality):label"
    assert {name for name in same if not re.match(of_the_plan, name)} == set()
    assert "inga namn" in texts[SWEDISH]["/data/what/intro:label"]
    asked = {row["type"].split()[0] for row in form(real, every(real))["survey"]}
    assert asked == set("begin_group end_group note calculate select_one date integer decimal".split())


def test_what_makes_it_another_form_and_another_version(real: Plan) -> None:
    assert xlsform(real, form(real)) == xlsform(real, form(real))
    renamed = replace(real, places=(*real.places[:-1], replace(real.places[-1], name="Nyort")))
    assert form(renamed)["settings"][0]["version"] != form(real)["settings"][0]["version"]
    assert form(renamed)["settings"][0]["form_id"] == form(real)["settings"][0]["form_id"]
    assert form(real, ["sfi"])["settings"][0]["form_id"] != form(real, ["ssu"])["settings"][0]["form_id"]
    assert re.fullmatch(".*-2024-[0-9a-f]{10}", form(real, every(real))["settings"][0]["form_id"])
    assert "area" not in phone(real, "schoolinfo", "sfi").questions


def test_places_of_one_kind_are_asked_for_alone() -> None:
    towns = replace(PLAN, places=tuple(Place(name, TOWN) for name in TOWNS), place_word=("club", "clubs"))
    assert phone(towns, "visits").questions == ["intro", "date", "count", "target", "municipality"]
    assert called(xlsform(towns, form(towns)), SWEDISH)[0]["municipality"] == "Club"
    regions = replace(PLAN, places=tuple(place for place in PLAN.places if place.parent is None))
    assert phone(regions, "visits").questions == ["intro", "date", "count", "target", "subregion"]
    nowhere = replace(PLAN, places=())
    assert phone(nowhere, "visits", "rank").questions == ["intro", "date", "count", "level", "target"]


def made_of(names: Sequence[str]) -> Plan:
    """A plan with every text as the name of a subregion, a town, an area and a target, and as a unit."""
    measures: tuple[Measure, ...] = (Sum(), Share(TOWN), Coverage(TOWN, 3, "of"), Milestone(), Level())
    places = [
        place for name in names for place in (Place(f"{name} del", REGION), Place(name, TOWN, f"{name} del"))
    ]
    areas = []
    for number, name in enumerate(names):
        targets = tuple(
            replace(target(measure, name=f"t{number}-{at}"), name=name, unit=name, area=f"a{number}")
            for at, measure in enumerate(measures)
        )
        areas.append(Area(f"a{number}", name, targets))
    return replace(small(areas=tuple(areas)), organisation=names[0], places=tuple(places))


HOSTILE = (
    *("${target}", "${x}", "${", "instance('targets')/root/item[name = 'a']/label", "concat('a', \"b\")"),
    *("' or true() or '", "\"&<>'", ']]><output value="1"/>', "-", "=1+1", "“smarta” ‘citat’", "x" * 200),
    *("👩\u200d👩\u200d👧 🇸🇪", "jr:itext('x')", "pulldata('a','b','c','d')", "Habo", "Håbo", "<r>x</r>"),
    *("yes", "no", "true()", "1.0", "NULL", "##", "@year@", "@"),
)


def test_hostile_words_are_only_ever_texts() -> None:
    """Each is shown as it stands, but for `${` and `instance(`, which get a space; no expression changes."""
    plan = made_of(HOSTILE)
    answer = phone(plan, *every(plan))
    harmless = made_of([f"n{number}" for number in range(len(HOSTILE))])
    assert answer.expressions == phone(harmless, *every(harmless)).expressions
    shown = {normalise(text) for name, text in answer.texts[SWEDISH].items() if "-" in name}
    for place in plan.places:
        assert any(text.startswith(normalise(place.name)) for text in shown), place.name
    units = {item["name"]: normalise(item["unit"]) for item in answer.choices["targets"]}
    assert units == {one.id: normalise(one.unit or "") for one in plan.targets()}


plan_text = (
    st.text(min_size=1, max_size=200).map(lambda text: " ".join(clean_text(text).split())).filter(bool)
)


@given(st.lists(plan_text, min_size=1, max_size=30, unique=True))
@example(["Habo", "Håbo", "håbo", "HABO", "Hå bo"])
@example(["x", "x (x)", "X", "x-", "x (x) (x)"])
@example(["!", "?", "x"])
def test_every_name_of_a_place_leads_back_to_it(names: list[str]) -> None:
    """One that is added last changes no other name."""
    plan = replace(small(), places=tuple(Place(name, REGION) for name in names))
    slugs = place_names(plan)
    assert len(set(slugs.values())) == len(names)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs.values())
    assert place_names(replace(plan, places=plan.places[:-1])).items() <= slugs.items()
    labels = choices({slug: name for name, slug in slugs.items()})
    read = reader(plan, ["lovp_form", "subregion"])
    for name, slug in slugs.items():
        assert [read(["1", said])[FIELDS.index("place")] for said in (slug, labels[slug])] == [name, name]
