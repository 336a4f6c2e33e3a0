"""The Digital Agency's indicators beside telework: what its table calls them, and our codes. No I/O."""

from dataclasses import dataclass

ANSWER_WORDS = {"実施": "yes", "未実施": "no", "調査無し": "not_surveyed"}
TELEWORK = "telework"
ITEM_START = "dx."
"""Start of the item keys under which a published round holds indicators."""


@dataclass(frozen=True)
class Indicator:
    """One row of the table: an answer, or a percentage; ``part`` and ``whole`` are rows beside it."""

    code: str
    category: str
    label: str
    is_pct: bool = False
    part: str = ""
    whole: str = ""

    @property
    def key(self) -> str:
        """Its item key in a round: ``dx.cio``."""
        return ITEM_START + self.code


_STRUCTURE, _WORK, _SERVICES = "自治体DXの推進体制等", "自治体業務のDX", "住民サービスのDX"
_PROCEDURES = "よく使う32手続のオンライン化状況"
INDICATORS = (
    Indicator("cio", _STRUCTURE, "CIOの任命"),
    Indicator("deputy_cio", _STRUCTURE, "CIO補佐官等の任命"),
    Indicator("policy", _STRUCTURE, "全体方針策定"),
    Indicator("organisation", _STRUCTURE, "全庁的な体制構築"),
    Indicator("external_talent", _STRUCTURE, "外部人材活用"),
    Indicator("staff_development", _STRUCTURE, "職員育成の取組"),
    Indicator("training", _STRUCTURE, "全職員対象研修の実施"),
    Indicator("ai", _WORK, "AIの導入状況"),
    Indicator("rpa", _WORK, "RPAの導入状況"),
    Indicator(TELEWORK, _WORK, "テレワークの導入状況"),
    Indicator("my_number_card", _SERVICES, "マイナンバーカードの保有状況", is_pct=True),
    Indicator("online_26", _SERVICES, "子育て・介護26手続のオンライン化状況", is_pct=True),
    Indicator(
        "online_32",
        _SERVICES,
        _PROCEDURES,
        is_pct=True,
        part=f"{_PROCEDURES}_実施されている手続総数のうち「オンライン化済」と回答した手続数（分子）",
        whole=f"{_PROCEDURES}_実施されている手続総数（分母）",
    ),
)
KEYS = {
    key: label
    for one in INDICATORS
    for key, label in (
        (one.key, one.label),
        (f"{one.key}.part", one.part),
        (f"{one.key}.whole", one.whole),
    )
    if label
}
"""Item key of every row of the table -> what the table calls it."""
BY_CODE = {one.code: one for one in INDICATORS}
NOT_OF_PREFECTURES = ("my_number_card", "online_26")
"""What the table of prefectures does not have."""
