"""The funnel plot of PowerPoint has its points, the names of those outside and of the limits."""

import io

import pptx
import pytest

from readiness import exports
from readiness.agenda.agenda import Agenda, Item
from readiness.language.wording import t


@pytest.mark.parametrize("highlight", ["", "prefecture:13"])
def test_points_are_drawn_over_the_limits_and_named_beside(highlight: str) -> None:
    agenda = Agenda("試験", (Item("local_structure#funnel"),), highlight=highlight)
    deck = pptx.Presentation(io.BytesIO(exports.make(agenda, "pptx").content))
    (frame,) = [one for one in deck.slides[-1].shapes if one.has_chart]
    *lines, points = frame.chart.plots[0].series
    assert len(list(points.values)) == 47  # last: LibreOffice draws them only so
    assert [len(list(line.values)) for line in lines] == [len(list(lines[0].values))] * 5
    axis = frame.chart.category_axis
    assert axis.axis_title.text_frame.text == t("local_structure.funnel_axis")
    assert axis.maximum_scale >= max(
        float(x.text) for x in points._element.xpath("c:xVal//c:pt/c:v")
    )

    def names(series: object) -> dict[str, str]:
        labels = series._element.xpath("c:dLbls/c:dLbl")  # type: ignore[attr-defined]
        return {
            "".join(label.xpath(".//a:t/text()")): label.xpath("c:dLblPos/@val")[0]
            for label in labels
        }

    assert set(names(points)) == {"北海道", "東京都", "兵庫県", "沖縄県", "宮城県", "長野県"}
    assert names(points)["宮城県"] == "b"  # beside it are other points
    named = [names(line) for line in lines]
    assert named[0].keys() == {"全国60.6%"}
    assert named[3:] == [
        {t("local_structure.limit_95"): "b"},
        {t("local_structure.limit_998"): "t"},
    ]
