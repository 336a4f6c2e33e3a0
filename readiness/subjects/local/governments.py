"""The local governments of the newest round: who can be chosen, by code or by name, and their words."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from readiness.data import queries
from readiness.definitions.names import other_spellings, same_place
from readiness.language import romaji
from readiness.language.wording import said, t, translates
from readiness.subjects.charts import Spot
from readiness.subjects.choices import One, Several
from readiness.subjects.kept import kept

PREFECTURE = "都道府県"
_BAND_LIMITS = (100, 300, 500, 1000)


@dataclass(frozen=True)
class OneGovernment(One):
    """One government by its code; a link may also name it, ``竜ヶ崎市``, if the name is of one only."""

    def read(self, text: str) -> str:
        """The code; raises UnknownChoice."""
        return super().read(code_of(text))


@dataclass(frozen=True)
class SeveralGovernments(Several):
    """Several governments by codes or names."""

    def read(self, text: str) -> tuple[str, ...]:
        """The codes; raises UnknownChoice."""
        return super().read(",".join(code_of(part) for part in text.split(",")))


def newest() -> str:
    """The round that screens of local governments rest on."""
    return kept(queries.latest_round, "local")


def rows() -> pd.DataFrame:
    """Rows of local_governments of the newest round, by code."""
    return kept(_rows)


def _rows() -> pd.DataFrame:
    return queries.local_governments(newest()).set_index("code", drop=False)


def row(code: str) -> Any:
    """One government."""
    return kept(_by_code)[code]


def _by_code() -> dict[str, Any]:
    return {one.code: one for one in rows().itertuples(index=False)}


def in_order() -> list[Any]:
    """All of them by code."""
    return sorted(kept(_by_code).values(), key=lambda one: str(one.code))


def code_of(text: str) -> str:
    """The code of a government that is named; what is no name of exactly one stays itself."""
    if not text or text.isascii():
        return text
    named = [
        one.code
        for one in rows().itertuples(index=False)
        if same_place(text, one.name) or same_place(text, one.prefecture_name + one.name)
    ]
    return named[0] if len(named) == 1 else text


def labels() -> dict[str, str]:
    """Code -> ``342084 広島県 府中市（ふちゅうし）``: the label is what the search box matches, so a
    name that is written in several ways has the others after its reading.
    """
    return kept(_labels)


def _labels() -> dict[str, str]:
    return {
        one.code: t(
            "find.label",
            code=one.code,
            prefecture=one.prefecture_name,
            name=one.name,
            kana=_readings(one.kana, other_spellings(one.name)),
            latin=romaji.place_name(one.name, one.kana),
        )
        for one in rows().itertuples(index=False)
    }


def is_prefecture(own: Any) -> bool:
    """Whether the row is of a prefecture."""
    return bool(own.entity_type == PREFECTURE)


def full_name(own: Any) -> str:
    """Name that is unique in Japan: 広島県府中市."""
    if is_prefecture(own):
        return said(own.name)
    return t(
        "peers.full_name",
        prefecture=own.prefecture_name,
        name=own.name,
        latin=latin(own.code),
    )


def latin(code: str) -> str:
    """``Hakodate-shi``: the published reading of a name in Latin letters."""
    one = row(code)
    return romaji.place_name(one.name, one.kana)


def named(code: str) -> str:
    """``read_name`` of a code."""
    return read_name(row(code))


def latin_note() -> str:
    """What the Latin letters beside names are, for a reader who sees them."""
    return t("peers.note.latin") if translates() else ""


def heading(own: Any) -> str:
    """Prefecture and name with a space between, for the head of a column."""
    prefecture = said(own.prefecture_name)
    return prefecture if is_prefecture(own) else f"{prefecture} {read_name(own)}"


def read_name(own: Any) -> str:
    """The name, and for a reader of Latin letters its published reading: ``函館市 (Hakodate-shi)``."""
    return t("find.name", name=own.name, latin=romaji.place_name(own.name, own.kana))


def with_readings(table: pd.DataFrame) -> pd.DataFrame:
    """A table of governments for a reader of Latin letters: names with their readings."""
    if not translates() or not {"code", "name"} <= set(table.columns):
        return table
    known = rows()
    own = known[known.index.isin(table["code"]) & (known["entity_type"] != PREFECTURE)]
    names = {one.code: read_name(one) for one in own.itertuples(index=False)}
    shown = [names.get(*one) for one in zip(table["code"], table["name"], strict=True)]
    return table.assign(name=shown)


def staff_band(staff_count: Any) -> str:
    """The survey's words for the band of general administrative staff."""
    if pd.isna(staff_count):
        return t("peers.band.unknown")
    return t(f"peers.band.{1 + sum(staff_count > limit for limit in _BAND_LIMITS)}")


def group_label(own: Any) -> str:
    """Its type among the similar municipalities; those of cities and of towns share their names."""
    if not own.similar_group.startswith(("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ")):
        return t("peers.group.class", label=own.similar_group)
    kind = "town" if own.entity_type in ("町", "村") else "city"
    return t(f"peers.group.{kind}", label=own.similar_group)


def spots(members: pd.DataFrame) -> tuple[Spot, ...]:
    """Rows with code, name, place and status as marks of a map."""
    return tuple(
        Spot(one.code, said(one.name), one.longitude, one.latitude, one.status)
        for one in members.itertuples(index=False)
    )


def _readings(kana: str, others: list[str]) -> str:
    """The reading of a name and, where it is written in several ways, the others."""
    return t("find.spellings", kana=kana, others="・".join(others)) if others else kana
