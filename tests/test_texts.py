"""Every text that a user can see exists in Swedish and in English."""

import re

import pytest

from tests.texts import MO, compiled, extracted, translated

_FIELD = re.compile(r"\{[^{}]*\}")


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def test_every_text_has_its_swedish() -> None:
    swedish = translated()
    for message in extracted():
        if message.id:
            known = swedish.get(message.id)
            assert known is not None, f"run make texts: {message.id}"
            assert known.string, message.id
            assert all(forms(known.string)), message.id


def test_no_text_is_left_over() -> None:
    source = extracted()
    left = [message.id for message in translated() if message.id and source.get(message.id) is None]
    assert not left, "run make texts: it drops what is no longer used"


def test_the_compiled_catalogue_is_of_today() -> None:
    assert MO.read_bytes() == compiled(translated()), "run make texts"


def test_translations_keep_the_fields() -> None:
    """A field that is lost is a figure that nobody sees; one that is made up is a crash."""
    for message in translated():
        if message.id:
            wanted = set(_FIELD.findall(forms(message.id)[-1]))
            for form in forms(message.string):
                assert set(_FIELD.findall(form)) == wanted, message.id


@pytest.mark.parametrize("bad", ["“", " ,", "  "])
def test_swedish_typography(bad: str) -> None:
    """Swedish quotes are ”alike” at both ends; a space never stands before a comma."""
    swedish = [form for message in translated() if message.id for form in forms(message.string)]
    assert [form for form in swedish if bad in form] == []
