"""The shipped nginx, real and on loopback: no header makes an officer, one address has one share, and
no log tells a session.
"""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import configure
from readiness.store.officers import SECRET_HEADER
from tests.support.proxy import NAME, Proxy, ask, proxy, reached

pytestmark = pytest.mark.slow

FRONT = "127.0.0.3"  # another address of this machine: where the proxy that signs people in sits
SECRET = "9f" * 32


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """As installed without any identity."""
    with proxy(tmp_path_factory.mktemp("plain")) as running:
        yield running


@pytest.fixture(scope="module")
def fronted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Behind a proxy that signs people in and says so in X-Forwarded-User."""
    directory = tmp_path_factory.mktemp("fronted")
    secret = directory / "secret.conf"
    secret.write_text(f'proxy_set_header {SECRET_HEADER} "{SECRET}";\n', "utf-8")
    identity = configure.Identity(front=FRONT, secret_file=str(secret))
    with proxy(directory, identity=identity) as running:
        yield running


def test_the_upstream_hears_the_fixed_name_and_the_visitors_address(plain: Proxy) -> None:
    status, answer = ask(plain.port, f"GET / HTTP/1.1\nHost: {NAME}\nX-Forwarded-For: 127.0.0.1")
    assert status == 200
    assert reached(answer)["host"] == [f"{NAME}:{plain.port}"]
    assert reached(answer)["x-forwarded-for"] == ["127.0.0.1"]
    _, answer = ask(plain.port, f"GET / HTTP/1.1\nHost: {NAME}", source="127.0.0.9")
    assert reached(answer)["x-forwarded-for"] == ["127.0.0.9"]


@pytest.mark.parametrize(
    "text",
    [
        # The line names us and the header this machine: once the way to be the local officer.
        f"GET http://{NAME}/ HTTP/1.1\nHost: 127.0.0.1",
        f"GET http://{NAME}/ HTTP/1.1\nHost: localhost:8511",
        f"GET http://{NAME}/ HTTP/1.1",
        f"GET http://127.0.0.1/ HTTP/1.1\nHost: {NAME}",
        "GET / HTTP/1.1\nHost: 127.0.0.1",
        "GET / HTTP/1.1\nHost: example.org",
        f"GET / HTTP/1.1\nHost: {NAME}.example.org",
        f"GET / HTTP/1.1\nHost: example.org/{NAME}",
        "GET / HTTP/1.1\nHost:",
        "GET / HTTP/1.0",
        f"GET / HTTP/1.1\nHost: {NAME}\nHost: 127.0.0.1",
    ],
)
def test_any_other_name_or_none_is_refused_in_every_form(plain: Proxy, text: str) -> None:
    status, _ = ask(plain.port, text)
    assert status in (400, 421)


def test_an_absolute_request_for_our_own_name_is_served(plain: Proxy) -> None:
    status, answer = ask(plain.port, f"GET http://{NAME}/x HTTP/1.1\nHost: {NAME}")
    assert status == 200
    assert reached(answer)["host"] == [f"{NAME}:{plain.port}"]


def test_no_header_of_a_visitor_says_who_he_is(plain: Proxy) -> None:
    names = configure.IDENTITY_HEADERS
    spelled = [*names, *(name.lower() for name in names), *(n.replace("-", "_") for n in names)]
    sent = "\n".join(f"{name}: tanaka-the-officer" for name in spelled)
    status, answer = ask(plain.port, f"GET / HTTP/1.1\nHost: {NAME}\n{sent}")
    assert status == 200
    assert "tanaka-the-officer" not in answer


def test_only_the_front_proxy_names_an_officer(fronted: Proxy) -> None:
    text = f"GET / HTTP/1.1\nHost: {NAME}\nX-Forwarded-For: 10.0.0.7\nX-Forwarded-User: tanaka"
    _, answer = ask(fronted.port, text, source=FRONT)
    assert reached(answer)["x-forwarded-user"] == ["tanaka"]
    assert reached(answer)[SECRET_HEADER.lower()] == [SECRET]
    assert reached(answer)["x-forwarded-for"] == ["10.0.0.7"]
    for source in ("127.0.0.1", "127.0.0.4"):
        _, answer = ask(fronted.port, f"{text}\nX-Forwarded-For: {FRONT}", source=source)
        assert "x-forwarded-user" not in reached(answer)


def test_the_front_proxy_cannot_be_asked_to_pass_a_secret_on(fronted: Proxy) -> None:
    text = f"GET / HTTP/1.1\nHost: {NAME}\n{SECRET_HEADER}: guess\nX-Auth-Request-User: sato"
    _, answer = ask(fronted.port, text, source=FRONT)
    assert reached(answer)[SECRET_HEADER.lower()] == [SECRET]
    assert "sato" not in answer


def test_a_new_secret_is_its_owners_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "proxy-secret.conf"
    value = configure.new_secret(path)
    assert len(value) == 64
    assert path.read_text("utf-8") == f'proxy_set_header {SECRET_HEADER} "{value}";\n'
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        configure.new_secret(path)


def _openssl(directory: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=directory, check=True, capture_output=True, timeout=120)


def _certificate(directory: Path, name: str, subject: str, signer: str = "") -> None:
    """A key and a certificate, signed by ``signer`` or by itself."""
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    ends = ("-keyout", f"{name}.key", "-subj", subject)
    if not signer:
        _openssl(directory, "req", "-x509", *key, "-days", "2", *ends, "-out", f"{name}.pem")
        return
    _openssl(directory, "req", *key, *ends, "-out", f"{name}.csr")
    signed_by = ("-CA", f"{signer}.pem", "-CAkey", f"{signer}.key", "-CAcreateserial")
    request = ("-in", f"{name}.csr", "-out", f"{name}.pem", "-days", "2")
    _openssl(directory, "x509", "-req", *request, *signed_by)


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """With TLS and officers' certificates."""
    directory = tmp_path_factory.mktemp("secured")
    _certificate(directory, "server", f"/CN={NAME}")
    _certificate(directory, "staff", "/CN=staff authority")
    _certificate(directory, "tanaka", "/O=office/CN=tanaka", "staff")
    _certificate(directory, "cheat", "/CN=sato/O=office,CN=tanaka", "staff")
    _certificate(directory, "stranger", "/CN=tanaka")
    secret = directory / "secret.conf"
    secret.write_text(f'proxy_set_header {SECRET_HEADER} "{SECRET}";\n', "utf-8")
    with proxy(
        directory,
        certificate=str(directory / "server.pem"),
        key=str(directory / "server.key"),
        identity=configure.Identity(
            client_authority=str(directory / "staff.pem"), secret_file=str(secret)
        ),
    ) as running:
        yield running


