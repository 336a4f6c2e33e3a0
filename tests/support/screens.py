"""Screens run without a browser, as tests of what stands on them open and press them."""

from streamlit.testing.v1 import AppTest

from tests.support import ROOT


def opened(name: str, **parameters: str) -> AppTest:
    """A page with the choices of its link, run once without a fault."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    page = app.switch_page(f"pages/{name}.py").run()
    assert not page.exception
    return page


def pressed(page: AppTest, key: str) -> AppTest:
    """The page after a click on one of its buttons."""
    page = page.button(key=key).click().run()
    assert not page.exception
    return page
