"""Readings in hiragana as Latin letters: Hepburn without marks for long vowels. A transliteration of what is
published, no official English name.
"""

import re

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
# What a municipality is, with the ways it is read.
_KINDS = {"市": ("し",), "町": ("ちょう", "まち"), "村": ("むら", "そん"), "区": ("く",)}


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


def place_name(name: str, reading: str) -> str:
    """``Hakodate-shi`` for 函館市, はこだてし: the name with its kind after a hyphen."""
    for ending in _KINDS.get(name[-1:], ()):
        if reading.endswith(ending) and len(reading) > len(ending):
            stem = latin(reading.removesuffix(ending))
            return f"{stem.capitalize()}-{latin(ending)}"
    return latin(reading).capitalize()
