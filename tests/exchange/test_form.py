"""A form: pyxform converts it without a remark, and it asks of each kind of target what `lovp log` takes."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lovp.exchange.forms.choices import choices, normalise, place_names
from lovp.exchange.forms.form import Form, form
from lovp.model import Area, Coverage, Level, Measure, Milestone, Place, Plan, Share, Sum
from lovp.render.xlsform import xlsform
from lovp.text import clean_text
from tests.exchange.exports import called
from tests.exchange.phone import Phone, converted
from tests.faults.loaded import SEEN
from tests.needs import needs
from tests.progress.build import REGION, TOWN, TOWNS, target
from tests.progress.build import plan as small

pytestmark = pytest.mark.all

SWEDISH, ENGLISH = "Svenska (sv)", "English (en)"
TARGETS = (
    target(Sum(), name="visits"),
    target(Sum(), name="hours", decimals=2),
    target(Share(TOWN), name="young"),
    target(Share(REGION), name="part", decimals=1),
    target(Coverage(TOWN), name="branch"),
    target(Coverage(REGION), name="organiser"),
    target(Coverage(TOWN, 3, "of"), name="board"),
    target(Milestone(), name="campaign"),
    target(Level(), name="leave", decimals=1),
    target(Level(), name="rank"),
)
PLAN = small(*TARGETS)
ALL = [one.id for one in TARGETS]


def phone(plan: Plan, made: Form | None = None) -> Phone:
    return Phone(converted(xlsform(plan, made or form(plan))))


def every(plan: Plan) -> list[str]:
    """All targets that have outcomes of their own."""
    return [target.id for target in plan.targets() if target.reads is None]


def test_the_real_plan_asks_for_all_that_is_counted_in_the_field(real: Plan) -> None:
    """Of its 76 targets 12 are milestones, and one reads another's outcomes."""
    answer = phone(real)
    assert answer.title == "LO-distriktet i Västsverige 2024"
    assert answer.form_id == "lo-distriktet-i-vastsverige-2024"
    areas = answer.choices("area")
    assert areas == [area.id for area in real.areas]
    offered = [name for area in areas for name in answer.put(area=area).choices("target")]
    assert len(offered) == 63
    assert "unga-ledamoter" in offered
    assert not {"aktiva-lofack", "studiekonferens"} & set(offered)
    answer.put(area="skola", target="schoolinfo")
    assert (answer.get("unit"), answer.get("title")) == (
        "klassrumspresentationer",
        "Skolinformation på gymnasiet",
    )
    assert answer.put(area="lokal-verksamhet", target="arbetarekommuner").get("least") == "1"


def test_all_of_every_plan_can_be_asked_for(real: Plan, full: Plan) -> None:
    for plan in (real, full):
        answer = phone(plan, form(plan, every(plan)))
        asked = [name for area in answer.choices("area") for name in answer.put(area=area).choices("target")]
        assert asked == every(plan)


@needs("java")
def test_odk_validate_has_nothing_against_it(real: Plan, full: Plan) -> None:
    from pyxform.xls2xform import convert

    for plan, made in ((real, form(real)), (full, form(full, every(full)))):
        assert convert(xlsform(plan, made), file_type=".xlsx", validate=True).warnings == []


def test_it_speaks_both_languages_and_asks_for_no_name(real: Plan) -> None:
    texts = phone(real, form(real, every(real))).texts
    assert set(texts) == {SWEDISH, ENGLISH}
    assert set(texts[SWEDISH]) == set(texts[ENGLISH])
    assert "" not in texts[SWEDISH].values()
    assert texts[SWEDISH]["/data/what/target:label"] == "Mål"
    assert texts[ENGLISH]["/data/what/target:label"] == "Target"
    same = {name for name, text in texts[ENGLISH].items() if text == texts[SWEDISH][name]}
    # Words of the plan are in its language alone; all others are translated.
    of_the_plan = "(areas|targets|subregions|municipalities)-|/data/where/(subregion|municipality):label"
    assert {name for name in same if not re.match(of_the_plan, name)} == set()
    assert "inga namn" in texts[SWEDISH]["/data/what/intro:label"]
    asked = {row["type"].split()[0] for row in form(real, every(real)).survey}
    assert asked == {
        "begin_group",
        "end_group",
        "note",
        "calculate",
        "select_one",
        "date",
        "integer",
        "decimal",
    }


def test_the_same_plan_is_the_same_bytes_and_another_one_is_another_version(real: Plan) -> None:
    assert xlsform(real, form(real)) == xlsform(real, form(real))
    version = form(real).settings["version"]
    assert re.fullmatch("[0-9a-f]{10}", version)
    renamed = replace(real, places=(replace(real.places[0], name="Norra delen"), *real.places[1:]))
    assert form(renamed).settings["version"] != version
    assert form(renamed).settings["form_id"] == form(real).settings["form_id"]


def test_a_form_for_some_targets_is_another_form(real: Plan) -> None:
    made = form(real, ["sfi", "schoolinfo"])
    assert made.settings["form_id"] == "lo-distriktet-i-vastsverige-2024-schoolinfo-sfi"
    answer = phone(real, made)
    assert answer.choices("target") == ["schoolinfo", "sfi"]
    assert "area" not in answer.questions
    long = form(real, every(real)).settings["form_id"]
    assert re.fullmatch("lo-distriktet-i-vastsverige-2024-[0-9a-f]{10}", long)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("", set()),
        ("visits", {"subregion", "count"}),
        ("hours", {"subregion", "count"}),
        ("young", {"subregion", "part", "whole"}),
        ("part", {"subregion", "part", "whole"}),
        ("branch", {"subregion", "found"}),
        ("organiser", {"subregion", "found"}),
        ("board", {"subregion", "part", "whole"}),
        ("campaign", {"done"}),
        ("leave", {"level"}),
    ],
)
def test_only_what_a_target_needs_is_asked(name: str, asked: set[str]) -> None:
    answer = phone(PLAN, form(PLAN, ALL)).put(target=name)
    assert answer.shown() == {"target", "date"} | asked
    assert all(answer.needs(question) for question in asked - {"subregion"})


