"""Every page runs from app.py, says what it shows, and survives any value in the URL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.support import ROOT

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
PARAMETERS = (
    "order item slip agency agencies prefecture measure code codes rule k round view state agenda removed"
).split()


def _run(name: str, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{name}.py").run()


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_page_has_a_title_and_no_exception(name: str) -> None:
    page = _run(name)
    assert not page.exception
    assert not page.error
    assert page.title[0].value


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(parameters=st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=30), min_size=1))
def test_page_survives_any_value_in_the_url(name: str, parameters: dict[str, str]) -> None:
    page = _run(name, **parameters)
    assert not page.exception
    assert page.title[0].value
