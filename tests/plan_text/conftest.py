"""The plan's text and targets.yaml, read once for each module."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plan_text.reading import (
    Bullet,
    Target,
    find_bullets,
    read_plan_text,
    read_targets_yaml,
    squeeze,
)


@pytest.fixture(scope="module")
def plan() -> str:
    return read_plan_text()


@pytest.fixture(scope="module")
def bullets(plan: str) -> list[Bullet]:
    return find_bullets(plan)


@pytest.fixture(scope="module")
def doc() -> dict[str, Any]:
    return read_targets_yaml()


@pytest.fixture(scope="module")
def targets(doc: dict[str, Any]) -> list[Target]:
    return [
        Target(area["id"], target["id"], squeeze(target["source"]), target)
        for area in doc["areas"]
        for target in area["targets"]
    ]
