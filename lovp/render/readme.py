"""The text file for those who find a plan's folder in a file browser and don't know what it is."""

from collections.abc import Sequence

from lovp.model import ADDITIVE, Plan
from lovp.render.page import environment
from lovp.text import printable


def render(plan: Plan, writer: str, ours: Sequence[str]) -> bytes:
    """The file in the plan's language, with the byte order mark and line ends of Notepad on Windows.

    `writer` is whom to ask (empty: not known), and `ours` are the places that its example is from.
    """
    template = environment().get_template(f"readme.{plan.language}.txt")
    organisation = printable(plan.organisation, 200)
    text = template.render(organisation=organisation, example=example(plan, ours), writer=writer)
    return ("\ufeff" + text).replace("\n", "\r\n").encode("utf-8")


def example(plan: Plan, ours: Sequence[str]) -> str:
    """A command that records an outcome on the plan's largest target, in one of our places."""
    added = [each for each in plan.targets() if isinstance(each.measure, ADDITIVE) and not each.reads]
    if not added:
        return "lovp log"
    target = max(added, key=lambda each: each.goal or 0)
    # What lies in our places comes first.
    towns = sorted(plan.municipalities, key=lambda each: not {each.name, each.parent} & {*ours})
    place = towns[0].name if towns else ""
    return f"lovp log {target.id} 3 " + (f'"{place}"' if " " in place else place)
