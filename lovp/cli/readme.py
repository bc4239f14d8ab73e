"""The text file for those who find a plan's folder in a file browser and don't know what it is."""

import textwrap
from collections.abc import Sequence

from lovp import i18n
from lovp.cells import printable
from lovp.i18n import _
from lovp.model import Activity, Plan, Sum, Target
from lovp.plan.load import READ_ME, SCHEMA_NAME

_WIDTH = 76


def name(plan: Plan) -> str:
    """What the file is called beside this plan."""
    return READ_ME[plan.language]


def content(plan: Plan, writer: str, ours: Sequence[str]) -> bytes:
    """The file in the plan's language, as Notepad on Windows shows it right.

    `writer` is whom to ask (empty: not known), and `ours` are the subregions that its example is from.
    """
    with i18n.speaking(plan.language):
        text = _text(plan, writer, ours)
    return ("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8")


def example(plan: Plan, ours: Sequence[str]) -> str:
    """A command that records an outcome on a target of this plan, in one of our places."""
    plain = [target for target in plan.targets() if _is_plain(target)]
    target = next((target for target in plain if target.id == "schoolinfo"), None) or next(iter(plain), None)
    if target is None:
        return "lovp log"
    words = f"lovp log {target.id} 3"
    place = _place(plan, ours)
    return f'{words} --place "{place}"' if " " in place else f"{words} --place {place}" if place else words


def _is_plain(target: Target) -> bool:
    return isinstance(target.measure, Sum | Activity) and target.reads is None


def _place(plan: Plan, ours: Sequence[str]) -> str:
    """The first municipality of our first subregion; where none is ours, one that everybody knows."""
    known = [name for name in ours if name in plan.place_by_name][:1]
    towns = [place.name for place in plan.municipalities()]
    first = [place.name for place in plan.municipalities() if place.parent in known]
    return next(iter([*first, *known, *(["Skövde"] if "Skövde" in towns else towns)]), "")


def _text(plan: Plan, writer: str, ours: Sequence[str]) -> str:
    asked = (
        _("Ask the office or role that looks after this folder: {writer}.").format(writer=writer)
        if writer
        else _("Ask the office or role that began this folder.")
    )
    parts = [
        _("READ ME"),
        printable(plan.organisation, 200),
        "",
        *_paragraph(
            _(
                "In this folder we follow our yearly plan: what we have promised to do, and what is done "
                "so far. A program, lovp, works out from it how things stand."
            )
        ),
        "",
        _("WHAT IS HERE"),
        *_entry("targets.yaml", _("The plan: areas, targets and dates. Read it; to change it: lovp edit")),
        *_entry("data", _("What was reported: a folder for each year, a file for each office.")),
        *_entry("imports", _("How forms and spreadsheets are read, where we take in such.")),
        *_entry(SCHEMA_NAME, _("Helps text editors to check the plan. Let it be.")),
        *_entry(name(plan), _("This text. Change it as you like.")),
        "",
        _("WHAT YOU MAY DO"),
        *_item(_("Open and read everything here.")),
        *_item(_("Copy the folder. Nothing is lost or counted twice by that.")),
        *_item(_("Report what was done: see below.")),
        "",
        _("WHAT YOU MUST NOT DO"),
        *_item(
            _(
                "Do not change, rename, move or delete what lies in data. If you look at it in Excel, close "
                "it without saving. What was reported wrongly is put right with lovp undo or lovp amend."
            )
        ),
        *_item(_("Do not rename or move targets.yaml.")),
        *_item(
            _(
                "Do not write names, identity numbers, phone numbers or e-mail addresses anywhere here. "
                "Who is a member of a union is sensitive data (GDPR, article 9). We count; we name nobody."
            )
        ),
        *_item(
            _(
                "Do not delete files that are called conflict copy or the like: every row counts once. "
                "lovp check --tidy clears them up."
            )
        ),
        "",
        _("HOW TO REPORT"),
        *_paragraph(_("Open a terminal in this folder. The first time on a computer, write:")),
        "    lovp init",
        *_paragraph(_("Then this asks for all that is needed:")),
        "    lovp log",
        *_paragraph(_("Or in one line, three of something in a place:")),
        f"    {example(plan, ours)}",
        *_paragraph(_("How things stand:")),
        "    lovp",
        *_paragraph(_("If lovp is not on your computer: tell those who are named below what was done.")),
        "",
        _("QUESTIONS"),
        *_paragraph(asked),
    ]
    return "\n".join(parts) + "\n"


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH)


def _item(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _entry(word: str, text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=f"  {word:<20} ", subsequent_indent=" " * 23)
