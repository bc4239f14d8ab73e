"""The plan that comes with lovp, as the beginning of another."""

from pathlib import Path

from lovp.errors import LovpError
from lovp.i18n import _
from lovp.plan.load import FILE_NAME

TEMPLATE_YEAR = 2024
_PACKAGE = Path(__file__).parents[1]


def plan_for(year: int) -> tuple[str, tuple[str, ...]]:
    """The text of a targets.yaml for one year, made of the 2024 plan, and what must be looked over in it."""
    from lovp.plan.new_year import move_year
    from lovp.plan.schema import with_schema

    # It lies in the installed package, or at the top of a checkout.
    for file in (_PACKAGE / FILE_NAME, _PACKAGE.parent / FILE_NAME):
        if file.is_file():
            # In a folder of its own, the schema lies beside the plan.
            text = with_schema(file.read_text(encoding="utf-8"))
            return (text, ()) if year == TEMPLATE_YEAR else move_year(text, year)
    raise LovpError(_("The plan that comes with lovp is missing."), _("Install lovp again."))
