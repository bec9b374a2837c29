"""How notices are told, in the language of the reader, on the screen and in mail alike.

Titles of rounds, names of units, days and counts of units: nothing of a figure, nothing that
somebody wrote (semantics 28, 30).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from keng.access.roles import ROLE_WORDS, Role, Word
from keng.kernel.vietnamese import format_count
from keng.notices.models import Notice
from keng.notices.vocabulary import KIND_WORDS, Kind

_SENTENCES: Final[dict[Kind, Word]] = {
    Kind.OPENED: Word(
        "{unit} được yêu cầu lập “{title}”{by_due}.", "{unit} is asked for “{title}”{by_due}."
    ),
    Kind.DUE_SOON: Word(
        "{unit}: “{title}” {left}, hạn {due}.", "{unit}: “{title}” is due {due}, {left}."
    ),
    Kind.OVERDUE: Word(
        "{unit}: “{title}” quá hạn {days} ngày (hạn {due}).",
        "{unit}: “{title}” is {days} days late (due {due}).",
    ),
    Kind.CHASED: Word(
        "Cấp trên đôn đốc {unit} nộp “{title}”{by_due}.",
        "The level above reminds {unit} of “{title}”{by_due}.",
    ),
    Kind.RETURNED: Word(
        "“{title}” của {unit} bị trả lại để sửa{by_due}; mở biểu để xem lý do.",
        "“{title}” of {unit} came back for correction{by_due}; open it to read why.",
    ),
    Kind.REOPENED: Word(
        "“{title}” của {unit} được mở lại để sửa; mở biểu để xem lý do.",
        "“{title}” of {unit} was reopened for correction; open it to read why.",
    ),
    Kind.DUE_MOVED: Word(
        "Hạn nộp “{title}” của {unit} chuyển sang {new}.",
        "“{title}” of {unit} is now due {new}.",
    ),
    Kind.ADJUSTED: Word(
        "Cấp trên điều chỉnh một số liệu trong “{title}” của {unit}; mở biểu để xem và trả lời.",
        "The level above adjusted a figure in “{title}” of {unit}; open it to see and answer.",
    ),
    Kind.ACCEPTED: Word(
        "“{title}” của {unit} đã được tiếp nhận.", "“{title}” of {unit} was accepted."
    ),
    Kind.LOCKED: Word(
        "Số liệu “{title}” của {unit} đã được chốt.",
        "The figures of “{title}”, {unit}, are locked.",
    ),
    Kind.POST: Word(
        "Bạn được giao vai trò {role} tại {unit}, {span}.",
        "You are {role} at {unit}, {span}.",
    ),
    Kind.DUTY_PASSED: Word(
        "{unit} nhận “{title}” thay cho {old_unit}.",
        "{unit} takes over “{title}” from {old_unit}.",
    ),
    Kind.SUBMITTED: Word("{unit} đã nộp “{title}”.", "{unit} handed in “{title}”."),
    Kind.LATE_BELOW: Word(
        "“{title}”: {late} đơn vị quá hạn chưa nộp (hạn {due}).",
        "“{title}”: {late} units are late (due {due}).",
    ),
    Kind.ANSWERED: Word(
        "{unit} đã trả lời về số liệu được điều chỉnh trong “{title}”.",
        "{unit} answered about an adjusted figure in “{title}”.",
    ),
    Kind.PAPER_CHANGED: Word(
        "Số liệu của “{paper}” ({unit}) đã thay đổi sau khi ban hành.",
        "Figures of “{paper}” ({unit}) changed after it was issued.",
    ),
    Kind.PAPER_SUBMITTED: Word(
        "“{paper}” của {unit} đã trình, chờ duyệt.", "“{paper}” of {unit} waits for approval."
    ),
    Kind.PAPER_GIVEN_BACK: Word(
        "“{paper}” của {unit} bị trả lại; mở văn bản để xem lý do.",
        "“{paper}” of {unit} was given back; open it to read why.",
    ),
    Kind.PAPER_APPROVED: Word(
        "“{paper}” của {unit} đã được duyệt.", "“{paper}” of {unit} is approved."
    ),
    Kind.ASSESSMENT_SUBMITTED: Word(
        "{unit} đã trình hồ sơ “{set}” năm {year}.",
        "{unit} handed in its assessment “{set}” of {year}.",
    ),
    Kind.ASSESSMENT_RETURNED: Word(
        "Hồ sơ “{set}” năm {year} của {unit} bị trả lại; mở hồ sơ để xem câu hỏi.",
        "The assessment “{set}” of {year}, {unit}, came back; open it to read the questions.",
    ),
    Kind.ASSESSMENT_REOPENED: Word(
        "Số liệu mà hồ sơ “{set}” năm {year} của {unit} căn cứ vào đã thay đổi; phải xem lại.",
        "Figures that the assessment “{set}” of {year}, {unit}, rests on have changed; look again.",
    ),
    Kind.ASSESSMENT_DECIDED: Word(
        "Đã có quyết định về hồ sơ “{set}” năm {year} của {unit}.",
        "The assessment “{set}” of {year}, {unit}, was decided on.",
    ),
    Kind.TASK_SOON: Word(
        "{unit}: nhiệm vụ “{task}” {left}, hạn {due}.",
        "{unit}: task “{task}” is due {due}, {left}.",
    ),
    Kind.TASK_LATE: Word(
        "{unit}: nhiệm vụ “{task}” quá hạn {days} ngày (hạn {due}).",
        "{unit}: task “{task}” is {days} days late (due {due}).",
    ),
    Kind.MEETING_SOON: Word(
        "{unit}: “{about}”, {meeting} {left}, hạn {due}.",
        "{unit}: “{about}”, {meeting} is due {due}, {left}.",
    ),
    Kind.MEETING_MISSED: Word(
        "{unit}: “{about}”, chưa ghi {meeting} của kỳ đến {due} ({days} ngày trước).",
        "{unit}: “{about}”, no {meeting} for the turn until {due} ({days} days ago).",
    ),
    Kind.TERM_ENDING: Word(
        "{unit}: “{about}” {left}, hết hạn {due}; cần gia hạn hoặc tổng kết.",
        "{unit}: “{about}” ends {due}, {left}; extend it or close it with a review.",
    ),
}
_MEETINGS: Final[dict[str, Word]] = {
    "called": Word("cuộc họp đã báo", "the meeting called"),
    "regular": Word("cuộc họp định kỳ", "regular meeting"),
    "half_year": Word("sơ kết 6 tháng", "half-year review"),
    "year": Word("tổng kết năm", "yearly review"),
}
_STANDS_IN: Final = Word(
    "{stands_in} làm thay {absent} tại {unit}, {span}.",
    "{stands_in} stands in for {absent} at {unit}, {span}.",
)
_CHASED_IN_RUN: Final = Word(
    "Cấp trên nhắc {unit} về hồ sơ “{set}” năm {year}{by_due}.",
    "The level above reminds {unit} of “{set}” of {year}{by_due}.",
)


@dataclass(frozen=True)
class Names:
    """What the references of notices are called: units, rounds, papers, tasks, people."""

    units: Mapping[int, str]
    submissions: Mapping[int, str]
    rounds: Mapping[int, str]
    papers: Mapping[int, str]
    tasks: Mapping[int, str]
    people: Mapping[int, str]
    dues: Mapping[int, date | None]
    sets: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)


def kind_word(kind: str, language: str) -> str:
    """What the kind is called."""
    return _in(KIND_WORDS[Kind(kind)], language)


def sentence(notice: Notice, names: Names, language: str) -> str:
    """The notice in one sentence; a reference that is gone is told as a dash."""
    word = _SENTENCES[Kind(notice.kind)]
    if notice.kind == Kind.POST and "stands_in" in notice.facts:
        word = _STANDS_IN
    if notice.kind == Kind.CHASED and "set" in notice.facts:
        word = _CHASED_IN_RUN
    return _in(word, language).format_map(_parts(notice, names, language))


def span_words(first: object, until: object, language: str) -> str:
    """From which day, and until before which, as the journal states them."""
    parts = [_in(Word("từ {}", "from {}"), language).format(_day(first))]
    if until:
        parts.append(_in(Word("đến trước {}", "until before {}"), language).format(_day(until)))
    return " ".join(parts)


def _parts(notice: Notice, names: Names, language: str) -> dict[str, str]:
    facts = notice.facts
    due = _day(facts.get("due") or names.dues.get(notice.submission_id or 0))
    return {
        "unit": names.units.get(notice.unit_id or 0, "–"),
        "title": names.submissions.get(notice.submission_id or 0)
        or names.rounds.get(notice.round_id or 0, "–"),
        "paper": names.papers.get(notice.paper_id or 0, "–"),
        "set": names.sets.get(str(facts.get("set")), "–"),
        "year": str(facts.get("year") or "–"),
        "about": names.about.get(str(facts.get("about")), "–"),
        "meeting": _in(_MEETINGS.get(str(facts.get("meeting")), _MEETINGS["called"]), language),
        "task": names.tasks.get(notice.task_id or 0, "–"),
        "due": due or "–",
        "by_due": _in(Word(", hạn {}", ", due {}"), language).format(due) if due else "",
        "new": _day(facts.get("new")) or "–",
        "days": _count(facts.get("days"), language),
        "left": _left(facts.get("days"), language),
        "late": _count(facts.get("late"), language),
        "role": _role(facts.get("role"), language),
        "span": span_words(facts.get("from"), facts.get("until"), language),
        "old_unit": names.units.get(_number(facts.get("from")), "–"),
        "stands_in": names.people.get(_number(facts.get("stands_in")), "–"),
        "absent": names.people.get(_number(facts.get("absent")), "–"),
    }


def _left(days: object, language: str) -> str:
    if not days:
        return _in(Word("đến hạn hôm nay", "today"), language)
    return _in(Word("còn {} ngày", "{} days left"), language).format(_count(days, language))


def _count(value: object, language: str) -> str:
    if not isinstance(value, int):
        return "–"
    return str(value) if language == "en" else format_count(value)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _role(code: object, language: str) -> str:
    return _in(ROLE_WORDS[Role(str(code))], language) if code else "–"


def _day(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{date.fromisoformat(str(value)):%d/%m/%Y}" if value and _is_day(value) else ""


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == len("2024-01-01")


def _in(word: Word, language: str) -> str:
    return word.en if language == "en" else word.vi
