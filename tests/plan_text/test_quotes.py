"""Every word that the plan promises is quoted, and every quote, area and id is in order."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tests.plan_text.reading import BULLETS, HEADINGS, RUNNING_TEXT, Bullet, Target, show, squeeze

# The plan's text, into targets.yaml -------------------------------------------------------------------------


def test_the_plan_has_63_bulleted_commitments(bullets: list[Bullet]) -> None:
    """Guards the finding of bullets: one that isn't found would be missed by every test below."""
    assert Counter(bullet.area for bullet in bullets) == BULLETS
    assert len(bullets) == 63
    assert len(set(bullets)) == 63, "two bullets read the same, so one target could stand for both"


def test_every_word_of_every_bullet_is_quoted(bullets: list[Bullet], targets: list[Target]) -> None:
    """A bullet is quoted when targets of its own area leave no word of it out, alone or together.

    So a bullet that promises several things can be several targets, and no promise, number or date is lost
    between them.
    """
    missing: list[str] = []
    for bullet in bullets:
        left = list(bullet.text)
        for target in targets:
            if target.area != bullet.area:
                continue
            if bullet.text in target.source:
                left = []
            elif (start := bullet.text.find(target.source)) >= 0:
                left[start : start + len(target.source)] = "\0" * len(target.source)
            if not left:
                break
        rest = squeeze("".join(left).replace("\0", " "))
        if re.search(r"\w", rest):
            missing.append(f"{bullet.area}: “{bullet.text}” – no target quotes: “{rest}”")
    assert not missing, "bullets of the plan that no target quotes in full:" + show(missing)


def test_only_the_named_promises_come_from_running_text(bullets: list[Bullet], targets: list[Target]) -> None:
    """Everything else quotes a bullet of its own area: nothing is promised that the plan doesn't promise."""
    outside = {
        target.id
        for target in targets
        if not any(
            bullet.area == target.area and (target.source in bullet.text or bullet.text in target.source)
            for bullet in bullets
        )
    }
    assert outside == RUNNING_TEXT


# targets.yaml, back to the plan's text ----------------------------------------------------------------------


def test_every_quote_stands_in_the_plan(doc: dict[str, Any], targets: list[Target], plan: str) -> None:
    text = squeeze(plan)
    quotes = [(f"target {target.id}", target.source) for target in targets]
    quotes += [(f"key date {entry['date']}", squeeze(entry["source"])) for entry in doc["calendar"]]
    whole = [(where, quote, rf"(?<!\w){re.escape(quote)}(?!\w)") for where, quote in quotes]  # no half words
    wrong = [
        f"{where}: “{quote}”" for where, quote, words in whole if not quote or not re.search(words, text)
    ]
    assert not wrong, "quotes that don't stand in the plan:" + show(wrong)


def test_areas_are_the_plans_own(doc: dict[str, Any], plan: str) -> None:
    assert [area["id"] for area in doc["areas"]] == list(HEADINGS.values())
    lines = {line.strip() for line in plan.splitlines()}
    unknown = [area["name"] for area in doc["areas"] if area["name"] not in lines]
    assert not unknown, f"areas that the plan calls something else: {unknown}"


def test_ids_and_names_tell_targets_apart(targets: list[Target]) -> None:
    """An id is typed, and may be shortened: no id is the beginning of another."""
    ids = [target.id for target in targets]
    for found in (ids, [target.raw["name"] for target in targets]):
        twice = [item for item, times in Counter(found).items() if times > 1]
        assert not twice, f"given twice: {twice}"
    odd = [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)]
    assert not odd, f"ids that are not plain a-z, 0-9 and hyphens: {odd}"
    clashes = [(a, b) for a in ids for b in ids if a != b and b.startswith(a)]
    assert not clashes, f"ids that begin with another id: {clashes}"
    long = [t.raw["name"] for t in targets if len(t.raw["name"]) > 40 or not t.raw["name"][0].isupper()]
    assert not long, f"names too long for a table, or without a capital: {long}"
