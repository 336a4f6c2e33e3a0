"""Slides as drawn: everything inside, letters large enough, two layouts, colours by class."""

import re

import pytest

from readiness.agenda import agenda as agendas
from readiness.agenda import catalogue as offered
from readiness.drawing import theme
from readiness.drawing.slides.slide import SQUARE, WIDE, Place, slide
from readiness.exports import show
from readiness.language import typesetting
from readiness.language.typesetting import headline, text_width, wrap
from readiness.subjects import catalogue
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.catalogue import subject_of
from readiness.subjects.model import View
from tests.support.subjects import variants

# The longest name, many municipalities, no similar group, one that is a prefecture, one of few peers.
GOVERNMENTS = ("342084", "011002", "131016", "130001", "473537")


HISTORY = (
    "agency_history",
    "agency_history?group=plans",
    "agency_history?agency=18",
    "agency_gss",
    "agency_gss#changes",
    "agency_gss?since=2023-08#changes",
)

AGENCIES = (
    *("overview#agencies", "overview#days", "overview#trend"),
    *("agency_status", "agency_status#methods", "agency_status#barriers"),
    *("agency_status?order=plan", "agency_status?order=stage&item=other"),
    *(
        f"agency_patterns?view={view}"
        for view in ("pairs", "stages", "equipment", "barrier", "outcome")
    ),
    *("roadmap", "roadmap?slip=4", "roadmap#plans"),
)


# Links of views, and with a star a screen in all its variants: what they hold is computed by the tests,
# not when pytest asks which tests there are.
LINKS = (
    *(*AGENCIES, *HISTORY),
    *(f"agency_karte?agency={agency}" for agency in Survey.newest().names),
    *offered.about("prefecture_map"),
    *(
        f"prefecture_map?measure={measure}#{part}"
        for measure in ("count", "standardised", "points", "dx_ai", "dx_online_26")
        for part in ("map", "ranking")
    ),
    *(f"peers?code={government}" for government in GOVERNMENTS),
    *("barrier_guide*", "method_guide*", "methods_and_reasons*"),
    *(f"policy_targets?view={v}*" for v in ("targets", "companies", "prefectures", "milestones")),
    *(f"agency_compare?agencies={a}" for a in ("07,13,14,21", "01,02", "05,06,08,13", "20,21,22")),
    *(
        f"side_by_side?codes={codes}"
        for codes in (",".join(GOVERNMENTS[:4]), GOVERNMENTS[0], "304212,473537")
    ),
    *(
        f"lgwan_guide?kinds={kinds}&bulk=yes&place={place}"
        for place in ("elsewhere", "satellite")
        for kinds in ("resident,policy", "public")
    ),
)


def views_of(link: str) -> list[View]:
    """In the language of now."""
    page = link.removesuffix("*")
    if page == link:
        return [catalogue.view_of(link)]
    whole = [subject_of(page)[0]] if "?" in page else variants(page)
    return [view for subject in whole for view in subject.content.views.values()]


SIZES = pytest.mark.parametrize("size", [WIDE, SQUARE], ids=["1280", "960"])


def _page(link: str) -> str:
    return re.split("[?#*]", link)[0]


_FIRST = {_page(link): link for link in reversed(LINKS)}.values()
# The first of each page; the others are for the whole suite only.
EACH = pytest.mark.parametrize(
    "link",
    [
        pytest.param(link, marks=() if link in _FIRST else pytest.mark.slow, id=link)
        for link in LINKS
    ],
)


@SIZES
@EACH
def test_no_text_leaves_the_slide(link: str, size: tuple[int, int]) -> None:
    for view in views_of(link):
        for written in slide(view, Place(48, 49, "資料2-1"), size).written:
            assert written.box.x >= 0, (view.link, written)
            assert written.box.right <= size[0], (view.link, written)
            assert written.box.y >= 0, (view.link, written)
            assert written.box.bottom <= size[1], (view.link, written)


@SIZES
@EACH
def test_letters_are_at_least_18_px_and_at_960_at_least_15(
    link: str, size: tuple[int, int]
) -> None:
    for view in views_of(link):
        smallest = min(written.size for written in slide(view, Place(1, 1), size).written)
        assert smallest >= (18 if size == WIDE else 15), view.link


@EACH
def test_slide_carries_its_headline_date_publisher_and_number(link: str) -> None:
    for view in views_of(link):
        words = "".join(w.text for w in slide(view, Place(3, 8, "資料1"), WIDE).written)
        for part in (
            view.headline,
            view.key_figure,
            view.provenance.as_of,
            view.provenance.publisher,
            view.provenance.basis,
            view.provenance.denominator,
            "資料1　3 / 8",
        ):
            assert part in words, view.link


