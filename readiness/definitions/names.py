"""The one normaliser of names: reception, search box, select boxes and deep links compare by it.

Text in, text for comparing out, never for storing or showing. What one name is written as, 龍ケ崎 or
竜ヶ崎 or ﾘｭｳｶﾞｻｷ in its reading, becomes one form; what two governments are called stays two.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from itertools import product

# Old, printed and popular forms of a character -> the form of today.
_FORMS = str.maketrans(
    "檮龍嶋嶌澤邊邉濱濵條廣國学櫻惠鐵縣瀧嶽髙﨑嵜曾藪籔靜圓驒鶯諫籠蘆鹽盬薩槇彌與萬區關澁應會臺對鷗德眞橫淺"
    "瀨黑巖戶靑淸龜榮豐寶當藏鎭壽齋齊禮圖總佛兒經稻驛樂氣鄕緖穗增敎緣聲攝莊竈竃鰺礪蠣祗禰皋藝峽峯萊"
    "舊俱頰繫濤鶑麴禱屛幷𠮷冨綠錄槪堯檜覇繩沖冲泻舘皐澳壹廳覺觀廐敍實寬收歸燒狹獨稱續祕濟滿瀛灣"
    "辨辯豫賴贊轉遙遞邨醫釀錢鑛閒陷險隱靈顯飮餘驗鬪鷄麥黃默點杤戾佛晉晝曉榎桒梹歐泪淚渕澗",
    "梼竜島島沢辺辺浜浜条広国学桜恵鉄県滝岳高崎崎曽薮薮静円騨鴬諌篭芦塩塩薩槙弥与万区関渋応会台対鴎徳真横浅"
    "瀬黒巌戸青清亀栄豊宝当蔵鎮寿斎斉礼図総仏児経稲駅楽気郷緒穂増教縁声摂荘釜釜鯵砺蛎祇祢皐芸峡峰莱"
    "旧倶頬繋涛鴬麹祷屏并吉富緑録概尭桧覇縄沖沖潟館皐澳壱庁覚観厩叙実寛収帰焼狭独称続秘済満瀛湾"
    "弁弁予頼賛転遥逓村医醸銭鉱間陥険隠霊顕飲余験闘鶏麦黄黙点栃戻仏晋昼暁榎桑浜欧涙涙淵澗",
)
# Characters that only look like their kanji: radicals that compatibility composition leaves alone.
_RADICALS = str.maketrans(
    "⺀⺁⺄⺊⺌⺍⺒⺓⺖⺘⺜⺝⺟⺠⺡⺣⺧⺨⺩⺪⺫⺬⺭⺮⺯⺶⺷⺼⺽⺾⺿⻀⻁⻂⻃⻄⻆⻊⻌⻍⻎⻏⻑⻓⻖⻗⻘⻝⻟⻣⻤⻨⻩⻫⻬⻭⻯⻱⻲⻳",
    "冫厂乙卜小小巳幺忄扌日月母民氵灬牛犭王疋目示礻竹糸羊羊肉臼艹艹艹虎衤西西角足辶辶辶邑長長阜雨青食食骨鬼麦黄斉斉歯竜亀亀亀",
)
_INVISIBLE = re.compile(
    "[\\s\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]+"
)
_MARKS = re.compile("[・･·,，、。()（）「」『』【】〔〕\\[\\]'\"’”]+")
_KANJI = "々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN = re.compile(f"(?<=[{_KANJI}])[ヶヵケカがか箇ゖゕ](?=[{_KANJI}]|$)")
_SMALL_KE = re.compile("[ヶヵゖゕ]")
_NO = re.compile(f"(?<=[{_KANJI}])[之乃ノ](?=[{_KANJI}]|$)")
_COUNTY = re.compile(f"^([{_KANJI}]{{2,3}}[都道府県])?[{_KANJI}ヶ]{{1,4}}?郡(?=.+[町村]$)")
# Two cities whose names differ by nothing but the form of a character, 茨城県鹿嶋市 and 佐賀県鹿島市.
_TWO_FORMS = ("鹿嶋", "鹿島")


LONGEST_REMEMBERED = 64  # letters; names are shorter, and what a visitor writes need not be


def _remembered(entries: int) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """``lru_cache`` for short texts: as many entries of any length would be gigabytes."""

    def decorate(function: Callable[[str], str]) -> Callable[[str], str]:
        remembered = lru_cache(maxsize=entries)(function)

        @wraps(function)
        def form(text: str) -> str:
            return remembered(text) if len(text) <= LONGEST_REMEMBERED else function(text)

        form.remembered = remembered  # type: ignore[attr-defined]
        return form

    return decorate


@_remembered(65536)
def plain_form(text: str) -> str:
    """One width, no blanks, nothing invisible; every character in the form it was written in."""
    if text.isascii() and text.isalnum():
        return text.casefold()
    visible = _INVISIBLE.sub("", text.translate(_RADICALS))
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", visible)).casefold()


@_remembered(65536)
def normal_form(text: str) -> str:
    """One form for every way of writing a name: width, blanks, old characters, ヶ and が, kana, marks."""
    if text.isascii() and text.isalnum():
        return text.casefold()
    plain = _MARKS.sub("", plain_form(text)).translate(_FORMS)
    plain = _NO.sub("の", _SMALL_KE.sub("ヶ", _BETWEEN.sub("ヶ", plain)))
    # All kana as hiragana, the small ッ as the large one; the ヶ between kanji is no kana.
    kana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヴ" else c for c in plain)
    return kana.replace("っ", "つ")


@_remembered(16384)
def place_form(text: str) -> str:
    """``normal_form`` of a place without the county before a town: 石川県河北郡津幡町 is 石川県津幡町."""
    normal = normal_form(text)
    return _COUNTY.sub(lambda match: match[1] or "", normal) if "郡" in normal else normal


def same_place(one: str, other: str) -> bool:
    """Whether two texts are one name of a place, however it is written."""
    if place_form(one) != place_form(other):
        return False
    plain = plain_form(one), plain_form(other)
    return not any(
        first in plain[0] and second in plain[1] for first, second in (_TWO_FORMS, _TWO_FORMS[::-1])
    )


def search_form(text: str) -> str:
    """Words of a text, each in its normal form, blanks between them: what a search looks into."""
    return " ".join(filter(None, map(normal_form, text.split())))


# The other form of a character that is in daily use too.
_ALSO_WRITTEN = dict(zip("龍竜ケヶ梼鰺竈檜舘諫砺", "竜龍ヶケ檮鯵釜桧館諌礪", strict=True))


def other_spellings(name: str) -> list[str]:
    """The same name as it is written otherwise, whole: 龍ケ崎市 is 竜ケ崎市, 龍ヶ崎市 and 竜ヶ崎市. A box that
    filters by letters finds a name by them.
    """
    forms = [letter + _other_form(name, place) for place, letter in enumerate(name)]
    return ["".join(letters) for letters in product(*forms)][1:]


def _other_form(name: str, place: int) -> str:
    """ "" for a character with one form, and for the ケ and the ヶ of a word in kana."""
    letter = name[place]
    is_kana = letter in "ケヶ" and not _BETWEEN.match(name, place)
    return "" if is_kana else _ALSO_WRITTEN.get(letter, "")
