"""Every word that the plan promises is quoted, and every quote, area and id is in order."""

import re
from collections import Counter

import pytest

from tests.plan_text.reading import (
    BULLETS,
    COUNTED,
    DOC,
    HEADINGS,
    PLAN,
    RUNNING_TEXT,
    TARGETS,
    Bullet,
    squeeze,
)


def test_the_plan_has_63_bulleted_commitments() -> None:
    """Guards the finding of bullets: one that isn't found would be missed by every test below."""
    assert Counter(bullet.area for bullet in BULLETS) == COUNTED
    assert len(BULLETS) == 63
    assert len(set(BULLETS)) == 63, "two bullets read the same, so one target could stand for both"


@pytest.mark.parametrize("bullet", BULLETS, ids=lambda bullet: bullet.text[:30])
def test_every_word_of_every_bullet_is_quoted(bullet: Bullet) -> None:
    """A bullet is quoted when targets of its own area leave no word of it out, alone or together.

    So a bullet that promises several things can be several targets, and no promise, number or date is lost
    between them.
    """
    left = bullet.text
    for target in TARGETS:
        if target.area == bullet.area:
            if bullet.text in target.source:
                return
            start = bullet.text.find(target.source)
            if start >= 0:
                end = start + len(target.source)
                left = left[:start] + "\0" * (end - start) + left[end:]
    rest = squeeze(left.replace("\0", " "))
    assert not re.search(r"\w", rest), f"no target of {bullet.area} quotes: “{rest}”"


def test_only_the_named_promises_come_from_running_text() -> None:
    """Everything else quotes a bullet of its own area: nothing is promised that the plan doesn't promise."""
    quoting = {
        target.id
        for target in TARGETS
        for bullet in BULLETS
        if bullet.area == target.area and (target.source in bullet.text or bullet.text in target.source)
    }
    assert {target.id for target in TARGETS} - quoting == RUNNING_TEXT


def test_every_quote_stands_in_the_plan() -> None:
    quotes = [target.source for target in TARGETS] + [squeeze(entry["source"]) for entry in DOC["calendar"]]
    text = squeeze(PLAN)
    # No half words.
    wrong = [each for each in quotes if not each or not re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)]
    assert wrong == []


def test_areas_are_the_plans_own() -> None:
    assert [area["id"] for area in DOC["areas"]] == list(HEADINGS.values())
    lines = {line.strip() for line in PLAN.splitlines()}
    assert {area["name"] for area in DOC["areas"]} <= lines


def test_ids_and_names_tell_targets_apart() -> None:
    """An id is typed, and may be shortened: no id is the beginning of another."""
    ids, names = [target.id for target in TARGETS], [target.raw["name"] for target in TARGETS]
    assert len(set(ids)) == len(set(names)) == len(TARGETS)
    assert [each for each in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each)] == []
    assert [(a, b) for a in ids for b in ids if a != b and b.startswith(a)] == []
    # Names that fit into a table, with a capital.
    assert [name for name in names if len(name) > 40 or not name[0].isupper()] == []
