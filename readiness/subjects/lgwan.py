"""What the notice on LGWAN telework allows for a choice of information: the strictest rule wins.

Plain values in, plain values out. The notice itself is the table information_classes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# Strictest first. "unreadable" comes after the rules that are known: it adds a doubt, not a rule.
OUTCOMES = ("forbidden", "decide", "careful", "unreadable")


@dataclass(frozen=True)
class Ruling:
    """Outcome for one kind of information; ``is_printed`` is false where the reading is ours."""

    class_code: str
    outcome: str
    is_printed: bool


def ruling(class_code: str, rule_code: str, *, is_bulk: bool, is_satellite: bool) -> Ruling:
    """Outcome of one kind: in bulk or sensitive, in a satellite office or elsewhere.

    The notice forbids bulk or sensitive residents' data in principle, satellite offices excepted. It
    does not say what holds for the exception, nor for small amounts: there each body has to decide.
    """
    if rule_code != "bulk_forbidden":
        return Ruling(class_code, rule_code, rule_code != "unreadable")
    if is_bulk and not is_satellite:
        return Ruling(class_code, "forbidden", True)
    return Ruling(class_code, "decide", False)


def strictest(rulings: Iterable[Ruling]) -> Ruling | None:
    """The ruling that binds all chosen kinds together; None if none was chosen."""
    return min(rulings, key=lambda one: OUTCOMES.index(one.outcome), default=None)
