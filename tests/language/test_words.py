"""One term for one thing: words the officials' audit refused stand in no catalogue, no data and no screen."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pandas as pd
import pytest

from readiness import exports
from readiness.agenda import agenda as agendas
from readiness.language.wording import LANGUAGES, catalogue, speaking
from readiness.shell.read import _whole
from readiness.subjects import catalogue as subjects
from tests.support import ROOT

# Refused word -> the one to use.
REFUSED = {
    "ja": {
        r"^(各行の|数値の)?基準$": "値の区分",
        r"自治体": "地方公共団体",
        r"実施割合|導入率": "導入割合",
        r"実施方法": "テレワークの形態、テレワークに使う端末",
        r"壁の越え方": "阻害要因別の対応策",
        r"聞いてみる相手|一歩先": "照会先の候補、未実施の取組（DX指標）",
        r"団体を並べる": "団体間の比較",
        r"いちばん厳しい|決め手": "最も厳しい取扱い、判定の根拠",
        r"まで開く": "までの幅がある",
        r"印字": "資料記載値",
        r"ならさず": "調整せず",
        r"調査ラウンド": "調査回",
        r"手立て": "対応策",
        r"できあい": "議題のひな形",
        r"内閣官房・内閣人事局": "内閣官房（IT総合戦略室・内閣人事局）",
        r"2000人以上": "2,000人以上",
        r"[0-9%]–[0-9]": "～",
        r"ＩＰ電話": "IP電話",
        r"準備状況": "環境整備・導入状況",
        r"公表なし|公表はこの回にない": "手元の資料に収録なし",
        r"国の目標9件": "国の目標と政党の提言を分ける",
        r"偶然では説明しにくい": "限界の外の数と検定",
        r"\*\*\*\*": "太字の記号だけの行",
        r"大量、又は": "大量又は",
        r"推定\(時点\)": "推定（時点）",
        r"延べ30": "30.2万人（資料に延べの語はない）",
        r"以外の整備を(表す|含む)": "資料に記載がない",
        r"(?<![0-9])[0-9]{1,2}[①②③④]": "平成29年度①",
        r"[0-9]公表|だけの?公表|公表は[0-9]+地域": "手元の資料に収録なし、資料の抜粋",
        r"95%区間 ([0-9]+)%～\1%": "全体の割合に区間はない",
        r"52項目": "資料記載値の数",
        r"すべて実施済み(?!です)": "相手がいなければ結論しない",
    },
    "en": {
        r"[Ii]nsufficient budget": "insufficient consideration of the budget",
        r"[Mm]inisters and other political(?!-level)": "ministers and other political-level officials",
        r"National Strategy Office of IT\b": "National Strategy Office of ICT",
        r"Fuchu City for|Ahead anyway|Hears and advises|\(arranged\)|Barriers alike": "plain words",
        r"these included|is March 2017 survey": "plain words",
        r"not published in this round|are published for this round": "not in the material at hand",
        r"[0-9] national targets of 9": "national targets and proposals apart",
        r"cumulative 302": "302,000",
        r"[0-9] published\b|only [^.]* are published|published 7 regions": "not in the material at hand, extract",
        r"95% interval ([0-9]+)%?–\1%": "a ratio for the whole has no interval",
        r"52 (printed )?(items|values)": "how many printed values",
    },
}
# Names and titles of documents, which are quoted as they are.
QUOTED = re.compile(
    r"自治体DX[^、。]*|自治体情報[^、。]*|地方自治体、政府機関による[^、。]*|自治体業務のDX|「[^」]*自治体[^」]*」"
    r"|地方自治体|企業のテレワーク導入率"
)
# Columns of data/ that hold our own words; the others quote documents or are codes.
OUR_DATA = {
    "counter_measures": ("title", "detail"),
    "method_measures": ("title", "detail"),
    "method_rules": ("reason",),
    "milestones": ("title", "detail"),
    "programmes": ("summary",),
    "telework_methods": ("name", "summary"),
    "information_classes": ("printed_rule",),
    "context_indicators": ("population_group",),
}


def _refused(language: str, text: str) -> list[str]:
    plain = QUOTED.sub("", text)
    return [
        f"{text[:80]} ({found[0]} -> {right})"
        for wrong, right in REFUSED[language].items()
        if (found := re.search(wrong, plain))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_refused_word_stands_in_a_catalogue(language: str) -> None:
    found = [
        f"{key}: {fault}"
        for key, text in catalogue(language).items()
        for fault in _refused(language, text)
    ]
    assert found == []


def test_no_refused_word_stands_in_our_data() -> None:
    found = []
    for table, columns in OUR_DATA.items():
        rows = pd.read_csv(ROOT / f"data/{table}.csv", dtype=str, keep_default_na=False)
        for column in columns:
            for text in rows[column]:
                found += [f"{table}.{column}: {fault}" for fault in _refused("ja", text)]
    assert found == []


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", subjects.PAGES)
def test_no_refused_word_stands_on_a_screen(page: str, language: str) -> None:
    """What a screen says is what its slides and files say."""
    with speaking(language):
        whole = _whole(subjects.kind_of(page).of({}))
    said = json.loads(json.dumps(whole, ensure_ascii=False, default=str))
    assert [fault for text in _texts(said) for fault in _refused(language, text)] == []


def test_a_refused_word_is_found() -> None:
    assert _refused("ja", "自治体の導入率") != []
    assert _refused("ja", "自治体DXの取組に関するダッシュボード") == []


# One link of each kind of chart and of each side; what a file holds is made from what its screen says.
FILED = (
    "overview",
    "agency_karte?agency=04",
    "agency_history",
    "peers?code=342084",
    "policy_targets",
)


def _texts_of(content: bytes, name: str) -> Iterator[str]:
    """Every text of a file: cells, paragraphs, notes, labels of charts, descriptions."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8-sig")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            inner = archive.read(part)
            if part.endswith((".csv", ".xlsx", ".txt")):
                yield from _texts_of(inner, part)
            elif part.endswith(".xml") and "theme" not in part:
                text = inner.decode("utf-8")
                yield from re.findall(r">([^<>]+)<", text)
                yield from re.findall(r'descr="([^"]*)"', text)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["pptx", "xlsx", "csv", "docx"])
def test_no_refused_word_stands_in_a_file(form: str, language: str) -> None:
    with speaking(language):
        agenda = agendas.Agenda("議題", tuple(map(agendas.Item, FILED)))
        if form == "docx":
            memo = subjects.subject_of(FILED[1])[0].memo
            assert memo is not None
            made = exports.draft([memo])
        else:
            made = exports.make(agenda, form)
    texts = list(_texts_of(made.content, made.name))
    assert len(texts) > 3
    assert [fault for text in texts for fault in _refused(language, html.unescape(text))] == []
