"""Whether the rows stand as the journal says, decisions come out the same, and names are gone."""

from __future__ import annotations

from collections.abc import Iterator

from keng.commendations import namekeys
from keng.commendations.journalling import CALL_STREAM, PROPOSAL_STREAM, UNIT_STREAM
from keng.commendations.models import (
    OF_CALLS,
    OF_PROPOSALS,
    OF_UNITS,
    Decision,
    DossierFile,
    Proposal,
)
from keng.commendations.queries.decisions import problem_of
from keng.journal import rows as vouched
from keng.kernel.problems import Problem


def problems() -> Iterator[Problem]:
    """Rows changed outside Keng, decisions that do not hold, files and names that do not.

    A key that is missing though its name was not withdrawn is no damage: keys are in no backup.
    """
    yield from vouched.problems(*OF_CALLS, streams=CALL_STREAM)
    yield from vouched.problems(*OF_PROPOSALS, streams=PROPOSAL_STREAM)
    yield from vouched.problems(*OF_UNITS, streams=UNIT_STREAM)
    for row in Decision.objects.order_by("pk").iterator(chunk_size=100):
        if what := problem_of(row):
            yield Problem(Decision._meta.db_table, str(row.pk), what)
    yield from _files()
    yield from _names()


def unfinished() -> list[tuple[str, tuple[str, ...]]]:
    """Keys, with their files, that should be destroyed and are still there: a machine stopped."""
    found = []
    for row in Proposal.objects.filter(name_withdrawn_at__isnull=False).order_by("pk"):
        files = tuple(row.files.values_list("sha256", flat=True))
        is_left = any(namekeys.store().is_whole(one) for one in files)
        if namekeys.has_key(row.key_name) or is_left:
            found.append((row.key_name, files))
    return found


def _files() -> Iterator[Problem]:
    rows = DossierFile.objects.filter(proposal__name_withdrawn_at__isnull=True).order_by("pk")
    for pk, digest in rows.values_list("pk", "sha256").iterator():
        if not namekeys.store().is_whole(digest):
            what = "tệp hồ sơ đã mã hóa bị mất hoặc đã đổi"
            yield Problem(DossierFile._meta.db_table, str(pk), what)


def _names() -> Iterator[Problem]:
    gone = {key for key, _files in unfinished()}
    rows = Proposal.objects.filter(key_name__in=gone).order_by("pk")
    for pk in rows.values_list("pk", flat=True):
        what = "tên đã rút nhưng khóa hoặc tệp vẫn còn trên máy; chạy keng worker --once"
        yield Problem(Proposal._meta.db_table, str(pk), what)
    people = Proposal.objects.filter(recipient="person", name_withdrawn_at__isnull=True)
    for row in people.order_by("pk").iterator(chunk_size=500):
        is_here = namekeys.has_key(row.key_name)
        if is_here and namekeys.opened_words(row.key_name, row.sealed) is None:
            what = "tên đã mã hóa không mở được bằng khóa của nó: đã bị sửa"
            yield Problem(Proposal._meta.db_table, str(row.pk), what)
