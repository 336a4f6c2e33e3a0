"""Who may publish, withdraw and write advice. Plain values in, an answer with its reason out.

Reading is open to everybody. A role comes from one of three places, in this order: the claims of a
person who signed in (OIDC), a user header that only a trusted proxy can set, or, on 127.0.0.1 only,
a name given at the start of the server.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRET_HEADER = "X-Readiness-Proxy-Secret"  # noqa: S105


@dataclass(frozen=True)
class Officer:
    """``name`` of somebody with the role; else "" and ``reason``, the key of the explanation."""

    name: str = ""
    reason: str = ""


def officer(
    environment: Mapping[str, str],
    *,
    claims: Mapping[str, object],
    headers: Mapping[str, str],
    server_address: str,
    can_sign_in: bool,
) -> Officer:
    """The officer behind a request.

    READINESS_ROLES_CLAIM and READINESS_OFFICER_ROLE name the claim of OIDC and its value.
    READINESS_PROXY_USER_HEADER names the proxy's header; READINESS_PROXY_SECRET is what the proxy
    sends in X-Readiness-Proxy-Secret, and READINESS_OFFICERS lists who has the role.
    READINESS_LOCAL_OFFICER is a name, for a server that only this machine can reach.
    """
    if can_sign_in:
        return _signed_in(environment, claims)
    header = environment.get("READINESS_PROXY_USER_HEADER", "")
    if header:
        return _behind_proxy(environment, headers, header)
    local = environment.get("READINESS_LOCAL_OFFICER", "").strip()
    if local:
        host = headers.get("Host", "127.0.0.1").rsplit(":", 1)[0].strip("[]")
        is_here = server_address in _LOOPBACK and host in _LOOPBACK
        return Officer(name=local) if is_here else Officer(reason="intake.role.not_local")
    return Officer(reason="intake.role.none")


def _signed_in(environment: Mapping[str, str], claims: Mapping[str, object]) -> Officer:
    if not claims.get("is_logged_in"):
        return Officer(reason="intake.role.sign_in")
    given = claims.get(environment.get("READINESS_ROLES_CLAIM", "roles"), ())
    roles = given.split() if isinstance(given, str) else given
    wanted = environment.get("READINESS_OFFICER_ROLE", "readiness-officer")
    if not isinstance(roles, (list, tuple)) or wanted not in roles:
        return Officer(reason="intake.role.missing")
    names = (claims.get(key) for key in ("name", "preferred_username", "email", "sub"))
    return Officer(name=str(next((name for name in names if name), "")))


def _behind_proxy(
    environment: Mapping[str, str], headers: Mapping[str, str], header: str
) -> Officer:
    secret = environment.get("READINESS_PROXY_SECRET", "")
    given = headers.get(SECRET_HEADER, "")
    # Without a secret anybody who reaches the server directly could set the header.
    if not secret or not hmac.compare_digest(secret.encode(), given.encode()):
        return Officer(reason="intake.role.proxy")
    name = headers.get(header, "").strip()
    known = [one.strip() for one in environment.get("READINESS_OFFICERS", "").split(",")]
    return Officer(name=name) if name and name in known else Officer(reason="intake.role.missing")