def _with_certificate(secured: Proxy, name: str, header: str = "") -> tuple[int, str]:
    context = ssl.create_default_context(cafile=str(secured.directory / "server.pem"))
    if name:
        context.load_cert_chain(
            secured.directory / f"{name}.pem", secured.directory / f"{name}.key"
        )
    with (
        socket.create_connection(("127.0.0.1", secured.port), timeout=60) as raw,
        context.wrap_socket(raw, server_hostname=NAME) as connection,
    ):
        text = f"GET / HTTP/1.1\r\nHost: {NAME}\r\n{header}Connection: close\r\n\r\n"
        connection.sendall(text.encode())
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    return int(answer.split(b" ", 2)[1]), answer.decode()


def test_a_certificate_names_its_holder_and_nobody_else(secured: Proxy) -> None:
    _, answer = _with_certificate(secured, "tanaka", "X-Forwarded-User: sato\r\n")
    assert reached(answer)["x-forwarded-user"] == ["tanaka"]
    _, answer = _with_certificate(secured, "cheat")
    assert reached(answer).get("x-forwarded-user") != ["tanaka"]
    _, answer = _with_certificate(secured, "", "X-Forwarded-User: tanaka\r\n")
    assert "x-forwarded-user" not in reached(answer)
    status, answer = _with_certificate(secured, "stranger")
    assert (status, "x-forwarded-user" in answer) == (400, False)


def test_port_80_sends_on_to_our_name_only(secured: Proxy) -> None:
    status, answer = ask(secured.plain_port, f"GET /roadmap?slip=2 HTTP/1.1\nHost: {NAME}")
    assert status == 301
    assert f"Location: https://{NAME}:{secured.port}/roadmap?slip=2\r\n" in answer
    status, answer = ask(secured.plain_port, f"GET http://{NAME}//example.org HTTP/1.1\nHost: x")
    assert f"Location: https://{NAME}:{secured.port}//example.org\r\n" in answer
    for host in ("example.org", "127.0.0.1"):
        status, answer = ask(secured.plain_port, f"GET / HTTP/1.1\nHost: {host}")
        assert (status, "Location" in answer) == (421, False)


def test_no_log_tells_a_session_or_a_private_file(plain: Proxy) -> None:
    paths = (
        "/_stcore/upload_file/SESSION-1/FILE-1",
        "/media/FILE-1.pdf",
        "/oauth2callback?code=FILE-1",
    )
    for path in paths:
        # Also when refused for its size or for their number.
        for _ in range(40):
            ask(plain.port, f"PUT {path} HTTP/1.1\nHost: {NAME}\nContent-Length: 2", body=b"{}")
        ask(plain.port, f"PUT {path} HTTP/1.1\nHost: {NAME}\nContent-Length: 99000000")
    assert "/_stcore/upload_file/-" in plain.logs
    assert '"status":429' in plain.logs
    assert '"status":413' in plain.logs
    assert "SESSION-1" not in plain.logs
    assert "FILE-1" not in plain.logs


