"""The agencies' subjects over every round that may be published: drawn, on slides, in words; no number
of an error, no share of nobody, no chart without a sentence.
"""

import re

import pytest

from readiness.drawing.figures.draw import drawn
from readiness.drawing.slides.slide import SQUARE, Place, slide
from readiness.exports.series import tables
from readiness.language.wording import speaking
from readiness.subjects.agencies.compare import AgencyCompare
from readiness.subjects.agencies.karte import AgencyKarte
from readiness.subjects.agencies.overview import Overview
from readiness.subjects.agencies.patterns import VIEWS, AgencyPatterns
from readiness.subjects.agencies.rounds import AgencyRounds
from readiness.subjects.agencies.status import AgencyStatus
from readiness.subjects.agencies.survey import Survey
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Grid
from readiness.subjects.model import Content
from readiness.subjects.subject import Subject
from tests.support import rounds

_ERRORS = re.compile(r"\bnan\b|<NA>|=None|\bNaT\b|\binf\b|/ 0(?![0-9])")
# Where words differ most from the usual; the numbers are the same in both languages.
_IN_ENGLISH = ("agency_nobody", "agency_three", "agency_new")


def _subjects() -> list[Subject]:
    """Each screen in several ways; agencies at the ends of the order of establishment."""
    codes = list(Survey.newest().names)
    return [
        Overview(),
        *(AgencyStatus.of({"order": order}) for order in ("establishment", "stage", "plan")),
        AgencyStatus.of({"order": "missing", "item": "other"}),
        *(AgencyKarte.of({"agency": code}) for code in (codes[0], codes[1], codes[-1])),
        *(AgencyPatterns.of({"view": view}) for view in VIEWS),
        AgencyCompare.of({}),
        AgencyCompare.of({"agencies": f"{codes[0]},{codes[-1]}"}),
        AgencyRounds.of({}),
    ]


def _words(content: Content) -> list[str]:
    """Everything that is said in sentences and beside figures."""
    found = [content.title, content.headline, content.caution, *content.notes, *content.missing]
    found += [text for one in content.key_figures for text in (one.label, one.value)]
    found += [figure.alt for figure in content.figures.values()]
    for passage in content.passages.values():
        found += [text for line in passage.lines for text in (line.label, line.text, line.remark)]
    for view in content.views.values():
        found += [view.headline, view.key_figure, view.alt, view.provenance.as_of]
    return found


def _check(subject: Subject) -> None:
    content = subject.content
    assert content.headline
    wrong = [text for text in _words(content) if _ERRORS.search(text)]
    assert not wrong, (subject.link, wrong)
    assert subject_of(subject.link) == (subject, "")
    for figure in content.figures.values():
        assert figure.alt
        for narrow in (False, True):
            if not (isinstance(figure.chart, Grid) and figure.chart.strong_rows):
                drawn(figure.chart, narrow=narrow).to_dict()
    first = next(iter(content.views.values()), None)
    if first is not None:
        assert first.headline in content.headline
    for view in content.views.values():
        tables(view.chart)
        canvas = slide(view, Place(1, 1), SQUARE)
        assert not [one.text for one in canvas.written if _ERRORS.search(one.text)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", _IN_ENGLISH)
def test_an_agency_round_can_be_shown_in_english(kind: str) -> None:
    with rounds.shown(kind), speaking("en"):
        for subject in _subjects():
            _check(subject)


def test_three_of_22_answers_are_a_denominator_of_three_and_19_are_not_answered() -> None:
    with rounds.shown("agency_three"):
        survey = Survey.newest()
        assert (survey.answered, survey.asked) == (3, 22)
        home = Overview().content
        agencies = [one for one in home.key_figures if one.part == "agencies"]
        assert agencies[-1].value == "19 / 22"
        assert all(one.value.endswith(" / 3") for one in agencies[:-1])
        # One of the three states no plan; the 19 are counted apart.
        said_of_them = home.views["agencies"].headline
        assert "1は予定の記載がない。ほかに19は未回答。" in said_of_them
        assert any("19は未回答" in line for line in home.missing)
        status = AgencyStatus().content
        chart = status.figures["matrix"].chart
        assert isinstance(chart, Grid)
        assert chart.whole == 3
        marks = [cell.mark for line in chart.cells for cell in line]
        assert marks.count("□") == 19 * len(chart.rows)
        silent = next(
            code for code, name in survey.names.items() if name in survey.members["not_answered"]
        )
        sheet = AgencyKarte(silent).content
        assert sheet.headline.endswith("この調査に未回答。")
        assert sheet.key_figures[0].value == "未回答"
        both = AgencyRounds.of({}).content
        assert "両方に回答した3府省庁" in both.headline
        assert "取り下げた" not in both.headline or "0が取り下げた" in both.headline
        assert any("19府省庁は" in line for line in both.missing)


def test_a_provisional_round_stands_beside_the_final_one_with_its_n() -> None:
    with rounds.shown("agency_provisional"):
        content = Overview().content
        agencies = [one.value for one in content.key_figures if one.part == "agencies"]
        assert agencies[0] == "8 / 22"
        (line,) = content.passages["provisional"].lines
        assert re.search("22府省庁のうち[0-9]+が回答", line.text)
        assert "確報による" in line.remark


@pytest.mark.slow
def test_a_new_agency_and_a_new_barrier_have_their_places() -> None:
    with rounds.shown("agency_new"):
        assert len(Survey.newest().names) == 23
        assert len(AgencyStatus().content.figures["matrix"].chart.columns) == 23
    with rounds.shown("agency_new_barrier"):
        chart = AgencyStatus().content.figures["matrix"].chart
        assert isinstance(chart, Grid)
        assert "設備が足りない" in chart.rows
        assert AgencyRounds.of({}).content.headline
