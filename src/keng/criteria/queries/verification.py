"""Whether what the room keeps is what its actions wrote, and whether decisions can be run again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from keng.criteria.evidence import store
from keng.criteria.models import STATED, Decision, DecisionLine, Evidence, ReadingSource
from keng.criteria.sets import digest_of_version, ready_with
from keng.criteria.snapshot import entry_from_json, lines, listed
from keng.journal import rows
from keng.journal.commitments import digest
from keng.kernel.errors import DomainError
from keng.kernel.problems import Problem
from keng.reporting.models import FigureRevision

_DIGEST = "ảnh chụp của quyết định khác với nhật ký: đã bị sửa ngoài Keng"
_OTHER_LIST = "tính lại từ ảnh chụp ra danh sách khác với danh sách đã quyết định"
_OTHER_LINES = "các dòng kết quả khác với danh sách trong ảnh chụp"
_PACK = "bộ chương trình của quyết định không còn như lúc quyết định"
_NO_REVISION = "căn cứ vào một phiên bản số liệu không có"
_NO_FILE = "tệp minh chứng trong kho bị mất hoặc đã đổi"


def problems() -> Iterator[Problem]:
    """Every row, file and decision that does not hold."""
    yield from rows.problems(*STATED)
    yield from decision_problems()
    yield from _source_problems()
    yield from _file_problems()


def decision_problems() -> Iterator[Problem]:
    """Decisions whose list does not come out the same when it is computed again."""
    table = Decision._meta.db_table
    for row in Decision.objects.order_by("pk").iterator(chunk_size=20):
        if digest(row.salt, {"snapshot": row.snapshot}) != row.digest:
            yield Problem(table, str(row.pk), _DIGEST)
            continue
        what = rerun_problem(row)
        if what:
            yield Problem(table, str(row.pk), what)


def rerun_problem(row: Decision) -> str:
    """What is wrong with running the decision again on its day; "" where the list is identical."""
    said = row.snapshot
    try:
        if digest_of_version(said["pack"]["version"]) != said["pack"]["digest"]:
            return _PACK
        ready = ready_with(said["pack"]["version"], said["set"], said["overlay"])
        again = listed(ready, [entry_from_json(one) for one in said["entries"]])
    except (DomainError, StopIteration) as error:
        return f"không tính lại được: {error}"
    if lines(again) != said["list"]:
        return _OTHER_LIST
    decided = set(said["deciding"])
    wanted = {
        (one.entry.assessment, one.result.value, one.in_class or "")
        for one in again
        if one.entry.assessment in decided
    }
    kept = DecisionLine.objects.filter(decision=row)
    stands = set(kept.values_list("assessment_id", "outcome", "class_code"))
    return "" if stands == wanted else _OTHER_LINES


def _source_problems() -> Iterator[Problem]:
    """Sources that name a revision that the figure never had."""
    there = FigureRevision.objects.filter(figure_id=OuterRef("figure_id"), n=OuterRef("revision"))
    wrong = ReadingSource.objects.filter(~Exists(there)).order_by("pk")
    for pk in wrong.values_list("pk", flat=True):
        yield Problem(ReadingSource._meta.db_table, str(pk), _NO_REVISION)


def _file_problems() -> Iterator[Problem]:
    checked: dict[str, bool] = {}
    for row in Evidence.objects.exclude(sha256="").order_by("pk").iterator(chunk_size=500):
        if row.sha256 not in checked:
            checked[row.sha256] = store().is_whole(row.sha256)
        if not checked[row.sha256]:
            yield Problem(Evidence._meta.db_table, str(row.pk), _NO_FILE)
