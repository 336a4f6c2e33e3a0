"""Signing in with OpenID Connect at a real (local) provider: the role decides, not the name."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.servers import free_port
from readiness.language.wording import t
from tests.support import ROOT
from tests.support.oidc_provider import provider
from tests.support.visits import Visit
from tests.support.waiting import until


@contextmanager
def _server(tmp_path: Path, issuer: str) -> Iterator[str]:
    port = free_port()
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        'cookie_secret = "0123456789abcdef0123456789abcdef"\n'
        'client_id = "dashboard"\nclient_secret = "secret"\n'
        f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        # The roles travel in the ID token; nothing else is asked for.
        'client_kwargs = { scope = "openid profile" }\n',
        "utf-8",
    )
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", "app.py"),
            *("--server.port", str(port), "--secrets.files", str(secrets)),
        ],
        cwd=ROOT,
        env=os.environ | {"READINESS_STORE_URL": f"sqlite:///{tmp_path}/store.sqlite"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: urllib.request.urlopen(f"{url}/_stcore/health"), "the server answers")
        yield url
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def signed_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, object]]]:
    """The address of the dashboard, and what its provider says of whoever signs in."""
    claims: dict[str, object] = {"name": "鈴木"}
    with (
        provider(claims) as issuer,
        _server(tmp_path_factory.mktemp("sign_in"), issuer) as url,
    ):
        yield url, claims


@pytest.mark.slow
@pytest.mark.parametrize(
    ("roles", "may"),
    [(["readiness-officer"], True), (["reader"], False)],
    ids=["officer", "reader"],
)
def test_a_person_signs_in_and_the_role_decides(
    signed_in: tuple[str, dict[str, object]], visit: Visit, roles: list[str], may: bool
) -> None:
    url, claims = signed_in
    claims["roles"] = roles
    page = visit.open(f"{url}/advice_log")
    assert t("intake.role.sign_in") in page.inner_text("body")
    with page.expect_request("**/oauth2callback**"):
        page.get_by_role("button", name=t("intake.page.sign_in")).click()
    # The provider sends the browser back to the start page.
    page.wait_for_url(f"{url}/")
    visit.settle()
    page = visit.open(f"{url}/advice_log")
    text = page.inner_text("body")
    assert (t("advice_log.choose") in text) is may
    assert (t("intake.role.missing") in text) is not may
    assert visit.outside == []
