"""Who may publish, withdraw and write advice. Plain values in, an answer with its reason out.

Reading is open to everybody. A role comes from one of three places, in this order: the claims of a
person who signed in (OIDC), a user header that only a trusted proxy can set, or, for somebody who sits
at this machine and comes through no proxy, a name given at the start of the server.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from readiness.definitions.spreadsheets import visible

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRET_HEADER = "X-Readiness-Proxy-Secret"  # noqa: S105
# Any of these says that somebody else speaks for the visitor.
_FORWARDED = ("x-forwarded", "x-original", "x-real-ip", "x-client-ip", "true-client-ip")
_FORWARDED_EXACTLY = ("forwarded", "via", "x-request-id", "x-readiness-user")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Officer:
    """``name`` of somebody with the role; else "" and ``reason``, the key of the explanation.

    ``identity`` is what the provider of identities never gives to two people; a name it may.
    """

    name: str = ""
    reason: str = ""
    identity: str = ""

    @property
    def author(self) -> str:
        """What is written beside everything this person does: the name to read, who it was to check."""
        return self.name if self.identity in ("", self.name) else f"{self.name} ({self.identity})"


def officer(
    environment: Mapping[str, str],
    *,
    claims: Mapping[str, object],
    headers: Mapping[str, str],
    server_address: str,
    peer: str,
    can_sign_in: bool,
) -> Officer:
    """The officer behind a request.

    READINESS_ROLES_CLAIM and READINESS_OFFICER_ROLE name the claim of OIDC and its value.
    READINESS_PROXY_USER_HEADER names the proxy's header; READINESS_PROXY_SECRET is what the proxy
    sends in X-Readiness-Proxy-Secret, and READINESS_OFFICERS lists who has the role.
    READINESS_LOCAL_OFFICER is a name, for a server that only this machine can reach. ``peer`` is the
    address the request came from, "" for this machine.
    """
    headers = {name.lower(): value for name, value in headers.items()}
    if can_sign_in:
        return _signed_in(environment, claims)
    header = environment.get("READINESS_PROXY_USER_HEADER", "")
    if header:
        return _behind_proxy(environment, headers, header)
    local = environment.get("READINESS_LOCAL_OFFICER", "").strip()
    if local:
        is_here = server_address in _LOOPBACK and came_from_here(headers, peer)
        return Officer(name=local) if is_here else Officer(reason="intake.role.not_local")
    return Officer(reason="intake.role.none")


def came_from_here(headers: Mapping[str, str], peer: str) -> bool:
    """Whether a browser of this machine asked for this machine, with nobody in between.

    A proxy on this machine comes from 127.0.0.1 too, and may send any Host: so everything that only a
    proxy sends counts against it, and a request without a Host is nobody's.
    """
    is_forwarded = any(
        name.startswith(_FORWARDED) or name in _FORWARDED_EXACTLY for name in headers
    )
    origin = headers.get("origin")
    asked = [f"//{headers.get('host', '')}", *([origin] if origin is not None else [])]
    try:
        names = [urlsplit(address).hostname for address in asked]
    except ValueError:
        return False
    return not is_forwarded and peer in ("", *_LOOPBACK) and all(n in _LOOPBACK for n in names)


def _signed_in(environment: Mapping[str, str], claims: Mapping[str, object]) -> Officer:
    if not claims.get("is_logged_in"):
        return Officer(reason="intake.role.sign_in")
    given = claims.get(environment.get("READINESS_ROLES_CLAIM", "roles"), ())
    roles = given.split() if isinstance(given, str) else given
    wanted = environment.get("READINESS_OFFICER_ROLE", "readiness-officer")
    if not isinstance(roles, (list, tuple)) or wanted not in roles:
        return Officer(reason="intake.role.missing")
    # The subject is the person, for ever (OpenID Connect Core 5.7); a name is only what others call them.
    identity = visible(str(claims.get("sub") or "")).strip()[:_LONGEST_NAME]
    if not identity:
        return Officer(reason="intake.role.no_subject")
    names = (claims.get(key) for key in ("name", "preferred_username", "email", "sub"))
    name = visible(str(next(name for name in names if name))).strip()[:_LONGEST_NAME]
    # Brackets set the identity off: a name has none, so that none can be put on.
    return Officer(name.replace("(", " ").replace(")", " "), identity=identity)


def _behind_proxy(
    environment: Mapping[str, str], headers: Mapping[str, str], header: str
) -> Officer:
    secret = environment.get("READINESS_PROXY_SECRET", "")
    given = headers.get(SECRET_HEADER.lower(), "")
    # Without a secret anybody who reaches the server directly could set the header.
    if not secret or not hmac.compare_digest(secret.encode(), given.encode()):
        return Officer(reason="intake.role.proxy")
    name = headers.get(header.lower(), "").strip()
    known = [one.strip() for one in environment.get("READINESS_OFFICERS", "").split(",")]
    return Officer(name=name) if name and name in known else Officer(reason="intake.role.missing")