def test_the_place_is_as_near_as_the_target_needs() -> None:
    answer = phone(PLAN, form(PLAN, ALL)).put(target="visits", subregion="north")
    assert (answer.needs("subregion"), answer.needs("municipality")) == (False, False)
    assert answer.choices("municipality") == ["ash", "birch", "cedar"]
    answer.put(target="young")
    assert (answer.needs("subregion"), answer.needs("municipality")) == (True, True)
    assert answer.put(subregion="south").choices("municipality") == ["dill", "elm"]
    answer.put(target="organiser")
    assert answer.needs("subregion")
    assert not answer.asks("municipality")
    assert not answer.put(target="visits", subregion="").asks("municipality")


def test_places_of_one_kind_are_asked_for_alone() -> None:
    towns = replace(PLAN, places=tuple(Place(name, TOWN) for name in TOWNS), place_word=("club", "clubs"))
    workbook = xlsform(towns, form(towns, ["visits", "young"]))
    answer = Phone(converted(workbook)).put(target="visits")
    assert answer.shown() == {"target", "date", "municipality", "count"}
    assert not answer.needs("municipality")
    assert answer.put(target="young").needs("municipality")
    assert answer.choices("municipality") == ["ash", "birch", "cedar", "dill", "elm"]
    assert called(workbook, SWEDISH)[0]["municipality"] == "Club"
    regions = replace(PLAN, places=tuple(place for place in PLAN.places if place.parent is None))
    answer = phone(regions, form(regions, ["visits", "organiser"])).put(target="visits")
    assert answer.shown() == {"target", "date", "count", "subregion"}
    nowhere = replace(PLAN, places=())
    answer = phone(nowhere, form(nowhere, ["visits", "rank"]))
    assert answer.questions == ["intro", "date", "count", "level", "target"]


def test_a_subregion_without_towns_is_not_offered_for_what_is_counted_by_town() -> None:
    bare = replace(PLAN, places=tuple(place for place in PLAN.places if place.parent != "South"))
    answer = phone(bare, form(bare, ALL))
    assert answer.put(target="young").choices("subregion") == ["north"]
    assert answer.put(target="visits").choices("subregion") == ["north", "south"]
    assert not answer.put(subregion="south").asks("municipality")


def made_of(texts: tuple[str, ...]) -> Plan:
    """A plan with every text as the name of a subregion, a town, an area and a target, and as a unit."""
    measures: tuple[Measure, ...] = (Sum(), Share(TOWN), Coverage(TOWN, 3, "of"), Milestone(), Level())
    names = list(dict.fromkeys(texts))
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


plan_text = (
    st.text(min_size=1, max_size=200).map(lambda text: " ".join(clean_text(text).split())).filter(bool)
)
HOSTILE = (
    *("${target}", "${x}", "${", "instance('targets')/root/item[name = 'a']/label", "concat('a', \"b\")"),
    *("' or true() or '", "\"&<>'", ']]><output value="1"/>', "-", "=1+1", "“smarta” ‘citat’", "x" * 200),
    *("👩\u200d👩\u200d👧 🇸🇪", "jr:itext('x')", "pulldata('a','b','c','d')", "Habo", "Håbo", "<r>x</r>"),
    *("yes", "no", "true()", "1.0", "NULL", "##", "@year@", "@"),
)


@settings(deadline=None, max_examples=4)
@given(st.lists(plan_text, min_size=1, max_size=3))
@example(list(HOSTILE[:8]))
@example(list(HOSTILE[8:16]))
@example(list(HOSTILE[16:]))
@example(list(SEEN[:18]))
@example(list(SEEN[18:]))
def test_hostile_words_are_only_ever_texts(texts: list[str]) -> None:
    """Each name is shown as it stands, but for `${` and `instance(`, which get a space, and curly quotes."""
    plan = made_of(tuple(texts))
    answer = phone(plan, form(plan, every(plan)))
    shown = {normalise(text) for name, text in answer.texts[SWEDISH].items() if "-" in name}
    for place in plan.places:
        assert any(text.startswith(normalise(place.name)) for text in shown), place.name
    for name in place_names(plan).values():
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name)
    for area in plan.areas:
        for one in area.targets:
            answer.put(**({"area": area.id} if len(plan.areas) > 1 else {}), target=one.id)
            assert normalise(answer.get("unit")) == normalise(one.unit or "")


@given(st.lists(plan_text, min_size=1, max_size=30, unique=True))
@example(["Habo", "Håbo", "håbo", "HABO", "Hå bo"])
@example(["’a’", "'a'", "‘a’"])
@example(["x", "x (x)", "X", "x-", "x (x) (x)"])
@example(["!", "?", "x"])
def test_every_name_of_a_place_leads_back_to_it(names: list[str]) -> None:
    """One that is added last changes no other name."""
    plan = replace(small(), places=tuple(Place(name, REGION) for name in names))
    slugs, known = place_names(plan), choices(plan)["place"]
    assert len(set(slugs.values())) == len(names)
    assert place_names(replace(plan, places=plan.places[:-1])).items() <= slugs.items()
    for name, slug in slugs.items():
        assert known.find(slug) == known.find(known.labels[slug]) == name
