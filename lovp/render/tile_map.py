"""The map of a target's municipalities: tiles, the darker the nearer the larger place is to its goal."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from lovp.model import Coverage, Plan, Share
from lovp.progress.summary import PlaceState, TargetSummary
from lovp.progress.values import PlaceProgress
from lovp.render import figures

TILE = 36
_SHORT = 4
"""Letters of a name that a tile has room for."""
_STEPS = (Fraction(1, 2), Fraction(3, 4), Fraction(1))
"""The parts of the goal from which on the next darker colour is used."""


class Tile(NamedTuple):
    """A municipality: its corner, its name in full and in short, and its colour, None if unmet."""

    x: int
    y: int
    name: str
    short: str
    step: int | None


class TileMap(NamedTuple):
    """The tiles, and the larger places with their figures and colours."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    parts: tuple[tuple[str, int], ...]


def tile_map(plan: Plan, each: TargetSummary) -> TileMap | None:
    """The map of the target; None where it has no municipalities, or they have no cells on a map."""
    states, target = each.municipalities, each.now.target
    cells = {place.name: place.tile for place in plan.places if place.tile and place.name in states}
    if not cells:
        return None
    counts = PlaceState.ACTIVE if isinstance(target.measure, Coverage) else PlaceState.REPORTED
    steps = {part.place: _step(each, part) for part in each.now.places}
    short = short_names(cells)
    tiles = tuple(
        Tile(
            x=(column - 1) * TILE,
            y=(row - 1) * TILE,
            name=name,
            short=short[name],
            step=steps[plan.part_of[name]] if states[name] is counts else None,
        )
        for name, (column, row) in cells.items()
    )
    said = (figures.outcome(target, part.outcome, part.of, hidden=part.hidden) for part in each.now.places)
    parts = tuple((f"{place} {text}", step) for (place, step), text in zip(steps.items(), said, strict=True))
    width, height = (max(side) * TILE for side in zip(*cells.values(), strict=True))
    return TileMap(width, height, tiles, parts)


def short_names(names: Iterable[str]) -> dict[str, str]:
    """The first letters of each; of those that begin alike, also the letter in which they differ."""
    every, short = list(names), {}
    for name in every:
        alike = [each for each in every if each[:_SHORT] == name[:_SHORT] and each != name]
        own = (letter for at, letter in enumerate(name) if all(each[at : at + 1] != letter for each in alike))
        differs = next(own, "") if alike else ""
        short[name] = name[: _SHORT - len(differs)] + differs
    return short


def _step(each: TargetSummary, part: PlaceProgress) -> int:
    """0 to 3: how near the part is to its own goal, or to that of all."""
    goal = part.goal or (each.now.goal if isinstance(each.now.target.measure, Share) else part.of)
    reached = part.outcome / goal if goal and part.outcome else Fraction(0)
    return sum(reached >= step for step in _STEPS)
