"""A view that is made alone is the view that its subject says among everything else."""

import pytest

from readiness.language.wording import speaking
from readiness.subjects.catalogue import subject_of, view_of


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "link",
    [
        *(f"agency_karte?agency={agency}" for agency in ("01", "06", "22")),
        *("peers?code=132063", "peers?code=073644&rule=prefecture", "peers?code=340006"),
        "peers?code=131016#size",
    ],
)
def test_a_view_alone_is_that_of_everything_said(link: str, language: str) -> None:
    subject, part = subject_of(link)
    assert subject.alone()
    with speaking(language):
        alone, views = view_of(link), subject.content.views
        said = views[part or next(iter(views))]
        assert alone.rows.equals(said.rows)
        for name in alone.__dataclass_fields__.keys() - {"rows"}:
            assert getattr(alone, name) == getattr(said, name), name
