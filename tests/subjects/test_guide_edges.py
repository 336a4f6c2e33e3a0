"""The guides and the answers by round over every round that may be published: nothing stops, no number
of an error, no chart without a sentence.
"""

import pytest

from readiness.drawing.figures.draw import drawn
from readiness.drawing.slides.slide import SQUARE, Place, slide
from readiness.exports.series import tables
from readiness.language.wording import speaking
from readiness.subjects.catalogue import subject_of
from readiness.subjects.charts import Blank
from readiness.subjects.guides.barrier_guide import BarrierGuide
from readiness.subjects.subject import Subject
from tests.subjects.test_agency_edges import _ERRORS, _words
from tests.support import rounds

# Screens whose figures come from the rounds of whom.
PAGES = {
    "local": ("methods_and_reasons", "local_rounds", "barrier_guide", "method_guide"),
    "agency": ("barrier_guide", "policy_targets"),
}


def _pages(kind: str) -> tuple[str, ...]:
    return PAGES.get(kind.split("_")[0], ("local_rounds", "methods_and_reasons"))


def _check(subject: Subject) -> None:
    content = subject.content
    assert content.headline
    assert not [text for text in _words(content) if _ERRORS.search(text)], subject.link
    assert subject_of(subject.link) == (subject, "")
    for figure in content.figures.values():
        assert figure.alt
        for narrow in (False, True):
            drawn(figure.chart, narrow=narrow).to_dict()
    for view in content.views.values():
        tables(view.chart)
        canvas = slide(view, Place(1, 1), SQUARE)
        assert not [one.text for one in canvas.written if _ERRORS.search(one.text)]
    for table in content.tables.values():
        assert table.file_name


@pytest.mark.slow
def test_a_round_can_be_shown_in_english() -> None:
    for kind in ("local_nobody", "local_all_yes", "agency_three"):
        with rounds.shown(kind), speaking("en"):
            for page in _pages(kind):
                _check(subject_of(page)[0])


@pytest.mark.slow
def test_a_barrier_first_asked_in_a_later_round_waits_for_its_answers() -> None:
    with rounds.shown("local_new_barrier"):
        content = BarrierGuide("local", rounds.NEW_BARRIER).content
        assert content.headline.startswith("「執務室の設備が足りない」")
        assert "対応策は手元の資料に収録なし" not in content.passages["measures"].heading
    with rounds.shown("agency_new_barrier"):
        for code in (rounds.NEW_BARRIER, "security"):
            figure = BarrierGuide("agency", code).content.figures["history"]
            assert figure.alt
            assert isinstance(figure.chart, Blank) or figure.chart.groups
