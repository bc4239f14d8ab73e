"""The text file for those who find a plan's folder in a file browser and don't know what it is."""

from collections.abc import Sequence

from lovp.model import Activity, Plan, Sum
from lovp.render.page import environment
from lovp.text import printable


def render(plan: Plan, writer: str, ours: Sequence[str]) -> bytes:
    """The file in the plan's language, with the byte order mark and line ends of Notepad on Windows.

    `writer` is whom to ask (empty: not known), and `ours` are the places that its example is from.
    """
    text = (
        environment()
        .get_template(f"readme.{plan.language}.txt")
        .render(organisation=printable(plan.organisation, 200), example=example(plan, ours), writer=writer)
    )
    return ("\ufeff" + text).replace("\n", "\r\n").encode("utf-8")


def example(plan: Plan, ours: Sequence[str]) -> str:
    """A command that records an outcome on one of the plan's targets, in one of our places."""
    plain = [
        target.id
        for target in plan.targets()
        if isinstance(target.measure, Sum | Activity) and target.reads is None
    ]
    if not plain:
        return "lovp log"
    command = f"lovp log {'schoolinfo' if 'schoolinfo' in plain else plain[0]} 3"
    towns = plan.municipalities
    our_towns = [town.name for part in ours for town in towns if part in (town.name, town.parent)]
    known = ["Skövde"] if "Skövde" in plan.place_by_name else [town.name for town in towns]
    place = next(iter([*our_towns, *known]), "")
    if not place:
        return command
    return f'{command} "{place}"' if " " in place else f"{command} {place}"
