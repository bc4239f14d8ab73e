"""Forms: pyxform converts them without a remark, whatever the plan's words are."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lovp.cells import clean_text
from lovp.exchange.forms.choices import alike, choices
from lovp.exchange.forms.form import Form, form, logged
from lovp.model import Area, Coverage, Level, Measure, Milestone, Place, PlaceKind, Plan, Share, Sum
from lovp.render.xlsform import xlsform
from tests.exchange.phone import Phone, converted
from tests.faults.loaded import SEEN
from tests.needs import needs
from tests.progress.build import plan as small
from tests.progress.build import target

pytestmark = pytest.mark.all

TOWN, REGION = PlaceKind.MUNICIPALITY, PlaceKind.SUBREGION


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


def test_it_speaks_both_languages(real: Plan) -> None:
    texts = phone(real).texts
    assert set(texts) == {"Svenska (sv)", "English (en)"}
    assert {name for name, text in texts["Svenska (sv)"].items() if not text} == set()
    assert set(texts["Svenska (sv)"]) == set(texts["English (en)"])
    assert texts["Svenska (sv)"]["/data/what/target:label"] == "Mål"
    assert texts["English (en)"]["/data/what/target:label"] == "Target"
    same = {name for name, text in texts["English (en)"].items() if text == texts["Svenska (sv)"][name]}
    # Words of the plan are in its language alone; all others are translated.
    of_the_plan = "(areas|targets|subregions|municipalities)-|/data/where/(subregion|municipality):label"
    assert {name for name in same if not re.match(of_the_plan, name)} == set()


def test_nothing_is_asked_for_in_words(real: Plan, full: Plan) -> None:
    for plan in (real, full):
        asked = {row.type.split()[0] for row in form(plan, every(plan)).survey}
        assert asked <= {
            "begin_group", "end_group", "note", "calculate", "select_one", "date", "integer", "decimal"
        }  # fmt: skip
        intro = phone(plan).texts
        assert "inga namn" in intro["Svenska (sv)"]["/data/what/intro:label"]
        assert "no names" in intro["English (en)"]["/data/what/intro:label"]


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


def made_of(texts: tuple[str, ...]) -> Plan:
    """A plan with every text as the name of a subregion, a town, an area and a target, and as a unit."""
    measures: tuple[Measure, ...] = (
        Sum(),
        Share(TOWN),
        Coverage(TOWN),
        Coverage(TOWN, 3, "of"),
        Coverage(REGION),
        Milestone(),
        Level(),
    )
    names = list(dict.fromkeys(texts))
    places = [
        place for name in names for place in (Place(f"{name} del", REGION), Place(name, TOWN, f"{name} del"))
    ]
    areas = []
    for number, name in enumerate(names):
        targets = tuple(
            replace(
                target(measure, name=f"t{number}-{at}", decimals=at % 3),
                name=name,
                unit=name,
                area=f"a{number}",
            )
            for at, measure in enumerate(measures)
        )
        areas.append(Area(f"a{number}", name, targets))
    return replace(small(areas=tuple(areas)), organisation=names[0], places=tuple(places))


plan_text = (
    st.text(min_size=1, max_size=200).map(lambda text: " ".join(clean_text(text).split())).filter(bool)
)
HOSTILE = (
    "${target}",
    "${x}",
    "${",
    "instance('targets')/root/item[name = 'a']/label",
    "concat('a', \"b\")",
    "' or true() or '",
    "\"&<>'",
    ']]><output value="1"/>',
    "-",
    "=1+1",
    "“smarta” ‘citat’",
    "x" * 200,
    "👩\u200d👩\u200d👧 🇸🇪",
    "jr:itext('x')",
    "pulldata('a','b','c','d')",
    "Habo",
    "Håbo",
    "<r>x</r>",
    "yes",
    "no",
    "true()",
    "1.0",
    "NULL",
    "##",
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
    plain_one = phone(made_of(("ord",)), None)
    assert set(answer.questions) >= set(plain_one.questions)
    shown = {alike(text) for name, text in answer.texts["Svenska (sv)"].items() if "-" in name}
    for place in plan.places:
        assert any(text.startswith(alike(place.name)) for text in shown), place.name
    for name in choices(plan).name_of_place.values():
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name)
    for area in plan.areas:
        for one in area.targets:
            answer.put(**({"area": area.id} if len(plan.areas) > 1 else {}), target=one.id)
            assert alike(answer.get("unit")) == alike(one.unit or "")


@given(st.lists(plan_text, min_size=1, max_size=30, unique=True))
@example(["Habo", "Håbo", "håbo", "HABO", "Hå bo"])
@example(["’a’", "'a'", "‘a’"])
@example(["x", "x (x)", "X", "x-", "x (x) (x)"])
@example(["!", "?", "x"])
def test_every_name_of_a_place_leads_back_to_it(names: list[str]) -> None:
    plan = replace(small(), places=tuple(Place(name, REGION) for name in names))
    named = choices(plan)
    assert len(set(named.name_of_place.values())) == len(names)
    for name, slug in named.name_of_place.items():
        assert named.places.understood(slug, labelled=False) == name
        assert named.places.understood(named.places.labels[slug], labelled=True) == name


def test_a_place_that_is_added_last_changes_no_other_name() -> None:
    few = replace(small(), places=(Place("Habo", REGION), Place("Håbo", REGION)))
    more = replace(few, places=(*few.places, Place("HABO", REGION)))
    assert choices(few).name_of_place.items() <= choices(more).name_of_place.items()
    assert choices(few).name_of_place["Habo"] == "habo"


def test_what_is_logged_in_the_field(full: Plan) -> None:
    """Sums, shares, coverages and activities; not what reads another's outcomes, a level or a milestone."""
    assert [one.id for one in logged(tuple(full.targets()))] == [
        "grund",
        "traffar",
        "resor",
        "unga",
        "samordnare",
    ]
