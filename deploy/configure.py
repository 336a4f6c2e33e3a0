"""The nginx site file from its template: ``python -m deploy.configure --server-name NAME --out FILE``.

The Content-Security-Policy lists the hashes of the inline scripts of the page, so the
file is made anew after each upgrade.
"""

import argparse
import base64
import hashlib
import re
import sys
from pathlib import Path

from deploy.page import text
from readiness.language.wording import LANGUAGES

_TEMPLATE = Path(__file__).with_name("nginx.conf")


def script_hashes() -> list[str]:
    """CSP hashes of the inline scripts in the page."""
    scripts = re.findall(
        r"<script(?: type=\"module\")?>(.*?)</script>", text(LANGUAGES[0]), re.DOTALL
    )
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


def site(
    server_name: str,
    ports: list[int],
    *,
    listen: str = "443 ssl http2",
    certificate: str = "",
    key: str = "",
    access_log: str = "/var/log/nginx/readiness.log",
    websocket_origin: str = "",
) -> str:
    """The text of the site file. With a certificate: TLS, and port 80 only sends on to it."""
    is_secure = bool(certificate)
    scheme = "wss" if is_secure else "ws"
    filled = {
        "secure": "; Secure" if is_secure else "",
        # No counting of failures: only a request that has ended tells nginx that a replica is back,
        # and a websocket never ends. A stopped replica refuses at once, and the next is asked.
        "replicas": "\n".join(f"    server 127.0.0.1:{port} max_fails=0;" for port in ports),
        "redirect": (
            f"server {{ listen 80; server_name {server_name}; return 301 https://$host$request_uri; }}\n"
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
        "allowed_hosts": re.escape(server_name),
        "policy": policy(websocket_origin or f"{scheme}://{server_name}"),
        "strict_transport": (
            'add_header Strict-Transport-Security "max-age=31536000" always;' if is_secure else ""
        ),
    }
    text = _TEMPLATE.read_text(encoding="utf-8")
    for name, value in filled.items():
        text = text.replace(f"$[{name}]", value)
    return text


def main(texts: list[str]) -> int:
    """Write the site file."""
    parser = argparse.ArgumentParser(prog="python -m deploy.configure")
    parser.add_argument("--server-name", required=True)
    parser.add_argument("--port", type=int, action="append", help="port of a replica; repeat")
    parser.add_argument("--certificate", default="")
    parser.add_argument("--key", default="")
    parser.add_argument("--listen", default="")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(texts)
    listen = chosen.listen or ("443 ssl http2" if chosen.certificate else "80")
    text = site(
        chosen.server_name,
        chosen.port or [8511, 8512],
        listen=listen,
        certificate=chosen.certificate,
        key=chosen.key,
    )
    chosen.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
