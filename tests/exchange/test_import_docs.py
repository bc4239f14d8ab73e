"""The mappings that the documents show are mappings of the plan, and say the same in both languages."""

import re
from pathlib import Path

import pytest

from lovp.dates import FORMS
from lovp.exchange.imports.mapping import (
    DateShape,
    MappingShape,
    NumberShape,
    PartShape,
    parse_mapping,
)
from lovp.plan.load import load_plans

ROOT = Path(__file__).parents[2]
PAGES = ("sv/import.md", "en/import.md")


def shown(page: str) -> list[MappingShape]:
    (plan,) = load_plans(ROOT / "targets.yaml")
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    return [parse_mapping(block.encode(), page, plan) for block in blocks]


def test_both_pages_show_the_same_mappings() -> None:
    swedish, english = map(shown, PAGES)
    assert len(swedish) == 2
    assert swedish == english
    assert [*swedish[1].parts()] == ["unga-ledamoter", ""]


@pytest.mark.parametrize("page", PAGES)
def test_every_key_is_described(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for shape in (MappingShape, PartShape, DateShape, NumberShape):
        for key in shape.model_fields:
            assert f"`{key}`" in text, key
    assert "`D/M`" in text
    assert "D/M" in FORMS
