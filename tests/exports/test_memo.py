"""Drafts for decisions: what stands on their two pages, whose reasons they work on, and the Word file."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document

from readiness import exports, store
from readiness.__main__ import main
from readiness.data import warehouse
from readiness.language.wording import t
from readiness.subjects.agencies.karte import AgencyKarte, agencies
from readiness.subjects.catalogue import subject_of
from readiness.subjects.local.peers import Peers
from readiness.subjects.memo import Memo
from tests.support.stored import entry

ANSWERED = "self_check?code=073644&adoption=not_adopted&reason=cost,security&plan=none_or_undecided"
TOWNS = [f"peers?code={code}" for code in ("342084", "131016", "073644", "141003", "340006")]


def _memo(link: str) -> Memo:
    memo = subject_of(link)[0].memo
    assert memo is not None
    return memo


def _document(*links: str) -> tuple[str, bytes]:
    content = exports.draft([_memo(link) for link in links]).content
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells]), content


def test_an_agencys_draft_says_where_it_stands_why_what_others_did_and_what_is_proposed() -> None:
    memo = _memo("agency_karte?agency=05")
    assert memo.title == "宮内庁のテレワーク環境整備を進めることについて"
    assert memo.stand[0] == AgencyKarte("05").content.headline
    assert (
        memo.reasons[0]
        == "挙げた理由（挙げた府省庁数）\t働き方の見直し（6）、予算（5）、その他（14＋2）"
    )
    assert memo.proposals[1].text == (
        "「予算」についてデジタル庁に相談する（資料の助言：予算ヒアリングの場で助言。先行 外務省）"
    )
    # Who says so stands beside each proposal, and its source below.
    codes = {code for one in memo.proposals for code in re.findall("[SD][0-9]{2}", one.origin)}
    assert codes == {"S30"}
    assert all(any(code in line for line in memo.sources) for code in codes)


def test_a_town_without_answers_is_told_the_nations_reasons_as_the_nations() -> None:
    memo = _memo("peers?code=073644")
    assert memo.to == "村長"
    assert memo.reasons[0] == t("memo.unknown")
    assert memo.reasons[1] == (
        "全国の未導入872団体に多い理由\t窓口・相談業務になじまない 89.4%、情報セキュリティに不安 77.3%、"
        "現場業務になじまない 74.4%"
    )
    # both national rates are told apart on paper too
    assert any("60.6%" in note and "60.1%" in note for note in memo.notes)


def test_the_answers_of_the_self_check_stand_in_the_draft_of_ones_peers() -> None:
    memo = _memo(ANSWERED)
    assert memo.reasons[0] == "自己点検で答えた理由\t導入コスト、情報セキュリティに不安"
    assert memo.reasons[1] == f"{t('self_check.status')}\t{t('self_check.status.not_adopted')}"
    assert memo.reasons[2].startswith(f"{t('self_check.question.plan')}\t")
    assert memo.others == _memo("peers?code=073644").others
    assert any("「導入コスト」" in one.text for one in memo.proposals)


@pytest.mark.slow
def test_answers_of_a_published_round_come_before_the_nations(own_store: str) -> None:
    store.publish(entry(), seen=0)
    warehouse.refresh()
    assert _memo("peers?code=131024").reasons[0] == "調査に答えた理由\t導入コスト"


def test_nobody_chosen_means_no_draft(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert Peers().memo is None
    out = tmp_path / "a.docx"
    code = main(["export", "--link", "self_check", "--format", "docx", "--out", str(out)])
    assert code == 2
    assert "このリンクには起案がありません" in capsys.readouterr().err
    assert not out.exists()


def test_the_shell_writes_the_draft_of_several_links(tmp_path: Path) -> None:
    links = ["--link", "agency_karte?agency=05", "--link", ANSWERED]
    assert main(["export", *links, "--format", "docx", "--out", str(tmp_path)]) == 0
    (made,) = tmp_path.iterdir()
    assert made.name.startswith("起案_宮内庁_")
    assert made.suffix == ".docx"


def test_the_word_file_holds_all_of_it_leads_nowhere_and_is_the_same_again() -> None:
    text, content = _document("agency_karte?agency=05", ANSWERED)
    for memo in (_memo("agency_karte?agency=05"), _memo(ANSWERED)):
        for one in memo.proposals:
            assert one.text in text
        assert memo.link in text
    assert text.count(t("memo.field.decision")) >= 2
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels")]
        assert not any('TargetMode="External"' in one for one in relations)
        body = archive.read("word/document.xml").decode()
        assert body.count("<w:drawing>") == 2
        assert 'descr="' in body
    assert _document("agency_karte?agency=05", ANSWERED)[0] == text


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_every_draft_takes_exactly_two_pages(tmp_path: Path) -> None:
    links = [AgencyKarte(code).link for code in agencies().options] + [*TOWNS, ANSWERED]
    path = tmp_path / "drafts.docx"
    path.write_bytes(exports.draft([_memo(link) for link in links]).content)
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    # A page break stands after each page: more pages than two each would mean that one overflows.
    pages = len(re.findall(rb"/Type\s*/Page\b", path.with_suffix(".pdf").read_bytes()))
    assert pages == 2 * len(links)
