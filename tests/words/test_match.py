"""Forgiving words: what people type, and never a guess between two."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lovp import matching
from lovp.cli import options
from lovp.errors import UsageError
from lovp.model import Area
from lovp.plan.load import load_plans
from lovp.text import fold

(PLAN,) = load_plans(Path(__file__).parents[2] / "targets.yaml")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Skövde", "Skövde"),
        ("skovde", "Skövde"),
        ("SKÖVDE", "Skövde"),
        ("  skövde ", "Skövde"),
        ("sko\u0308vde", "Skövde"),  # o and its dots as two signs
        ("skö", "Skövde"),
        ("sko", "Skövde"),
        ("amal", "Åmål"),
        ("öckerö", "Öckerö"),
        ("ockero", "Öckerö"),
        ("goteborg", "Göteborg"),  # whole, though Göteborgsregionen begins so too
        ("Göteborgsr", "Göteborgsregionen"),
        ("skara", "Skara"),
        ("skarab", "Skaraborg"),
        ("lilla edet", "Lilla Edet"),
        ("lilla   edet", "Lilla Edet"),
        ("lilla", "Lilla Edet"),
        ("dals-ed", "Dals-Ed"),
        ("sjuharad", "Sjuhärad"),
    ],
)
def test_places(typed: str, name: str) -> None:
    assert matching.place(PLAN, typed).name == name


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("skar", "Skara, Skaraborg"),
        ("göte", "Göteborg, Göteborgsregionen, Götene"),
        ("var", "Vara, Varberg, Vårgårda"),  # å is a for the one who types, and comes after a in a list
        ("h", "Halland, Halmstad, Herrljunga, Hjo, Hylte, Härryda"),
    ],
)
def test_two_places_are_never_guessed_between(typed: str, names: str) -> None:
    with pytest.raises(UsageError, match="can mean several things") as caught:
        matching.place(PLAN, typed)
    assert caught.value.remedy == f"Write one of them: {names}"
    assert caught.value.exit_code == 2


def test_at_most_eight_are_listed() -> None:
    with pytest.raises(UsageError) as caught:
        matching.target(PLAN, "s")
    listed = caught.value.remedy.removeprefix("Write one of them: ")
    assert listed.endswith(" …")
    assert len(listed.removesuffix(" …").split(", ")) == 8


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("skvöde", "Skövde"),
        ("Trolhättan", "Trollhättan"),
        ("kungälf", "Kungälv"),
        ("gothenborg", "Göteborg"),
    ],
)
def test_did_you_mean(typed: str, meant: str) -> None:
    with pytest.raises(UsageError, match="There is no place") as caught:
        matching.place(PLAN, typed)
    assert typed in caught.value.message
    assert caught.value.remedy.startswith("Did you mean ")
    assert meant in caught.value.remedy


def test_what_is_like_nothing_gets_what_is_least_unlike_or_all_there_is() -> None:
    with pytest.raises(UsageError) as caught:
        matching.place(PLAN, "Vänern")
    assert "Vänersborg" in caught.value.remedy
    with pytest.raises(UsageError) as caught:
        matching.target(PLAN, "qqqqqq")
    assert caught.value.remedy.startswith("Did you mean ")
    assert caught.value.remedy.endswith("? See lovp targets for all of them.")
    assert caught.value.remedy.count(",") == 2
    with pytest.raises(UsageError) as caught:
        matching.area(PLAN, "qqqqqq")
    assert caught.value.remedy.startswith("There are: arbetsmarknad, ")
    assert caught.value.remedy.count(",") == 7


def test_nothing_matches_nothing() -> None:
    for empty in ("", "  ", "\u0308"):
        with pytest.raises(UsageError):
            matching.place(PLAN, empty)
        with pytest.raises(UsageError):
            matching.one_of(empty, {"only": "only"}, "{text}")


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("schoolinfo", "schoolinfo"),
        ("SchoolInfo", "schoolinfo"),
        ("school", "schoolinfo"),
        ("sfi", "sfi"),
        ("skolinformation på gymnasiet", "schoolinfo"),
        ("skolinformation pa gym", "schoolinfo"),
        ("aktivt lo-fack", "aktiva-lofack"),
        ("rso", "rso-dag"),
        ("medlemmar", "medlemmar"),  # whole, though another begins with medlem
        ("första maj", "forsta-maj"),
        ("forsta-maj", "forsta-maj"),
        ("om feminism", "om-feminism"),
        ("ruk", "ruk"),
    ],
)
def test_targets(typed: str, id_: str) -> None:
    assert matching.target(PLAN, typed).id == id_


@pytest.mark.parametrize("typed", ["skolinfo", "medlem", "om", "utbyte"])
def test_two_targets_are_never_guessed_between(typed: str) -> None:
    with pytest.raises(UsageError, match="can mean several things"):
        matching.target(PLAN, typed)


def test_the_id_and_the_name_of_one_target_are_one() -> None:
    # Both its id and its name begin so: they are not two things.
    assert matching.target(PLAN, "serbienprojektet").id == matching.target(PLAN, "serb").id == "serbien"


def test_an_id_goes_before_another_targets_name() -> None:
    names = {"Course": "a", "other": "b"} | {"course": "c"}
    assert matching.one_of("course", names, "{text}") == "c"


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("studier", "studier"), ("stud", "studier"), ("LOKAL", "lokal-verksamhet"), ("opinionsb", "opinion")],
)
def test_areas(typed: str, id_: str) -> None:
    assert matching.area(PLAN, typed).id == id_


def test_a_target_by_any_part_of_its_name_but_an_area_by_the_whole_only() -> None:
    for typed in ("Lokal Verksamhet", "lokal-verksamhet", " STUDIER"):
        found = matching.target_or_area(PLAN, typed)
        assert isinstance(found, Area)
        assert fold(typed) in (fold(found.id), fold(found.name))
    assert matching.target_or_area(PLAN, "schooli") == PLAN.target_by_id["schoolinfo"]
    with pytest.raises(UsageError):
        matching.target_or_area(PLAN, "opinionsb")


@pytest.mark.parametrize(
    ("area", "typed", "id_"),
    [
        (None, "opinionsb", "opinion"),
        (None, "schooli", "schoolinfo"),
        ("skola", "schooli", "schoolinfo"),
        ("studier", "schoolinfo", "schoolinfo"),
    ],
)
def test_what_is_picked_in_an_area_or_without_one(area: str | None, typed: str, id_: str) -> None:
    chosen = PLAN.area_by_id[area] if area else None
    assert matching.target_in(PLAN, chosen, typed).id == id_


def test_nothing_of_another_area_is_picked_by_a_part_of_its_id() -> None:
    with pytest.raises(UsageError):
        matching.target_in(PLAN, PLAN.area_by_id["studier"], "schooli")


@pytest.mark.parametrize("typed", ["dals ed", "DalsEd", "dals-ed kommun", "Dals-Ed Kommun"])
def test_spaces_hyphens_and_the_word_kommun_make_no_difference(typed: str) -> None:
    assert matching.place(PLAN, typed).name == "Dals-Ed"


def test_choices() -> None:
    words = ["table", "markdown", "csv", "json"]
    assert options.choose("json", words, "--format") == options.choose("J", words, "--format") == "json"
    with pytest.raises(UsageError) as caught:
        options.choose("xml{option}", words, "--format")
    assert caught.value.message == "--format: “xml{option}” is not one of the choices."
    assert caught.value.remedy == "There are: table, markdown, csv, json"


def test_every_place_target_and_area_is_found_by_its_own_words() -> None:
    for place in PLAN.places:
        assert matching.place(PLAN, place.name) is place
    for target in PLAN.targets():
        assert matching.target(PLAN, target.id) is matching.target(PLAN, target.name) is target
    for area in PLAN.areas:
        assert matching.area(PLAN, area.id) is matching.area(PLAN, area.name) is area


ANYTHING = st.text(max_size=40) | st.lists(
    st.sampled_from(["sk", "ö", "a", "{", "}", "{text}", "%s", "\x1b[2J", "\n", " ", "-"]), max_size=8
).map("".join)


def complaint(find: Callable[[], object]) -> str:
    """What the usage error says, if there is one."""
    try:
        find()
    except UsageError as error:
        return error.message + error.remedy
    return ""


@given(ANYTHING)
@example("{0}")
@example("{text.__class__}")
@example("\ud800")
@example("x" * 100_000)
def test_any_text_is_found_or_a_usage_error_that_a_terminal_can_show(text: str) -> None:
    for find in (matching.place, matching.target, matching.area):
        said = complaint(partial(find, PLAN, text))
        assert said.isprintable()
        assert len(said) < 600


@given(st.sampled_from([place.name for place in PLAN.places]), st.integers(1, 20))
def test_what_is_found_begins_with_what_was_typed(name: str, length: int) -> None:
    typed = name[:length]
    candidates = [place.name for place in PLAN.places if fold(place.name).startswith(fold(typed))]
    whole = [found for found in candidates if fold(found) == fold(typed)]
    if whole or len(candidates) == 1:
        assert matching.place(PLAN, typed).name == (whole or candidates)[0]
    else:
        with pytest.raises(UsageError, match="several"):
            matching.place(PLAN, typed)


def test_swedish_letters_sort_last() -> None:
    names = ["Öckerö", "Åmål", "Zinkgruvan", "Ängelholm", "Ale", "skara", "Orust", "Skövde", "Skaraborg"]
    assert sorted(names, key=matching.swedish_order) == [
        "Ale",
        "Orust",
        "skara",
        "Skaraborg",
        "Skövde",
        "Zinkgruvan",
        "Åmål",
        "Ängelholm",
        "Öckerö",
    ]
    inner = ["Vårgårda", "Vara", "Värnamo", "Vörå", "Vansbro"]
    assert sorted(inner, key=matching.swedish_order) == ["Vansbro", "Vara", "Vårgårda", "Värnamo", "Vörå"]


def test_fold() -> None:
    assert fold("  Åre  Östra ") == "are ostra"
    assert fold("É") == "e"
    assert fold("A\u030are") == fold("Åre") == "are"


def test_what_is_spelt_exactly_comes_before_what_is_only_alike() -> None:
    names = {"ab": "ab", "a-b": "a-b", "First": "ab", "Fir-st": "a-b"}
    assert [matching.one_of(text, names, "none") for text in ("ab", "a-b", "First", "FIRST")] == [
        "ab",
        "a-b",
        "ab",
        "ab",
    ]
    with pytest.raises(UsageError, match="several things"):
        matching.one_of("f i r s t", names, "none")
