"""What is delivered is pinned, listed with its licence, and asked about for vulnerabilities."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from deploy import audit, parts
from tests.support import ROOT


def test_versions_licences_and_bill_of_materials_are_current() -> None:
    assert parts.stale() == []


def test_what_changed_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in (parts.CONSTRAINTS, parts.LICENCES, parts.SBOM):
        text = (ROOT / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("2.0.0", "1.9.9"), encoding="utf-8")
    assert parts.stale(tmp_path) == [parts.CONSTRAINTS, parts.LICENCES, parts.SBOM]
    assert parts.stale(tmp_path / "docs") == [parts.CONSTRAINTS, parts.LICENCES, parts.SBOM]


def test_every_direct_requirement_is_pinned_to_one_version() -> None:
    for requirement in parts.direct():
        assert [one.operator for one in requirement.specifier] == ["=="], requirement.name
    assert "-c constraints.txt" in parts.REQUIREMENTS.read_text()
    pinned = parts.constraints().splitlines()[1:]
    assert len(pinned) > 50
    assert all(line.count("==") == 1 for line in pinned)
    # What only the tools need is not delivered.
    assert not {"pytest", "mypy", "dash", "pip-audit"} & set(parts.closure())


def test_every_licence_is_one_that_was_allowed() -> None:
    assert parts.not_allowed(parts.stated_licences()) == []


def test_a_package_with_another_licence_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stated = ({"Name": "viral", "Version": "1", "License": "AGPL-3.0", "URL": ""},)
    monkeypatch.setattr(parts, "stated_licences", lambda: stated)
    assert parts.main(["--check"]) == 1
    assert "viral: AGPL-3.0" in capsys.readouterr().err


@pytest.mark.slow
def test_the_bill_of_materials_is_valid_cyclonedx_and_whole() -> None:
    from cyclonedx.schema import SchemaVersion  # takes two seconds, which make quick has not
    from cyclonedx.validation.json import JsonStrictValidator

    text = (ROOT / parts.SBOM).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert len(bill["components"]) == len(parts.closure())
    references = {one["bom-ref"] for one in bill["components"]} | {"readiness"}
    assert {edge["ref"] for edge in bill["dependencies"]} == references
    for component in bill["components"]:
        assert component["purl"].startswith("pkg:pypi/")
        assert component["licenses"], component["name"]
    streamlit = next(e for e in bill["dependencies"] if "/streamlit@" in e["ref"])
    assert any("/starlette@" in one for one in streamlit["dependsOn"])


class _Osv(BaseHTTPRequestHandler):
    """A vulnerability service that knows one advisory, against one version of jinja2."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        found = {}
        if (asked["package"]["name"], asked["version"]) == ("jinja2", "3.1.2"):
            fixed = [{"introduced": "0"}, {"fixed": "3.1.3"}]
            found["vulns"] = [
                {
                    "id": "GHSA-h5c8-rqwp-cp95",
                    "summary": "attribute injection",
                    "published": "2024-01-11T15:20:48Z",
                    "affected": [
                        {
                            "package": {"name": "jinja2", "ecosystem": "PyPI"},
                            "ranges": [{"type": "ECOSYSTEM", "events": fixed}],
                        }
                    ],
                }
            ]
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def osv() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Osv) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def _packages(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "packages.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_a_known_vulnerability_fails_and_is_named(
    osv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = _packages(tmp_path, "jinja2==3.1.2", "markupsafe==3.0.4")
    assert audit.main(["--packages", packages, "--osv-url", osv]) == audit.VULNERABLE
    assert "jinja2==3.1.2 GHSA-h5c8-rqwp-cp95 → 3.1.3" in capsys.readouterr().err


def test_packages_without_a_known_vulnerability_pass(
    osv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = _packages(tmp_path, "jinja2==3.1.6", "markupsafe==3.0.4")
    assert audit.main(["--must-answer", "--packages", packages, "--osv-url", osv]) == audit.CLEAN
    assert "2個の部品に既知の脆弱性はありません" in capsys.readouterr().out


def test_a_service_that_does_not_answer_is_said_and_never_taken_for_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packages = _packages(tmp_path, "jinja2==3.1.2")
    nobody = ["--packages", packages, "--osv-url", "http://127.0.0.1:9/v1/query"]
    assert audit.main(nobody) == audit.CLEAN
    said = capsys.readouterr()
    assert "脆弱性は確認していません" in said.err
    assert said.out == ""
    assert audit.main(["--must-answer", *nobody]) == audit.UNANSWERED


def test_a_package_that_no_service_knows_is_not_counted_as_judged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = audit.Answer("pypi", judged=["a==1"], unjudged=["b==2"])
    monkeypatch.setattr(audit, "ask", lambda *_: answer)
    assert audit.main([]) == audit.CLEAN
    assert "b==2" in capsys.readouterr().err
    assert audit.main(["--must-answer"]) == audit.UNANSWERED
