"""The choices of a subject, as its link spells them and its controls offer them. Text in, values out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from readiness.language.links import without_ending
from readiness.language.wording import listed, t

Value = str | int | tuple[str, ...]
_NAMED = 12  # so many codes are named to whoever asked for another


class UnknownChoice(ValueError):
    """A choice that is not offered; ``str()`` says which are."""


@dataclass(frozen=True)
class One:
    """One code of ``options`` (code -> label); an empty default stands for no choice yet.

    ``digits``: codes are numbers of so many digits, which may be spelled without leading zeros.
    """

    options: Mapping[str, str]
    default: str = ""
    digits: int = 0

    def read(self, text: str) -> str:
        """The code; raises UnknownChoice."""
        if self.digits and re.fullmatch("[0-9]+", text):
            text = text.zfill(self.digits)
        if text in self.options or (not text and not self.default):
            return text
        raise UnknownChoice(_offered(self.options))

    def text(self, value: Value) -> str:
        """As a link spells it."""
        return str(value)


@dataclass(frozen=True)
class Several:
    """Up to ``limit`` codes of ``options``; those of ``default`` unless others are chosen.

    ``is_ordered``: in the order in which they were chosen, not in that of the options.
    """

    options: Mapping[str, str]
    default: tuple[str, ...] = ()
    limit: int = 20
    is_ordered: bool = True

    def read(self, text: str) -> tuple[str, ...]:
        """The codes between commas; raises UnknownChoice."""
        codes = tuple(dict.fromkeys(code for code in text.split(",") if code))
        if len(codes) > self.limit:
            raise UnknownChoice(t("choice.too_many", limit=self.limit))
        if not all(code in self.options for code in codes):
            raise UnknownChoice(_offered(self.options))
        return codes if self.is_ordered else tuple(code for code in self.options if code in codes)

    def known(self, text: str) -> tuple[str, ...]:
        """Those of the codes that are offered, as many as may be chosen."""
        codes = dict.fromkeys(code for code in text.split(",") if code in self.options)
        return tuple(codes)[: self.limit]

    def text(self, value: Value) -> str:
        """As a link spells it."""
        assert isinstance(value, tuple)
        return ",".join(value)


@dataclass(frozen=True)
class Whole:
    """A whole number from ``low`` to ``high``."""

    low: int
    high: int
    default: int

    def read(self, text: str) -> int:
        """The number; raises UnknownChoice."""
        if re.fullmatch(r"[0-9]{1,4}", text) and self.low <= int(text) <= self.high:
            return int(text)
        raise UnknownChoice(t("choice.whole", low=self.low, high=self.high))

    def text(self, value: Value) -> str:
        """As a link spells it."""
        return str(value)


@dataclass(frozen=True)
class Words:
    """Free words, at most ``length`` letters."""

    length: int = 60
    default: str = ""

    def read(self, text: str) -> str:
        """The words; raises UnknownChoice."""
        if len(text) <= self.length:
            return text
        raise UnknownChoice(t("choice.too_long", length=self.length))

    def text(self, value: Value) -> str:
        """As a link spells it."""
        return str(value)


Choice = One | Several | Whole | Words


def read(choice: Choice, text: str) -> Value:
    """The value that ``text`` of a link means, forgiving what a mail put behind it; raises UnknownChoice."""
    try:
        return choice.read(text)
    except UnknownChoice:
        shorter = without_ending(text)
        if shorter == text:
            raise
        try:
            return choice.read(shorter)
        except UnknownChoice:
            pass
        raise


def _offered(options: Mapping[str, str]) -> str:
    codes = [f"{code}" for code in options if code]
    if len(codes) > _NAMED:
        return t("choice.offered_many", codes=listed(codes[:_NAMED]), count=len(codes))
    return t("choice.offered", codes=listed(codes) or t("choice.nothing"))
