"""The words of other files as the plan's targets and places: forgiving about spelling, never a guess."""

from difflib import get_close_matches

from lovp.folding import squeeze
from lovp.i18n import _
from lovp.model import Plan
from lovp.pii import shown

_LONGEST = 100
_ENDINGS = ("", "s")


class Words:
    """What a plan's targets and places are called, each by all its names, squeezed.

    A name that stands for two things stands for none.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._targets = _unambiguous(
            [(name, target.id) for target in plan.targets() for name in (target.id, target.name)]
        )
        # An id comes before another target's name.
        self._targets.update((squeeze(id_), id_) for id_ in plan.target_by_id)
        self._places = _unambiguous(
            [(place.name, place.name) for place in plan.places]
            + [
                (f"{place.name}{ending} kommun", place.name)
                for place in plan.municipalities()
                for ending in _ENDINGS
            ]
        )

    def target(self, text: str) -> str:
        """The id of the target that takes the outcomes of what `text` names.

        Raises LookupError with what is wrong, and what to do about it.
        """
        found = self._targets.get(squeeze(text))
        if found is None:
            message = _("there is no target “{text}” in the plan").format(text=shown(text))
            raise LookupError(message, _near(text, self._targets) or _("See lovp targets for all of them."))
        # The same outcomes serve those that read them.
        return self.plan.target_by_id[found].series

    def place(self, text: str) -> str:
        """The place's name as the plan has it. Raises LookupError as `target`."""
        found = self._places.get(squeeze(text))
        if found is None:
            message = _("there is no place “{text}” in the plan").format(text=shown(text))
            remedy = _("Write the name as the plan does, or say in the mapping's words: what it means.")
            raise LookupError(message, _near(text, self._places) or remedy)
        return found


def _unambiguous(names: list[tuple[str, str]]) -> dict[str, str]:
    known: dict[str, str] = {}
    twice: set[str] = set()
    for name, meaning in names:
        key = squeeze(name)
        if known.setdefault(key, meaning) != meaning:
            twice.add(key)
    return {key: meaning for key, meaning in known.items() if key not in twice}


def _near(text: str, names: dict[str, str]) -> str:
    close = get_close_matches(squeeze(text[:_LONGEST]), names, n=3, cutoff=0.7)
    meant = list(dict.fromkeys(names[key] for key in close))
    return _("Did you mean {names}?").format(names=", ".join(meant)) if meant else ""
