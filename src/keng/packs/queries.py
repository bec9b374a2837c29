"""Which programme is in use, and what each stored version holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.db.models import Subquery

from keng.db.reading import once
from keng.journal import rows
from keng.journal.queries import recent
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.periods import Period, declare_regime, parse_period
from keng.kernel.problems import Problem
from keng.orgunits.queries import nation
from keng.packs import made
from keng.packs.content import digest_of
from keng.packs.models import MadeForm, PackVersion
from keng.packs.schema import Pack

_MOST_VERSIONS: Final = 10_000  # a programme has a handful a year


@dataclass(frozen=True)
class VersionView:
    """One installed version, without its content."""

    id: int
    code: str
    version: str
    digest: str


@dataclass(frozen=True)
class Installation:
    """A version with when it was installed and by which account (None: the operator)."""

    version: VersionView
    at: datetime | None
    account_id: int | None


def current_version(code: str | None = None) -> tuple[int, Pack]:
    """The id and content of the version in use: the last one installed, of the code if given.

    One small query; the content is read once per process. NotFound if nothing is installed.
    """
    version_id, pack, _ = current_with_made(code)
    return version_id, pack


def current_with_made(code: str | None = None) -> tuple[int, Pack, str]:
    """As `current_version`, and the code of the latest form that an office made, "" for none.

    That code stands for all made forms: rows are only added. The same one small query.
    """
    latest = once(("packs.latest", code), lambda: _latest(code))
    if latest is None:
        name = f" “{code}”" if code else ""
        raise NotFound(
            f"Chưa cài bộ chương trình{name}; hãy chạy keng pack install.",
            message_en=f"No programme pack{name} is installed; run keng pack install.",
        )
    version_id, digest, last_made = latest
    return version_id, _content(version_id, digest), last_made or ""


def current(code: str | None = None) -> Pack:
    """The programme in use; see `current_version`."""
    return current_version(code)[1]


def period_named(code: str) -> Period:
    """The period of a code, also in a regime that only the programme in use knows.

    Raises BadInput with the forms that are understood.
    """
    with suppress(NotFound):  # without a programme there are the regimes that every one has
        current()
    return parse_period(code)


def version_of(version_id: int) -> Pack:
    """The pack as it was in one installed version; NotFound if there is no such version."""
    rows = PackVersion.objects.filter(pk=version_id).values_list("digest", flat=True)
    digest = once(("packs.digest", version_id), rows.first)
    if digest is None:
        raise NotFound(
            f"Không có phiên bản bộ chương trình số {version_id}.",
            message_en=f"There is no pack version {version_id}.",
        )
    return _content(version_id, digest)


def versions() -> list[VersionView]:
    """Every installed version, the one in use first."""
    rows = PackVersion.objects.order_by("-pk").values_list("pk", "code", "version", "digest")
    return [VersionView(*row) for row in rows]


def installations() -> list[Installation]:
    """Every installed version with its day and by whom, as the journal says; in use first."""
    told = {
        entry.facts["version_id"]: entry
        for entry in recent(stream="pack:", verb="packs.installed", limit=_MOST_VERSIONS)
    }
    return [
        Installation(version, entry.at if entry else None, entry.account_id if entry else None)
        for version in versions()
        for entry in [told.get(version.id)]
    ]


def may_install(actor: Actor, *, on: date) -> bool:
    """Whether the actor may install packs on the day: only for the nation as a whole."""
    if actor.reach("manage_packs", on=on) is None:
        return True
    return actor.may("manage_packs", unit_id=nation(on).id, on=on)


def problems() -> Iterator[Problem]:
    """Stored versions that are not what was installed, for `keng verify`."""
    for row in PackVersion.objects.order_by("pk").iterator():
        if digest_of(row.content) != row.digest:
            yield Problem("packs_packversion", str(row.pk), "content differs from its digest")
    yield from rows.problems(PackVersion, streams="pack:")
    yield from made.problems()


def _latest(code: str | None) -> tuple[int, str, str | None] | None:
    rows = PackVersion.objects.all() if code is None else PackVersion.objects.filter(code=code)
    latest = Subquery(MadeForm.objects.order_by("-pk").values("code")[:1])
    return rows.order_by("-pk").annotate(made=latest).values_list("pk", "digest", "made").first()


@lru_cache(maxsize=16)
def _content(version_id: int, digest: str) -> Pack:
    # The digest is part of the key: ids come back after a restore or a rolled-back test.
    del digest
    pack = Pack.model_validate(PackVersion.objects.get(pk=version_id).content)
    pack.with_made_forms(made.find)
    for regime in pack.calendar.regimes.values():
        declare_regime(regime.regime())
    return pack
