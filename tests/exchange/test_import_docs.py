"""The mappings that the documents show are mappings of the plan, and say the same in both languages."""

import re
from pathlib import Path

import pytest

from lovp.exchange.imports.mapping import ImportMapping
from lovp.exchange.imports.mapping_file import DATE_FORMS, FIELD_KEYS, OUTCOME_KEYS, TOP_KEYS, parse_mapping
from lovp.plan.load import load_plans

ROOT = Path(__file__).parents[2]
PAGES = ("sv/import.md", "en/import.md")


def shown(page: str) -> list[ImportMapping]:
    (plan,) = load_plans(ROOT / "targets.yaml")
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    return [parse_mapping(block.encode(), "example", page, plan) for block in blocks]


def test_both_pages_show_the_same_mappings() -> None:
    swedish, english = map(shown, PAGES)
    assert len(swedish) == 2
    assert swedish == english
    assert swedish[1].parts[0].target.fixed == "unga-ledamoter"


@pytest.mark.parametrize("page", PAGES)
def test_every_key_is_described(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for key in {*TOP_KEYS, *OUTCOME_KEYS, *FIELD_KEYS}:
        assert f"`{key}`" in text, key
    assert re.findall(r"`(D/M)`", text)
    assert "D/M" in DATE_FORMS
