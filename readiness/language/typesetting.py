"""Text in lines on a sheet of fixed size: how wide it is, where it may break, how a headline is broken.

Widths are those of the widest font a reader may have: whatever is laid out by them fits.
"""

from itertools import accumulate, pairwise

from readiness.language.lettering import advance
from readiness.language.wording import is_japanese

# Closing signs must not open a line, opening signs must not close one (kinsoku).
_NOT_FIRST = "：；、。，．）」』】〉》・？！ーぁぃぅぇぉっゃゅょァィゥェォッャュョ%％日年月"
_NOT_LAST = "（「『【〈《"
# Signs that belong to a Latin word or number, beside those of ASCII.
_OF_WORDS = "“”‘’–−…"
_MOST_CARRIED = 6  # closing signs taken over to the next line; a longer run is no sentence
# After which signs a headline breaks, and in which sizes it is tried.
_BREAKS = {
    True: (("。", (38, 34, 31)), ("。、", (38, 34)), ("", (38, 34, 31, 28, 25, 22))),
    False: ((".", (38, 34, 31)), (".;:,", (38, 34)), ("", (38, 34, 31, 28, 25, 22))),
}


def text_width(text: str, size: float) -> float:
    """Room in pixels that ``text`` takes at most."""
    return sum(map(advance, text)) * size


def wrap(text: str, size: float, width: float) -> list[str]:
    """Lines no wider than ``width`` and about equally long; a number stays in one piece."""
    lines = _filled(text, size, width)
    if len(lines) < 2:
        return lines
    narrowest = text_width(text, size) / len(lines)
    for step in range(20):
        tried = narrowest + (width - narrowest) * step / 20
        balanced = _filled(text, size, tried)
        if len(balanced) == len(lines) and all(text_width(b, size) <= width for b in balanced):
            return balanced
    return lines


def cut(text: str, size: float, width: float) -> str:
    """As much of the text as fits, with … for the rest."""
    if text_width(text, size) <= width:
        return text
    room = width - text_width("…", size)
    ends = accumulate(map(advance, text))
    return f"{text[: sum(end * size <= room for end in ends)]}…"


def headline(text: str, width: float) -> tuple[float, list[str]]:
    """Size and at most two lines: broken after a sentence, else after a clause, else anywhere."""
    for signs, sizes in _BREAKS[is_japanese()]:
        for size in sizes:
            lines = _broken_after(signs, text, size, width) if signs else wrap(text, size, width)
            if lines and len(lines) <= 2:
                return size, lines
    return 22, wrap(text, 22, width)


def _broken_after(signs: str, text: str, size: float, width: float) -> list[str]:
    if text_width(text, size) <= width:
        return [text]
    # A Latin sign ends something only before a space: 60.1 is a number.
    ends = list(accumulate(map(advance, text)))
    fitting = [
        place + 1
        for place, letter in enumerate(text[:-1])
        if letter in signs
        and (is_japanese() or text[place + 1] == " ")
        and ends[place] * size <= width
        and (ends[-1] - ends[place] - _gap(text, place + 1)) * size <= width
    ]
    if not fitting:
        return []
    # The more equal in letters the better, without the space that opens the second line.
    best = min(fitting, key=lambda place: abs(len(text) - 2 * place - (text[place] == " ")))
    return [text[:best], text[best:].lstrip()]


def _gap(text: str, place: int) -> float:
    """Room of the space at ``place``, which no line begins with."""
    return advance(" ") if text[place].isspace() else 0.0


def _filled(text: str, size: float, width: float) -> list[str]:
    lines: list[list[str]] = [[]]
    wide = 0.0
    for piece in _pieces(text):
        line, more = lines[-1], sum(map(advance, piece))
        if line and (wide + more) * size > width:
            carried = _carried(line, piece)
            lines.append(carried)
            wide = sum(advance(sign) for one in carried for sign in one)
        lines[-1].append(piece)
        wide += more
    return ["".join(line).strip() for line in lines]


def _carried(line: list[str], piece: str) -> list[str]:
    """Pieces taken off the end of a line because of the signs around its break, in order."""
    carried: list[str] = []
    first = piece
    while first[0] in _NOT_FIRST and len(line) > 1 and len(carried) < _MOST_CARRIED:
        first = line.pop()
        carried.append(first)
    while len(line) > 1 and line[-1] in _NOT_LAST and len(carried) < 2 * _MOST_CARRIED:
        carried.append(line.pop())
    return carried[::-1]


def _pieces(text: str) -> list[str]:
    is_of_word = [_is_of_word(sign) for sign in text]
    starts = [
        place
        for place in range(len(text))
        if not (place and is_of_word[place - 1] and is_of_word[place])
    ]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def _is_of_word(sign: str) -> bool:
    if sign.isspace():
        return False
    return sign.isascii() or (not is_japanese() and sign in _OF_WORDS)
