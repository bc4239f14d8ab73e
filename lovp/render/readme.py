"""The text file for those who find a plan's folder in a file browser and don't know what it is."""

from lovp.model import Activity, Plan, Sum
from lovp.render.page import environment
from lovp.text import printable


def render(plan: Plan, writer: str, *, has_schema: bool = True) -> bytes:
    """The file in the plan's language, with the byte order mark and line ends of Notepad on Windows.

    `writer` is whom to ask (empty: not known); `has_schema` says whether targets.schema.json lies beside it.
    """
    template = environment().get_template(f"readme.{plan.language}.txt")
    organisation = printable(plan.organisation, 200)
    text = template.render(
        organisation=organisation, example=example(plan), writer=writer, has_schema=has_schema
    )
    return ("\ufeff" + text).replace("\n", "\r\n").encode("utf-8")


def example(plan: Plan) -> str:
    """A command that records an outcome on one of the plan's targets."""
    plain = [
        target.id
        for target in plan.targets()
        if isinstance(target.measure, Sum | Activity) and target.reads is None
    ]
    if not plain:
        return "lovp log"
    command = f"lovp log {'schoolinfo' if 'schoolinfo' in plain else plain[0]} 3"
    known = [town.name for town in plan.municipalities]
    place = "Skövde" if "Skövde" in known else next(iter(known), "")
    if not place:
        return command
    return f'{command} "{place}"' if " " in place else f"{command} {place}"
