"""The plan that comes with lovp, as the beginning of another."""

from pathlib import Path

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.plan.load import FILE_NAME

TEMPLATE_YEAR = 2024
_PACKAGE = Path(__file__).parents[1]


def template() -> str:
    """The 2024 plan as it ships: in the installed package, or at the top of a checkout."""
    for file in (_PACKAGE / FILE_NAME, _PACKAGE.parent / FILE_NAME):
        if file.is_file():
            return file.read_text(encoding="utf-8")
    raise LovpError(_("The plan that comes with lovp is missing."), _("Install lovp again."))


def plan_for(year: int) -> tuple[str, tuple[str, ...]]:
    """The text of a targets.yaml with one year, and what must be looked over in it."""
    from lovp.plan.json_schema import with_schema

    # In a folder of its own, the schema lies beside the plan.
    text = with_schema(template())
    if year == TEMPLATE_YEAR:
        return text, ()
    from lovp.plan.new_year import only_year

    made = only_year(text, year)
    return made.text, made.review
