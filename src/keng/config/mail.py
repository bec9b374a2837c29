"""How mail leaves the machine, and at which hours: read from the environment or refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

_BACKENDS: Final = "django.core.mail.backends"
_A_DAY: Final = 24


@dataclass(frozen=True)
class MailSettings:
    """What Django's mail settings are made of; no address of a server means files in a folder."""

    backend: str
    folder: Path
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    in_tls: bool = False


def mail_settings(url: str, directory: Path) -> MailSettings:
    """The settings for KENG_MAIL_URL: "" writes each mail into the folder `mail` of KENG_DIR.

    "console:" prints them; "smtp://user:password@host:587?tls=start" sends, with TLS from the first
    byte for "smtps://". Raises ValueError, without the password, for anything else.
    """
    folder = directory / "mail"
    if not url:
        return MailSettings(f"{_BACKENDS}.filebased.EmailBackend", folder)
    parts = urlsplit(url)
    if parts.scheme == "console":
        return MailSettings(f"{_BACKENDS}.console.EmailBackend", folder)
    tls = dict(parse_qsl(parts.query)).get("tls", "")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or tls not in {"", "start"}:
        raise ValueError("KENG_MAIL_URL: smtp://user:password@host:587?tls=start, or console:")
    return MailSettings(
        f"{_BACKENDS}.smtp.EmailBackend",
        folder,
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=tls == "start",
        in_tls=parts.scheme == "smtps",
    )


def hours_from(text: str) -> tuple[int, int]:
    """The first hour and the hour at which it is over: "7-18". Raises ValueError.

    >>> hours_from("7-18")
    (7, 18)
    """
    first, _, last = text.partition("-")
    hours = (int(first), int(last))
    if not 0 <= hours[0] < hours[1] <= _A_DAY:
        raise ValueError(f"KENG_MAIL_HOURS: {text!r} is no span of hours such as 7-18")
    return hours


def days_from(text: str) -> tuple[int, ...]:
    """Counts of days, smallest first: "3,1,0". Empty for none. Raises ValueError.

    >>> days_from("3,1,0")
    (0, 1, 3)
    """
    days = sorted({int(part) for part in text.split(",") if part.strip()})
    if days and days[0] < 0:
        raise ValueError(f"{text!r}: days are counted from 0")
    return tuple(days)
