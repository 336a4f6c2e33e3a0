"""Readings in hiragana as Latin letters: Hepburn without marks for long vowels. A transliteration of what is
published, no official English name.
"""

import re
import unicodedata

_SYLLABLES = dict(
    zip(
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわを"
        "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽん",
        (
            "a i u e o ka ki ku ke ko sa shi su se so ta chi tsu te to na ni nu ne no"
            " ha hi fu he ho ma mi mu me mo ya yu yo ra ri ru re ro wa o"
            " ga gi gu ge go za ji zu ze zo da ji zu de do ba bi bu be bo pa pi pu pe po n"
        ).split(),
        strict=True,
    )
)
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
# What a place is, with the ways it is read.
_KINDS = {
    "市": ("し",),
    "町": ("ちょう", "まち"),
    "村": ("むら", "そん"),
    "区": ("く",),
    "都": ("と",),
    "府": ("ふ",),
    "県": ("けん",),
}
# What English readers write after the name.
_IN_ENGLISH = {"市": "city", "町": "town", "村": "village", "区": "ward"} | dict.fromkeys(
    "都道府県", "prefecture"
)


def latin(reading: str) -> str:
    """``hakodate`` for はこだて; signs that are no hiragana stay."""
    found: list[str] = []
    is_doubled = False
    for place, sign in enumerate(reading):
        if sign == "っ":
            is_doubled = True
            continue
        if sign in _SMALL and found:
            stem = found[-1].removesuffix("i")
            joint = "" if stem.endswith(("sh", "ch", "j")) else "y"
            found[-1] = f"{stem}{joint}{_SMALL[sign]}"
            continue
        syllable = _SYLLABLES.get(sign, sign)
        if sign == "ん" and reading[place + 1 : place + 2] in tuple("あいうえおやゆよ"):
            syllable = "n'"
        if is_doubled:
            syllable = ("t" if syllable.startswith("ch") else syllable[0]) + syllable
            is_doubled = False
        found.append(syllable)
    text = "".join(found)
    return re.sub("uu", "u", re.sub("o[ou]", "o", text))


def parts(name: str, reading: str) -> tuple[str, str]:
    """``はこだて`` and ``し`` of はこだてし: a reading without what the place is, and that."""
    for ending in _KINDS.get(name[-1:], ()):
        if reading.endswith(ending) and len(reading) > len(ending):
            return reading.removesuffix(ending), ending
    return reading, ""


def place_name(name: str, reading: str) -> str:
    """``Hakodate-shi`` for 函館市, はこだてし: the name with its kind after a hyphen."""
    stem, kind = parts(name, reading)
    return "-".join(filter(None, (latin(stem).capitalize(), latin(kind))))


# Ways of writing a reading in Latin letters, of which a search makes one.
_SPELLINGS = (
    (r"[^a-z]", ""),
    (r"sy(?=[auo])", "sh"),
    (r"ty(?=[auo])", "ch"),
    (r"[jz]y(?=[auo])", "j"),
    (r"si", "shi"),
    (r"zi", "ji"),
    (r"ti", "chi"),
    (r"(?<!t)tu", "tsu"),
    (r"(?<![sc])hu", "fu"),
    (r"cch", "tch"),
    (r"m(?=[bpm])", "n"),
    (r"oh(?![aiueoy])", "o"),
    (r"o[ou]", "o"),
    (r"uu", "u"),
)


def one_spelling(text: str) -> str:
    """One form for ``Ōsaka``, ``Oosaka``, ``Ohsaka`` and ``Osaka``, for ``Hukuoka`` and ``Fukuoka``; empty
    for what is no word in Latin letters.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    if not re.fullmatch(r"[a-z\u0300-\u036f'’-]+", plain):
        return ""
    for written, form in _SPELLINGS:
        plain = re.sub(written, form, plain)
    return plain


def spellings(name: str, reading: str) -> tuple[str, ...]:
    """By what a name is found beside its letters: the reading as we write it, the one spelling of it
    without its kind, and what the place is in English.
    """
    stem, _ = parts(name, reading)
    kind = _IN_ENGLISH.get(name[-1:], "")
    return place_name(name, reading), one_spelling(latin(stem)), kind
