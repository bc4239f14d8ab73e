"""What the shell offers when the user presses Tab: targets, areas and places of the plan at hand.

Every command imports this to name what completes its options; what it needs is imported at a Tab.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lovp.model import Plan


def targets(incomplete: str) -> list[tuple[str, str]]:
    """The ids of targets that begin with what is typed, each with the target's name."""
    return _begun(incomplete, ((t.id, t.name) for plan in _plan() for t in plan.targets()))


def areas(incomplete: str) -> list[tuple[str, str]]:
    """The ids of areas that begin with what is typed, each with the area's name."""
    return _begun(incomplete, ((area.id, area.name) for plan in _plan() for area in plan.areas))


def places(incomplete: str) -> list[tuple[str, str]]:
    """The places that begin with what is typed, ours first, each municipality with its subregion."""
    from lovp.cli import context, settings

    found = [place for plan in _plan() for place in plan.places]
    if found:
        found = settings.ours_first(context.plan_file(None).parent, found)
    return _begun(incomplete, ((place.name, place.parent or "") for place in found))


def mappings(incomplete: str) -> list[tuple[str, str]]:
    """The mappings for imports, beside the plan, that begin with what is typed."""
    from lovp.cli import context
    from lovp.errors import LovpError
    from lovp.exchange.imports.mappings import mapping_files

    try:
        files = mapping_files(context.plan_file(None).parent)
    except (LovpError, OSError):
        return []
    return _begun(incomplete, ((name, "") for name in files))


def words(choices: Iterable[str]) -> Callable[[str], list[tuple[str, str]]]:
    """A completion of a few fixed words."""
    pairs = [(word, "") for word in choices]
    return lambda incomplete: _begun(incomplete, pairs)


def _begun(incomplete: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    from lovp.folding import fold

    start = fold(incomplete)
    return [(name, remark) for name, remark in pairs if fold(name).startswith(start)]


def _plan() -> "list[Plan]":
    """The plan in use, or nothing: at a Tab there is nowhere to say what is wrong."""
    from lovp.cli import context
    from lovp.errors import LovpError

    try:
        return [context.choose_plan(context.open_folder(None), None)]
    except (LovpError, OSError):
        return []
