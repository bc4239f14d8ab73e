"""The text file for those who find a plan's folder in a file browser and don't know what it is."""

from lovp.model import Plan
from lovp.progress.measures import is_additive
from lovp.render.papers import TEMPLATES
from lovp.text import printable


def render(plan: Plan, writer: str, *, has_schema: bool = True) -> bytes:
    """The file in the plan's language, with the byte order mark and line ends of Notepad on Windows.

    `writer` is whom to ask (empty: not known); `has_schema` says whether targets.schema.json lies beside it.
    """
    template = TEMPLATES.get_template(f"readme.{plan.language}.txt")
    organisation = printable(plan.organisation, 200)
    text = template.render(
        organisation=organisation, example=example(plan), writer=writer, has_schema=has_schema
    )
    return ("\ufeff" + text).replace("\n", "\r\n").encode("utf-8")


def example(plan: Plan) -> str:
    """A command that records an outcome on the plan's largest target."""
    added = [each for each in plan.targets() if is_additive(each) and not each.reads]
    if not added:
        return "lovp log"
    target = max(added, key=lambda each: each.goal or 0)
    place = next((each.name for each in plan.municipalities), "")
    return f"lovp log {target.id} 3 " + (f'"{place}"' if " " in place else place)
