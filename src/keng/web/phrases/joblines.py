"""Jobs in words: what each is, how far it has come, what can be fetched from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.access.queries import names_of
from keng.jobs.queries import JobView
from keng.kernel.vietnamese import format_number
from keng.takeaway.tasks import ARCHIVE
from keng.web import wording

PROOFREAD: Final = "publishing.proofread"
TITLES: Final[Mapping[str, Promise]] = {
    "intake.look": gettext_lazy("Xem thử tệp Excel"),
    "intake.save": gettext_lazy("Lưu số liệu từ tệp Excel"),
    "intake.forms": gettext_lazy("Xuất biểu của nhiều đơn vị"),
    "intake.read_reports": gettext_lazy("Đọc báo cáo cũ"),
    "intake.read_plan": gettext_lazy("Đọc kế hoạch từ tệp"),
    "papers.read": gettext_lazy("Đọc văn bản vào sổ"),
    "papers.look": gettext_lazy("Xem thử danh sách văn bản"),
    "papers.save": gettext_lazy("Lưu danh sách văn bản"),
    "publishing.report": gettext_lazy("Lập báo cáo Word"),
    "publishing.tables": gettext_lazy("Xuất bảng tổng hợp của nhiều đơn vị"),
    PROOFREAD: gettext_lazy("Soát văn bản"),
    "reporting.open_rounds": gettext_lazy("Mở nhiều đợt báo cáo"),
    ARCHIVE: gettext_lazy("Mang dữ liệu của đơn vị đi"),
    "verifying.check": gettext_lazy("Kiểm tra toàn bộ dữ liệu"),
}
_UNITS: Final[Mapping[str, Promise]] = {
    "intake.look": gettext_lazy("%(done)s/%(total)s tệp"),
    "intake.save": gettext_lazy("%(done)s/%(total)s tệp"),
    "intake.forms": gettext_lazy("%(done)s/%(total)s biểu"),
    "intake.read_reports": gettext_lazy("%(done)s/%(total)s tệp"),
    "intake.read_plan": gettext_lazy("%(done)s/%(total)s tệp"),
    "papers.read": gettext_lazy("%(done)s/%(total)s tệp"),
    "papers.look": gettext_lazy("%(done)s/%(total)s tệp"),
    "papers.save": gettext_lazy("%(done)s/%(total)s tệp"),
    "publishing.report": gettext_lazy("%(done)s/%(total)s báo cáo"),
    "publishing.tables": gettext_lazy("%(done)s/%(total)s bảng"),
    PROOFREAD: gettext_lazy("%(done)s/%(total)s tệp"),
    ARCHIVE: gettext_lazy("%(done)s/%(total)s bảng"),
    "verifying.check": gettext_lazy("%(done)s/%(total)s phần"),
}
_STATES: Final[Mapping[str, Promise]] = {
    "waiting": gettext_lazy("Đang chờ"),
    "running": gettext_lazy("Đang làm"),
    "done": gettext_lazy("Xong"),
    "failed": gettext_lazy("Không làm được"),
    "stopped": gettext_lazy("Đã dừng"),
}
# The look of a state is that of a submission in the like case.
_LOOKS: Final[Mapping[str, str]] = {
    "waiting": "draft",
    "running": "submitted",
    "done": "accepted",
    "failed": "returned",
    "stopped": "untouched",
}


@dataclass(frozen=True)
class ShownJob:
    """A job as a line or at the head of its page."""

    view: JobView
    title: str
    who: str
    state: str
    look: str
    progress: str
    percent: int
    told: str
    url: str
    file_url: str
    answer_url: str

    @property
    def polls(self) -> bool:
        """Whether the page asks again how far it is."""
        return self.view.is_open


def shown(jobs: list[JobView]) -> list[ShownJob]:
    """Jobs in words; one query for the names."""
    names = names_of({one.account_id for one in jobs})
    return [_shown(one, str(names.get(one.account_id or 0, ""))) for one in jobs]


def in_language(told: Mapping[str, Any]) -> str:
    """Words that are kept in both languages, in that of the request."""
    return str(told.get(wording.language()) or told.get("vi") or "")


def _shown(job: JobView, who: str) -> ShownJob:
    done, total = job.part if job.part[1] else (job.done, job.total)
    counts = {"done": format_number(done), "total": format_number(total)}
    words = _UNITS.get(job.kind, gettext_lazy("%(done)s/%(total)s bước"))
    has_file = bool(job.result.get("file")) and not job.files_gone and job.state == "done"
    return ShownJob(
        view=job,
        title=str(TITLES.get(job.kind, job.kind)),
        who=who,
        state=_state(job),
        look=_LOOKS[job.state],
        progress=_progress(job, str(words) % counts),
        percent=100 * done // total,
        told=_told(job),
        url=reverse("web:job", args=[job.id]),
        file_url=reverse("web:job_file", args=[job.id]) if has_file else "",
        answer_url=_answer_url(job),
    )


def _progress(job: JobView, words: str) -> str:
    """How far it is; an archive has one step, so only the parts of that step say something."""
    return "" if job.kind == ARCHIVE and not job.part[1] else words


def _answer_url(job: JobView) -> str:
    """The page that shows what came of the job, for its owner."""
    is_there = job.is_own and job.state == "done" and not job.files_gone
    return reverse("web:proofread_answer", args=[job.id]) if _is_proof(job) and is_there else ""


def _is_proof(job: JobView) -> bool:
    return job.kind == PROOFREAD


def _state(job: JobView) -> str:
    if job.is_stopping:
        return _("Đang dừng")
    if job.state == "done" and job.failed:
        return _("Xong, có phần không làm được")
    return str(_STATES[job.state])


def _told(job: JobView) -> str:
    """One sentence on where it stands and what to do."""
    if job.error:
        return in_language(job.error)
    if job.is_open:
        return _told_of_open(job)
    if job.state == "stopped":
        return _("Phần đã làm được giữ nguyên; bấm Làm tiếp để làm phần còn lại.")
    return _told_of_gone(job) if job.files_gone else _result(job)


def _told_of_gone(job: JobView) -> str:
    if _is_proof(job):
        return _("Tệp và kết quả soát đã được xóa.")
    if job.kind == ARCHIVE:
        return _("Tệp đã được xóa khỏi máy chủ; nếu cần, hãy yêu cầu lại.")
    return _("Tệp đã được xóa sau 7 ngày; nếu cần, hãy yêu cầu lại.")


def _told_of_open(job: JobView) -> str:
    if job.is_stopping:
        return _("Việc sẽ dừng sau khi làm xong phần đang dở. Phần đã làm được giữ nguyên.")
    if job.is_silent:
        return _("Chưa thấy tín hiệu từ máy chủ xử lý; việc sẽ tự được làm tiếp sau ít phút.")
    return _("Bạn có thể rời trang này; việc vẫn tiếp tục và kết quả nằm ở “Việc của tôi”.")


_RESULTS: Final[dict[str, Promise]] = {
    "intake.look": gettext_lazy(
        "%(changes)s ô sẽ đổi, %(problem_count)s vấn đề. Chưa có gì được lưu."
    ),
    "intake.save": gettext_lazy("Đã lưu %(saved)s ô; %(problem_count)s vấn đề chưa lưu được."),
    "intake.read_reports": gettext_lazy(
        "Đã đọc %(reports)s báo cáo; %(proposals)s số chờ bạn quyết định."
    ),
    "intake.read_plan": gettext_lazy("Đã đọc %(findings)s dòng; mở kế hoạch để nhận từng dòng."),
    "papers.read": gettext_lazy("Đã đọc %(papers)s văn bản; hãy xác nhận từng văn bản."),
    "papers.look": gettext_lazy(
        "%(rows)s dòng: %(changes)s văn bản mới, %(known)s đã có trong sổ, %(problem_count)s ô có "
        "vấn đề. Chưa có gì được lưu."
    ),
    "papers.save": gettext_lazy(
        "Đã lưu %(saved)s văn bản; %(known)s đã có từ trước; %(problem_count)s ô có vấn đề chưa "
        "lưu."
    ),
    "reporting.open_rounds": gettext_lazy(
        "Đã mở %(rounds)s đợt; các đơn vị thấy biểu trên trang chính."
    ),
    ARCHIVE: gettext_lazy(
        "Có %(rows)s dòng của %(tables)s bảng và %(files)s tệp, nặng %(kib)s KB. Tệp tự xóa khỏi "
        "máy chủ sau một ngày."
    ),
    "verifying.check": gettext_lazy(
        "Đã kiểm tra %(entries)s mục nhật ký và các bảng; %(problem_count)s vấn đề."
    ),
}
_PROOF: Final = gettext_lazy(
    "%(error)s lỗi, %(warning)s nghi vấn, %(style)s hình thức. Tự xóa sau một ngày."
)


def _result(job: JobView) -> str:
    result = {
        name: format_number(value) for name, value in job.result.items() if isinstance(value, int)
    }
    words = _PROOF if _is_proof(job) else _RESULTS.get(job.kind)
    if words is not None and result:
        return str(words) % result
    return _("Tệp kết quả được giữ 7 ngày.") if job.result.get("file") else ""
