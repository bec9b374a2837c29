"""What `keng doctor` asks of the way of people to this machine: names, proxy, certificate, door."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from keng.kernel.moments import local_day
from keng.ops.session import now

_SECONDS: Final = 5
_CERTIFICATE_LASTS: Final = timedelta(days=14)
_HTTPS_PORT: Final = 443
_BAD_REQUEST: Final = 400
_GATEWAY: Final = range(502, 505)


@dataclass(frozen=True)
class Check:
    """One line of the doctor: what was looked at, whether it is well, and what to do."""

    what: str
    found: str
    well: bool = True
    advice: str = ""


def names() -> Check:
    """Whether the settings about names, TLS and the proxy fit each other."""
    from django.conf import settings
    from django.http.request import validate_host

    base = urlsplit(settings.BASE_URL)
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    if base.hostname and not validate_host(base.hostname, settings.ALLOWED_HOSTS):
        advice = f"add {base.hostname} to KENG_ALLOWED_HOSTS: people get a page 400 under that name"
        return Check("names", hosts, well=False, advice=advice)
    if base.scheme == "https" and not settings.HTTPS:
        advice = "set KENG_HTTPS=1: cookies are not kept to https without it"
        return Check("names", hosts, well=False, advice=advice)
    if settings.HTTPS and base.scheme == "http":
        advice = "KENG_BASE_URL begins with http: links in mail lead past the certificate"
        return Check("names", hosts, well=False, advice=advice)
    if settings.HTTPS and not settings.PROXIES:
        advice = "set KENG_PROXIES: all people seem to come from the proxy's one address"
        return Check("names", hosts, advice=advice)
    return Check("names", hosts)


def address() -> Check:
    """Asks Keng under the name that people use, through the proxy and its certificate."""
    from django.conf import settings

    base = urlsplit(settings.BASE_URL)
    if not base.hostname:
        return Check("address", "none set", advice="optional: KENG_BASE_URL, for links in mail")
    if base.scheme != "https":
        return Check("address", settings.BASE_URL, advice="KENG_HTTPS and a proxy with TLS")
    connection = http.client.HTTPSConnection(
        base.hostname, base.port or _HTTPS_PORT, timeout=_SECONDS, context=_context()
    )
    try:
        connection.connect()
        until = _certified_until(connection.sock)
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        return _answered(settings.BASE_URL, answer, until, is_told_https=settings.HTTPS)
    except ssl.SSLCertVerificationError as error:
        advice = "browsers refuse it too, unless they know its maker: renew it, or install the CA"
        found = f"certificate: {error.verify_message}"
        return Check("address", found, well=False, advice=advice)
    except OSError as error:
        advice = "is the proxy running, and does the name lead here? (only from outside: no matter)"
        return Check("address", f"{settings.BASE_URL}: {error}", advice=advice)
    finally:
        connection.close()


def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _certified_until(sock: Any) -> datetime:
    told = sock.getpeercert()["notAfter"]
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(told), tz=UTC)


def _answered(
    base: str, answer: http.client.HTTPResponse, until: datetime, *, is_told_https: bool
) -> Check:
    """What the answer says of the proxy, of Keng behind it and of the certificate."""
    advice = ""
    if answer.status == _BAD_REQUEST:
        advice = "the proxy must pass the name on: proxy_set_header Host $host"
    elif answer.status in _GATEWAY:
        advice = _of_keng(answer) or "the proxy finds no Keng: systemctl status keng"
    elif is_told_https and "strict-transport-security" not in answer.headers:
        advice = "the proxy must say that people came by TLS: X-Forwarded-Proto https"
    elif until - now() < _CERTIFICATE_LASTS:
        advice = f"the certificate ends on {until:%Y-%m-%d}: renew it"
    found = f"{base}: {answer.status}, certificate until {until:%Y-%m-%d}"
    return Check("address", found, well=not advice, advice=advice)


def _of_keng(answer: http.client.HTTPResponse) -> str:
    """Keng itself says what is not well: its own answer is JSON, a proxy's is a page."""
    try:
        told = json.loads(answer.read())
    except ValueError:
        return ""
    lacking = [name for name, is_well in told.items() if not is_well]
    return f"Keng says that this is not well: {', '.join(lacking)}"


def passwords_alone() -> Check:
    """How many people above clerk may still come in with nothing but a password."""
    from keng.access.queries import accounts_kept_by
    from keng.access.standing import above_clerk
    from keng.kernel.actors import OPERATOR

    on = local_day(now())
    open_ones = accounts_kept_by(OPERATOR, on=on).filter(is_active=True)
    guarded = above_clerk(open_ones.values_list("pk", flat=True), on=on)
    bare = sum(not has_step for has_step in guarded.values())
    found = f"{len(guarded) - bare} of {len(guarded)} people above clerk have one"
    advice = "the administrator's page Người dùng, Bước đăng nhập thứ hai, names the others"
    return Check("second step", found, advice=advice if bare else "")
