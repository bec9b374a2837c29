"""What one mail says: titles, counts of duties and links. No figure, nothing that somebody wrote.

A mail lies on machines that Keng does not know; whoever should not see a figure must not find it
there (design, "Small counts of people are people"; semantics 28).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core import signing
from django.core.mail import EmailMessage

from keng.access.roles import Word
from keng.kernel.errors import NotFound
from keng.kernel.vietnamese import format_count
from keng.notices.queries.inbox import NoticeView
from keng.steering.queries.reminding import COMMITTEE

MOST_LINES: Final = 30
_SALT: Final = "keng.notices.unsubscribe"


@dataclass(frozen=True)
class OpenDuties:
    """How many forms the person still has to hand in, how many of them late, the nearest day."""

    count: int
    late: int
    next_due: date | None


@dataclass(frozen=True)
class Written:
    """A mail before it is sent."""

    to: str
    subject: str
    body: str
    unsubscribe: str

    def message(self) -> EmailMessage:
        """The mail; programs that know RFC 8058 show a button that ends them."""
        headers = {"Auto-Submitted": "auto-generated"}
        if self.unsubscribe:
            headers["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return EmailMessage(self.subject, self.body, to=[self.to], headers=headers)


@dataclass(frozen=True)
class Place:
    """Where Keng is opened; without it mail has no links and says where to look instead."""

    base_url: str

    def link(self, path: str) -> str:
        """The whole address of a page, or nothing."""
        return f"{self.base_url}{path}" if self.base_url else ""


def digest(
    account_id: int,
    to: str,
    notices: Sequence[NoticeView],
    duties: OpenDuties,
    *,
    place: Place,
    language: str,
) -> Written:
    """The mail of the day: what is to be done, then what happened."""
    asking = [one for one in notices if one.asks]
    others = [one for one in notices if not one.asks]
    lines = [_duties(duties, language), ""]
    for title, some in ((_TO_DO, asking), (_HAPPENED, others)):
        if some:
            lines += [_in(title, language), *_listed(some, place, language), ""]
    unsubscribe = place.link(unsubscribe_path(account_id))
    return Written(
        to,
        _in(_SUBJECT, language).format(n=_count(len(notices), language)),
        "\n".join([*lines, *_ending(place, unsubscribe, language)]),
        unsubscribe,
    )


def chased(
    account_id: int, to: str, notices: Sequence[NoticeView], *, place: Place, language: str
) -> Written:
    """The mail that follows a reminder by the level above."""
    unsubscribe = place.link(unsubscribe_path(account_id))
    lines = [*_listed(notices, place, language), "", *_ending(place, unsubscribe, language)]
    return Written(to, _in(_CHASED, language), "\n".join(lines), unsubscribe)


def unsubscribe_path(account_id: int) -> str:
    """The page on which the account ends its mail; signed, so that nobody ends another's."""
    return f"/thoi-nhan/{signing.dumps(account_id, salt=_SALT)}/"


def account_of(token: str) -> int:
    """Whose mail a signed link ends. Raises NotFound for one that Keng did not sign."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        raise NotFound(
            "Liên kết thôi nhận thư này không đúng.", message_en="This link is not one of ours."
        ) from None


def path_of(notice: NoticeView) -> str:
    """The page that a notice leads to."""
    if notice.submission_id is not None:
        return f"/bieu/{notice.submission_id}/"
    if notice.paper_id is not None:
        return f"/bao-cao/{notice.paper_id}/"
    if notice.task_id is not None:
        return f"/ke-hoach/nhiem-vu/{notice.task_id}/"
    if notice.about:
        return path_about(notice.about)
    if notice.round_id is not None:
        return f"/dot/{notice.round_id}/"
    return "/thong-bao/"


def path_about(about: str) -> str:
    """The page of a committee ("committee:1") or of a programme of coordination."""
    kind, _, number = about.partition(":")
    return f"/{'ban-chi-dao' if kind == COMMITTEE else 'phoi-hop'}/{number}/"


def _listed(notices: Sequence[NoticeView], place: Place, language: str) -> list[str]:
    lines = []
    for one in notices[:MOST_LINES]:
        # One line, whatever stands in a title: a second one could pass for a link of ours.
        lines.append(f"- {' '.join(one.text.split())}")
        if link := place.link(path_of(one)):
            lines.append(f"  {link}")
    if (more := len(notices) - MOST_LINES) > 0:
        lines.append(_in(_MORE, language).format(n=_count(more, language)))
    return lines


def _duties(duties: OpenDuties, language: str) -> str:
    if not duties.count:
        return _in(_NOTHING_OWED, language)
    told = _in(_OWED, language).format(n=_count(duties.count, language))
    if duties.late:
        told += _in(_OF_THEM_LATE, language).format(n=_count(duties.late, language))
    if duties.next_due is not None:
        told += _in(_NEXT, language).format(day=f"{duties.next_due:%d/%m/%Y}")
    return f"{told}."


def _ending(place: Place, unsubscribe: str, language: str) -> list[str]:
    opening = place.link("/") or _in(_OPEN_KENG, language)
    choosing = place.link("/tai-khoan/thong-bao/") or _in(_CHOOSE_IN_KENG, language)
    lines = [opening, "", _in(_CHOOSING, language).format(where=choosing)]
    return [*lines, _in(_ENDING_ALL, language).format(where=unsubscribe)] if unsubscribe else lines


def _count(value: int, language: str) -> str:
    return str(value) if language == "en" else format_count(value)


def _in(word: Word, language: str) -> str:
    return word.en if language == "en" else word.vi


_SUBJECT: Final = Word("Keng: {n} thông báo mới", "Keng: new notices ({n})")
_CHASED: Final = Word("Keng: cấp trên đôn đốc nộp báo cáo", "Keng: a reminder from the level above")
_TO_DO: Final = Word("Việc cần làm", "To do")
_HAPPENED: Final = Word("Đã diễn ra", "What happened")
_NOTHING_OWED: Final = Word("Hiện không còn biểu nào phải nộp.", "Nothing is left to hand in.")
_OWED: Final = Word("Còn {n} biểu phải nộp", "Forms left to hand in: {n}")
_OF_THEM_LATE: Final = Word(", trong đó {n} biểu quá hạn", ", of them late: {n}")
_NEXT: Final = Word("; hạn gần nhất {day}", "; the nearest is due {day}")
_MORE: Final = Word(
    "- và {n} thông báo khác, xem trong Keng.", "- and others ({n}), to be seen in Keng."
)
_OPEN_KENG: Final = Word("Mở Keng để xem và làm tiếp.", "Open Keng to see them and go on.")
_CHOOSE_IN_KENG: Final = Word("Keng, mục Tài khoản, Thông báo", "Keng, Account, Notices")
_CHOOSING: Final = Word("Chọn loại thư muốn nhận: {where}", "Choose what comes by mail: {where}")
_ENDING_ALL: Final = Word("Thôi nhận mọi thư: {where}", "End all mail: {where}")
