"""Which of the texts that the scan finds a page shows."""

import gettext
import re
from collections.abc import Iterable

from tests.catalogue.scan import Text
from tests.texts import FOLDER

_FIELD = re.compile(r"\{\w+\}")


def spoken(text: Text, language: str) -> set[str]:
    """The forms of a text in a language."""
    if language == "en":
        return {text.text, text.many} - {""}
    with (FOLDER / "lovp.mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    if not text.many:
        return {catalogue.gettext(text.text)}
    return {catalogue.ngettext(text.text, text.many, count) for count in (1, 2)}


def shown(text: Text, language: str, page: list[str]) -> bool:
    """Whether the page has the text, in one of its forms, with anything in the place of its fields."""
    return any(
        all(_is_there(line.strip(), page) for line in form.split("\n") if line.strip())
        for form in spoken(text, language)
    )


def missing(texts: Iterable[Text], language: str, page: str) -> list[str]:
    """The texts that the page does not show."""
    lines = page.splitlines()
    return [text.text for text in texts if not shown(text, language, lines)]


def _is_there(line: str, page: list[str]) -> bool:
    longest = max(_FIELD.split(line), key=len)
    pattern = _line(line)
    return any(longest in each and pattern.search(each) for each in page)


def _line(line: str) -> re.Pattern[str]:
    words = [re.escape(part) for part in _FIELD.split(line)]
    return re.compile(r"(?<!\w)" + "[^\n]+?".join(words) + r"(?!\w)" if all(words) else "[^\n]+?".join(words))
