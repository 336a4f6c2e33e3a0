"""A link may name its government; the screen shows it, and nobody's name shows nobody."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("named", "code"),
    [("竜ヶ崎市", "082082"), ("広島県府中市", "342084"), ("府中市", None), ("いつか市", None)],
)
def test_a_link_with_a_name_opens_that_government(named: str, code: str | None) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["code"] = named
    page = app.switch_page("pages/peers.py").run()
    assert not page.exception
    assert page.selectbox(key="peers_code").value == code
