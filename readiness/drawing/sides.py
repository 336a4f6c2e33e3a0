"""On which side of their points names stand, so that none covers another point or name. Pixels in, sides out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from readiness.language.typesetting import text_width

Side = Literal["right", "left", "above", "below"]
SIDES: tuple[Side, ...] = ("right", "left", "above", "below")  # the earlier, the better
_BEYOND = 100  # times worse than covering a point: a name that is cut off


@dataclass(frozen=True)
class Spot:
    """A drawn point, down and right of a corner; ``name``: "" for one that carries none."""

    key: str
    x: float
    y: float
    name: str


@dataclass(frozen=True)
class _Room:
    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "_Room") -> float:
        """How much of the two is the same place."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0) * max(down, 0)


def sides(
    spots: Sequence[Spot], *, width: float, height: float, letters: float, gap: float
) -> Mapping[str, Side]:
    """Key of each named spot -> the side on which its name of ``letters`` pixels covers least; ``gap``
    pixels lie between it and the middle of the point.
    """
    radius = gap * 0.7
    dots = [_Room(one.x - radius, one.y - radius, one.x + radius, one.y + radius) for one in spots]
    whole = _Room(0, 0, width, height)
    taken: list[_Room] = []
    found: dict[str, Side] = {}
    for spot in (one for one in spots if one.name):
        rooms = {side: _room(spot, side, letters, gap) for side in SIDES}

        def cost(side: Side, rooms: Mapping[Side, _Room] = rooms) -> float:
            room = rooms[side]
            outside = room.shared(room) - room.shared(whole)
            return outside * _BEYOND + sum(room.shared(one) for one in (*dots, *taken))

        found[spot.key] = min(SIDES, key=cost)
        taken.append(rooms[found[spot.key]])
    return found


def _room(spot: Spot, side: Side, letters: float, gap: float) -> _Room:
    wide, high = text_width(spot.name, letters), letters
    if side in ("right", "left"):
        left = spot.x + gap if side == "right" else spot.x - gap - wide
        return _Room(left, spot.y - high / 2, left + wide, spot.y + high / 2)
    top = spot.y - gap - high if side == "above" else spot.y + gap
    return _Room(spot.x - wide / 2, top, spot.x + wide / 2, top + high)