def test_files_go_to_their_own_address_only(plain: Proxy) -> None:
    large = 100_000
    text = f"PUT {{}} HTTP/1.1\nHost: {NAME}\nContent-Length: {large}"
    body = bytes(large)
    assert ask(plain.port, text.format("/x"), body=body)[0] == 413
    path = "/_stcore/upload_file/1/2"
    assert ask(plain.port, text.format(path), body=body, source="127.0.0.8")[0] == 200
    above = f"PUT {path} HTTP/1.1\nHost: {NAME}\nContent-Length: {20 * 2**20 + 1}"
    assert ask(plain.port, above, source="127.0.0.8")[0] == 413


def test_one_address_has_its_share_and_the_next_is_served(tmp_path: Path) -> None:
    with proxy(tmp_path, people=1) as small:
        text = f"GET / HTTP/1.1\nHost: {NAME}"
        assert 429 in [ask(small.port, text)[0] for _ in range(200)]
        assert ask(small.port, text, source="127.0.0.2")[0] == 200
        uploads = f"PUT /_stcore/upload_file/1/2 HTTP/1.1\nHost: {NAME}\nContent-Length: 2"
        said = [ask(small.port, uploads, body=b"{}")[0] for _ in range(60)]
        assert 429 in said
        assert ask(small.port, uploads, body=b"{}", source="127.0.0.2")[0] == 200
        # Eight screens at once, then no more; all the same the next address opens one.
        hang = f"GET /hang HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode()
        held = [
            socket.create_connection(("127.0.0.1", small.port), 60, ("127.0.0.5", 0))
            for _ in "x" * 30
        ]
        for one in held:
            one.sendall(hang)
        refused = 0
        for one in held[::-1]:
            one.settimeout(5)
            try:
                refused += b" 429 " in one.recv(100)
            except TimeoutError:
                break
        assert refused == 22
        assert ask(small.port, text, source="127.0.0.2")[0] == 200
        small.may_end.set()
        for one in held:
            one.close()


def test_a_slow_sender_is_cut_off(plain: Proxy) -> None:
    beginnings = (
        f"GET / HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode(),
        f"PUT /_stcore/upload_file/1/2 HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 100\r\n\r\n{{".encode(),
    )
    slow = [
        socket.create_connection(("127.0.0.1", plain.port), 120, ("127.0.0.6", 0))
        for _ in beginnings
    ]
    for connection, beginning in zip(slow, beginnings, strict=True):
        connection.sendall(beginning)
    for connection in slow:
        try:
            while part := connection.recv(1000):
                assert b" 200 " not in part
        except ConnectionResetError:
            pass
        connection.close()


def test_below_a_path_the_dashboard_hears_addresses_without_it(tmp_path: Path) -> None:
    with proxy(tmp_path, base="/telework") as running:

        def status_and_answer(path: str) -> tuple[int, str]:
            return ask(running.port, f"GET {path} HTTP/1.1\nHost: {NAME}:{running.port}")

        status, answer = status_and_answer("/telework/roadmap?slip=4")
        assert status == 200
        assert '"path": "/roadmap?slip=4"' in answer
        assert "readiness_replica=" in answer
        assert "Path=/telework/;" in answer
        for path in ("/", "/telework"):
            status, answer = status_and_answer(path)
            assert status == 302
            assert f"Location: http://{NAME}:{running.port}/telework/" in answer
        assert status_and_answer("/roadmap")[0] == 404
        assert status_and_answer("/telework/_stcore/metrics")[0] == 404


def test_dashboards_elsewhere_are_given_up_by_silence_and_those_here_are_not(
    tmp_path: Path,
) -> None:
    here, apart = tmp_path / "here.conf", tmp_path / "apart.conf"
    named = ["--server-name", NAME, "--out"]
    assert configure.main([*named, str(here), "--port", "8511", "--port", "8512"]) == 0
    places = ["--replica", "10.0.0.11:8511", "--replica", "dash-2:8511"]
    assert configure.main([*named, str(apart), *places, "--port", "8512"]) == 0
    assert "proxy_read_timeout 6s;" not in here.read_text("utf-8")
    text = apart.read_text("utf-8")
    assert text.count("proxy_read_timeout 6s;") == 2
    assert "proxy_connect_timeout 300ms;" in text
    for place in ("127.0.0.1:8512", "10.0.0.11:8511", "dash-2:8511"):
        assert f"    server {place} max_fails=0;\n" in text
    for wrong in ("10.0.0.11", "10.0.0.11:8511;", "[::1]:8511 x"):
        with pytest.raises(SystemExit):
            configure.main([*named, str(apart), "--replica", wrong])
