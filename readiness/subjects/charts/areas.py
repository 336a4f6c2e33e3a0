"""Prefectures and governments on a map."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """One prefecture on the map; ``place`` is its class or state, an index into the map's keys.

    ``text`` is its value in words, ``hint`` all that is to be said of it.
    """

    code: str
    name: str
    value: float | None
    text: str
    place: int
    hint: str = ""


@dataclass(frozen=True)
class AreaKey:
    """A class or state of the map: its words, short ones for a narrow box, role and sign.

    Classes have roles c0 to c5 and no sign; a state such as ``not_answered`` has a sign of its own.
    """

    label: str
    short: str
    role: str
    mark: str = ""


@dataclass(frozen=True)
class AreaMap:
    """Prefectures by the class of a value, lowest class first, states after the classes."""

    areas: tuple[Area, ...]
    keys: tuple[AreaKey, ...]
    caution: str = ""

    def of_key(self, place: int) -> list[Area]:
        """The prefectures of one class or state, highest value first."""
        found = [area for area in self.areas if area.place == place]
        return sorted(found, key=lambda area: -(area.value or 0.0))


@dataclass(frozen=True)
class Spot:
    """One government on a map; ``state``: adopted, not_adopted, considering, unknown."""

    code: str
    name: str
    longitude: float
    latitude: float
    state: str


@dataclass(frozen=True)
class SpotMap:
    """Marks of governments: in the whole country, in one ``prefecture``, or around ``oneself``.

    ``named`` codes carry their names where there is room.
    """

    spots: tuple[Spot, ...]
    prefecture: str = ""
    named: tuple[str, ...] = ()
    oneself: Spot | None = None
