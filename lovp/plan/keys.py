"""The keys of targets.yaml: which mapping takes which, and what to say of one that is wrong or missing."""

import difflib

from lovp.folding import fold
from lovp.i18n import _
from lovp.plan import schema
from lovp.plan.nodes import NodePath
from lovp.plan.source import shown

SHAPES: dict[tuple[str, ...], type[schema.Shape]] = {
    (): schema.PlanShape,
    ("status",): schema.StatusShape,
    ("places", "*"): schema.SubregionShape,
    ("places", "*", "municipalities", "*"): schema.MunicipalityShape,
    ("calendars", "*"): schema.CalendarShape,
    ("calendars", "*", "terms", "*"): schema.SpanShape,
    ("calendars", "*", "breaks", "*"): schema.SpanShape,
    ("calendars", "*", "holidays", "*"): schema.HolidayShape,
    ("calendar", "*"): schema.KeyDateShape,
    ("areas", "*"): schema.AreaShape,
    ("areas", "*", "targets", "*"): schema.UnsureShape,
}
"""The mappings of a plan by the pattern of their path."""

_EXAMPLES = {
    "organisation": "organisation: LO-distriktet i Västsverige",
    "year": "year: 2025",
    "language": "language: sv",
    "areas": "areas:",
    "subregion": "subregion: Skaraborg",
    "from": "from: 2024-01-09",
    "to": "to: 2024-06-14",
    "date": "date: 2024-03-08",
    "targets": "targets:",
    "measure": "measure: sum",
    "over": "over: municipalities",
    "unit": "unit: deltagare",
    "id": "id: schoolinfo",
    "name": "name: Studiekonferens",
    "source": 'source: "340 deltagare i grundutbildning"',
}
_MOST_HOMES = 2


def pattern(path: NodePath) -> tuple[str, ...]:
    """The path with every number, and the id of a calendar, as `*`."""
    return tuple(
        "*" if isinstance(step, int) or path[:number] == ("calendars",) else step
        for number, step in enumerate(path)
    )


def holder(within: tuple[str, ...]) -> str:
    """What the mapping with this pattern is called in a sentence."""
    names = {
        (): _("a plan"),
        ("status",): _("status"),
        ("places", "*"): _("a subregion"),
        ("places", "*", "municipalities", "*"): _("a municipality"),
        ("calendars", "*"): _("a calendar"),
        ("calendars", "*", "terms", "*"): _("a term"),
        ("calendars", "*", "breaks", "*"): _("a break"),
        ("calendars", "*", "holidays", "*"): _("a holiday"),
        ("calendar", "*"): _("a key date"),
        ("areas", "*"): _("an area"),
        ("areas", "*", "targets", "*"): _("a target"),
    }
    return names[within]


def nearest(word: str, words: tuple[str, ...]) -> str:
    """The one of the words that was perhaps meant, or nothing; only the first few hundred are tried."""
    folded = {fold(known): known for known in words[:300]}
    close = difflib.get_close_matches(fold(word[:100]), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def did_you_mean(word: str, words: tuple[str, ...]) -> str:
    """A question with the nearest of the words, or nothing."""
    guess = nearest(word, words)
    return _('Did you mean "{word}"?').format(word=guess) if guess else ""


def missing_key(path: NodePath) -> tuple[str, str]:
    """What to say of a required key that isn't there, and what to do; `path` ends with the key."""
    key = str(path[-1])
    message = _("{key}: is missing; {holder} needs it").format(key=key, holder=holder(pattern(path[:-1])))
    return message, _("Add it, for example: {example}").format(example=_EXAMPLES.get(key, f"{key}: …"))


def meant_key(path: NodePath, measure: str) -> str:
    """The key that was perhaps meant by an unknown one, or nothing."""
    return nearest(str(path[-1]), _known(pattern(path[:-1]), measure))


def _known(within: tuple[str, ...], measure: str) -> tuple[str, ...]:
    """The keys of a mapping; those of a target depend on its measure."""
    shape = SHAPES[within]
    return schema.keys_of(schema.MEASURES.get(measure, shape) if shape is schema.UnsureShape else shape)


def unknown_key(path: NodePath, measure: str) -> tuple[str, str]:
    """What to say of a key that its mapping doesn't take; `measure` is the target's, if any."""
    key = str(path[-1])
    within = pattern(path[:-1])
    if SHAPES[within] is schema.UnsureShape and key in schema.keys_of(schema.UnsureShape):
        return _misplaced(key, measure)
    message = _("{key}: is not a key of {holder}").format(key=shown(key), holder=holder(within))
    homes = [holder(home) for home, other in SHAPES.items() if key in schema.keys_of(other)]
    if 0 < len(homes) <= _MOST_HOMES:
        remedy = _("It belongs to {holder}: check the indentation.")
        return message, remedy.format(holder=" / ".join(homes))
    known = _known(within, measure)
    return message, did_you_mean(key, known) or _("These are known: {words}.").format(words=", ".join(known))


def _misplaced(key: str, measure: str) -> tuple[str, str]:
    """A key that other measures have."""
    homes = ", ".join(name for name, shape in schema.MEASURES.items() if key in schema.keys_of(shape))
    message = _("{key}: is not used with measure: {measure}").format(key=key, measure=shown(measure))
    return message, _("Take it away, or choose one of the measures that have it: {words}.").format(
        words=homes
    )
