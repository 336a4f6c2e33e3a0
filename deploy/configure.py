"""The nginx site file from its template: ``python -m deploy.configure --server-name NAME --out FILE``.

The Content-Security-Policy lists the hashes of the inline scripts of the page, so the
file is made anew after each upgrade.
"""

import argparse
import base64
import hashlib
import os
import re
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.page import text
from readiness.language.wording import LANGUAGES
from readiness.store.officers import SECRET_HEADER

_TEMPLATE = Path(__file__).with_name("nginx.conf")


def script_hashes() -> list[str]:
    """CSP hashes of the inline scripts in the page."""
    inline = r"<script(?: type=\"module\")?>(.*?)</script>"
    every = (re.findall(inline, text(code), re.DOTALL) for code in LANGUAGES)
    scripts = dict.fromkeys(script for found in every for script in found)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def policy(origin: str) -> str:
    """No script but our own files and the listed inline one; styles are written by Streamlit."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(script_hashes())} 'wasm-unsafe-eval' blob:",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {origin} blob: data:",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-src 'self'",
            "frame-ancestors 'none'",
        )
    )


# Headers by which proxies and single sign-on tell who somebody is or where a request came from. The
# dashboard reads at most one of them, with a secret; a visitor may send none.
IDENTITY_HEADERS = (
    "Forwarded",
    "Via",
    "X-Forwarded-Host",
    "X-Forwarded-Port",
    "X-Forwarded-Prefix",
    "X-Forwarded-Server",
    "X-Forwarded-User",
    "X-Forwarded-Email",
    "X-Forwarded-Groups",
    "X-Forwarded-Preferred-Username",
    "X-Forwarded-Access-Token",
    "X-Original-URL",
    "X-Original-Host",
    "X-Real-IP",
    "X-Client-IP",
    "True-Client-IP",
    "X-Auth-Request-User",
    "X-Auth-Request-Email",
    "X-Auth-Request-Groups",
    "X-Authenticated-User",
    "X-Remote-User",
    "Remote-User",
    "Remote-Name",
    "Remote-Email",
    "Remote-Groups",
    "X-User",
    "X-WEBAUTH-USER",
    "X-SSL-Client-Verify",
    "X-SSL-Client-S-DN",
    "X-Readiness-User",
    SECRET_HEADER,
)


@dataclass(frozen=True)
class Identity:
    """How officers are known to the proxy; without any of it nobody is an officer by a header.

    ``front``: address of a proxy before this one that signs people in and sends ``user_header``.
    ``client_authority``: certificates of this authority (staff cards) name their holder in CN.
    ``secret_file``: what ``new_secret`` wrote; the dashboard has the same READINESS_PROXY_SECRET.
    """

    user_header: str = "X-Forwarded-User"
    front: str = ""
    client_authority: str = ""
    secret_file: str = "/etc/readiness/proxy-secret.conf"  # noqa: S105

    def maps(self) -> str:
        """For http { }: the variable $readiness_user."""
        if self.front:
            given = "$http_" + self.user_header.lower().replace("-", "_")
            source, pattern = "$realip_remote_addr", self.front
        elif self.client_authority:
            # The first part of the name only: what stands further on, the authority may let people choose.
            given, source = "$readiness_cn", "$ssl_client_verify:$ssl_client_s_dn"
            pattern = r'"~^SUCCESS:CN=(?<readiness_cn>[^,+=\\\\]+)(,|$)"'
        else:
            return ""
        return f'map {source} $readiness_user {{\n    default "";\n    {pattern} {given};\n}}\n'

    def settings(self) -> list[str]:
        """For server { }."""
        if self.front:
            way = [f"set_real_ip_from {self.front};", "real_ip_header X-Forwarded-For;"]
        elif self.client_authority:
            way = [
                f"ssl_client_certificate {self.client_authority};",
                "ssl_verify_client optional;",
            ]
        else:
            return []
        name = f"proxy_set_header {self.user_header} $readiness_user;"
        return [*way, name, f"include {self.secret_file};"]

    def blanked(self) -> list[str]:
        """Headers that this proxy sends empty, whatever a visitor sent."""
        set_here = {self.user_header.lower(), SECRET_HEADER.lower()} if self.settings() else set()
        return [name for name in IDENTITY_HEADERS if name.lower() not in set_here]


def new_secret(path: Path) -> str:
    """Write a fresh secret for nginx, readable by its owner only; the value, for the environment."""
    value = secrets.token_hex(32)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f'proxy_set_header {SECRET_HEADER} "{value}";\n')
    return value


def _authority(server_name: str, listen: str, *, is_secure: bool) -> str:
    """The name with its port, unless it is the usual one: what browsers send as Host."""
    port = listen.split()[0].rsplit(":", 1)[-1]
    return server_name if port == ("443" if is_secure else "80") else f"{server_name}:{port}"


def _below(base: str) -> str:
    """For server { }: the path is taken off here, so that everything further down is as without it."""
    return "\n".join(
        (
            f"    if ($uri = {base}) {{ return 302 {base}/; }}",
            "    if ($uri = /) {",
            f"        return 302 {base}/;",
            "    }",
            f"    if ($uri !~ ^{base}/) {{ return 404; }}",
            f"    rewrite ^{base}(/.*)$ $1 break;",
        )
    )


# Between machines packets may vanish, which refuses nothing: a dashboard that says nothing for so long is
# gone (deploy/pings.py speaks every 2 s), and one that does not answer at once is passed by. On one machine
# nothing vanishes, and a dashboard that is only busy is not given up.
_APART = {"connect_time": "300ms", "silence": "6s", "answer_time": "20s", "kept_time": "5s"}
_TOGETHER = {"connect_time": "1s", "silence": "1h", "answer_time": "1h", "kept_time": "60s"}


def site(
    server_name: str,
    replicas: list[int | str],
    *,
    listen: str = "443 ssl http2",
    redirect_listen: str = "80",
    certificate: str = "",
    key: str = "",
    access_log: str = "/var/log/nginx/readiness.log",
    error_log: str = "/var/log/nginx/error.log",
    people: int = 300,
    identity: Identity = Identity(),
    base: str = "",
) -> str:
    """The text of the site file. With a certificate: TLS, and port 80 only sends on to it.

    ``replicas``: a port of this machine, or ``host:port`` of another one.
    ``base``: the path of the host below which the dashboard stands, such as ``/telework``.
    ``people``: how many may sit behind one address (a whole office behind one gateway).
    """
    is_secure = bool(certificate)
    authority = _authority(server_name, listen, is_secure=is_secure)
    pattern = re.escape(server_name)
    places = [f"127.0.0.1:{one}" if isinstance(one, int) else one for one in replicas]
    is_here = all(place.startswith("127.0.0.1:") for place in places)
    filled = {
        "secure": "; Secure" if is_secure else "",
        # No counting of failures: only a request that has ended tells nginx that a replica is back,
        # and a websocket never ends. A stopped replica refuses at once, and the next is asked.
        "replicas": "\n".join(f"    server {place} max_fails=0;" for place in places),
        "redirect": (
            f"server {{\n    listen {redirect_listen};\n    server_name {server_name};\n"
            "    server_tokens off;\n    access_log off;\n"
            f"    if ($host !~* ^{pattern}$) {{ return 421; }}\n"
            # Never to a name that the visitor wrote.
            f"    return 301 https://{authority}$request_uri;\n}}\n"
            if is_secure
            else ""
        ),
        "listen": f"listen {listen};",
        "server_name": server_name,
        "certificate": (
            f"ssl_certificate {certificate}; ssl_certificate_key {key}; ssl_protocols TLSv1.2 TLSv1.3;"
            if is_secure
            else ""
        ),
        "access_log": access_log,
        "error_log": error_log,
        "host_pattern": pattern,
        "authority": authority,
        "policy": policy(f"{'wss' if is_secure else 'ws'}://{authority}"),
        "strict_transport": (
            'add_header Strict-Transport-Security "max-age=31536000" always;' if is_secure else ""
        ),
        "base": base,
        "below": _below(base) if base else "",
        "identity_maps": identity.maps(),
        "identity": "\n".join(f"    {line}" for line in identity.settings()),
        "blanked": "\n".join(f'    proxy_set_header {one} "";' for one in identity.blanked()),
        "people": str(people),
        # A first visit asks for about 60 files, and everybody may come at ten o'clock.
        "request_rate": str(max(people // 2, 10)),
        "request_burst": str(people * 60),
        "session_rate": str(max(people // 30, 2)),
        "session_burst": str(people * 2),
        "follow_rate": str(max(people // 3, 5)),
        "follow_burst": str(people * 4),
        "connections": str(people * 8),
        "upload_rate": "2",
        "senders": "6",
        **(_TOGETHER if is_here else _APART),
    }
    text = _TEMPLATE.read_text(encoding="utf-8")
    for name, value in filled.items():
        text = text.replace(f"$[{name}]", value)
    return text


def main(texts: list[str]) -> int:
    """Write the site file, and a secret for it if asked to."""
    parser = argparse.ArgumentParser(prog="python -m deploy.configure")
    parser.add_argument("--server-name", required=True)
    parser.add_argument("--port", type=int, action="append", help="port of a replica here; repeat")
    parser.add_argument("--replica", action="append", help="host:port of one elsewhere; repeat")
    parser.add_argument("--certificate", default="")
    parser.add_argument("--key", default="")
    parser.add_argument("--listen", default="")
    parser.add_argument("--people", type=int, default=300, help="people behind one address")
    parser.add_argument("--base-path", default="", help="below which path of the host: /telework")
    proxy = parser.add_argument_group("officers known to a proxy (READINESS_PROXY_USER_HEADER)")
    who = proxy.add_mutually_exclusive_group()
    who.add_argument("--front", default="", help="address of the proxy that signs people in")
    who.add_argument("--client-ca", default="", help="authority of the officers' certificates")
    proxy.add_argument("--user-header", default=Identity.user_header)
    proxy.add_argument("--secret-file", default=Identity.secret_file, help="where nginx finds it")
    proxy.add_argument("--new-secret", type=Path, help="write such a file here")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(texts)
    for given, shape in (
        (chosen.server_name, r"[a-z0-9.-]+"),
        (chosen.user_header, r"[A-Za-z][A-Za-z0-9-]*"),
        (chosen.front, r"[0-9a-f.:]*"),
        (chosen.base_path, r"(/[A-Za-z0-9_-]+)*/?"),
        *((replica, r"[a-z0-9.-]+:[0-9]{1,5}") for replica in chosen.replica or ()),
    ):
        if not re.fullmatch(shape, given):
            parser.error(f"{given!r}")
    if chosen.client_ca and not chosen.certificate:
        parser.error("--client-ca needs --certificate")
    text = site(
        chosen.server_name,
        [*(chosen.port or ()), *(chosen.replica or ())] or [8511, 8512],
        listen=chosen.listen or ("443 ssl http2" if chosen.certificate else "80"),
        certificate=chosen.certificate,
        key=chosen.key,
        people=chosen.people,
        identity=Identity(chosen.user_header, chosen.front, chosen.client_ca, chosen.secret_file),
        base=chosen.base_path.rstrip("/"),
    )
    chosen.out.write_text(text, encoding="utf-8")
    if chosen.new_secret:
        print(f"READINESS_PROXY_SECRET={new_secret(chosen.new_secret)}")
        print(f"READINESS_PROXY_USER_HEADER={chosen.user_header}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