def test_the_two_layouts_are_not_one_scaled() -> None:
    view = catalogue.view_of("roadmap")
    wide, square = (slide(view, Place(1, 1), size) for size in (WIDE, SQUARE))
    assert {w.size for w in square.written} != {w.size * 960 / 1280 for w in wide.written}
    assert all(w.size >= 18 for w in square.written)


@EACH
def test_every_class_of_a_drawing_has_a_colour(link: str) -> None:
    for view in views_of(link):
        svg = slide(view, Place(1, 1), WIDE, frozenset({"法務省", "広島県"})).svg(view.alt)
        used = set(re.findall(r"\b[fs]-([a-z0-9_]+)", svg)) - {"none"}
        assert used - set(theme.ROOMS["light"]) == set(), view.link


def test_both_rooms_have_the_same_colours() -> None:
    assert set(theme.ROOMS["light"]) == set(theme.ROOMS["dark"])


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("room", ["light", "dark"])
def test_text_reads_on_every_ground_and_series_stand_out(room: str) -> None:
    colours = theme.ROOMS[room]
    for role in ("ink", "muted"):
        assert _contrast(colours[role], colours["paper"]) >= 4.5
    for role in colours:
        if role.startswith("on_"):
            assert _contrast(colours[role], colours[role.removeprefix("on_")]) >= 4.5, role
    for role in ("has", "obstacle", "deadline", "rule", "nation"):
        assert _contrast(colours[role], colours["paper"]) >= 3, role


@pytest.mark.parametrize("room", ["light", "dark"])
def test_classes_of_the_map_keep_their_order_in_greyscale(room: str) -> None:
    steps = [_luminance(theme.ROOMS[room][f"c{place}"]) for place in range(6)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))


def test_a_name_with_markup_stays_text() -> None:
    item = agendas.Item("overview#days", headline='<script>alert(1)</script>&"')
    svg = slide(item.build(), Place(1, 1)).svg('"><b>')
    assert "<script" not in svg
    assert "<b>" not in svg


def test_highlighted_agency_has_a_band_and_bold_letters() -> None:
    view = catalogue.view_of("roadmap#plans")
    plain = slide(view, Place(1, 1)).svg("")
    marked = slide(view, Place(1, 1), WIDE, frozenset({"法務省"})).svg("")
    assert plain.count("f-selected") == 0
    assert marked.count("f-selected") == 1


def test_a_number_is_never_broken_and_no_line_begins_with_a_comma() -> None:
    lines = wrap("東京都 85.5%、兵庫県 85.4%、岡山県 85.2%、神奈川県 84.8%", 18, 190)
    assert all(not line.startswith(("、", "%")) for line in lines)
    assert "".join(lines).replace(" ", "").count("84.8%") == 1
    assert any("84.8%" in line for line in lines)
    assert all(text_width(line, 18) <= 190 for line in lines)


def test_a_headline_breaks_after_its_sentence() -> None:
    size, lines = headline("計画どおりなら期限までに17府省庁。残る5府省庁は予定の記載がない。", 900)
    assert lines == ["計画どおりなら期限までに17府省庁。", "残る5府省庁は予定の記載がない。"]
    assert size == 38


def test_show_holds_both_layouts_and_the_presenters_words() -> None:
    agenda = agendas.ready_made("liaison").with_words(3, headline="", notes="法務省に一言")
    content = show.show(agenda, room="dark", is_presenter=False, back="meeting")
    assert len(content["slides"]) == 13
    assert all({"wide", "square"} <= set(one) for one in content["slides"])
    assert dict(content["slides"][3]["words"])["発表メモ"] == "法務省に一言"


@pytest.mark.slow
@pytest.mark.parametrize("text", ["あ", "、", "。", "a", "あ、", "（"], ids=repr)
def test_breaking_a_line_measures_each_letter_a_fixed_number_of_times(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = 0
    width_of = typesetting.advance

    def counted(sign: str) -> float:
        nonlocal measured
        measured += 1
        return width_of(sign)

    monkeypatch.setattr(typesetting, "advance", counted)
    counts = []
    for length in (1000, 4000):
        before = measured
        headline((text * length)[:length], 900)
        counts.append(measured - before)
    # Four times the letters: four times the work, not sixteen.
    assert counts[1] < 5 * counts[0]


def test_a_long_run_of_closing_signs_is_broken_all_the_same() -> None:
    lines = wrap("、" * 100, 18, 190)
    assert "".join(lines) == "、" * 100
    assert max(map(len, lines)) <= 10
