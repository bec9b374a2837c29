"""A filled sheet of self-assessment read back: what it changes, and every cell that is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from keng.criteria.actions import ClaimInput, checked_claim
from keng.criteria.queries.shapes import AssessmentView, CriterionView
from keng.documents.workbooks import Sheet, open_workbook
from keng.kernel.errors import BadInput
from keng.kernel.vietnamese import fold
from keng.packs.schema.criteria import Fact
from keng.rules.evaluation import Value
from keng.web import wording
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import is_whole, whole
from keng.web.tables.criterion import Asked, asked_of
from keng.web.tables.selfsheet import (
    ANSWER,
    CODE,
    EXCEPTION,
    FACT,
    FILLED,
    HEAD,
    NOTE,
    POINTS,
    SEEN,
    SIGNS,
    TITLE,
    fact_how,
    fact_text,
    facts_of,
    other_sheet,
    stands_of,
    told_of,
)
from keng.web.tables.sheetcells import Row, Wrong, head_row, points_in, rows_below, text_in

_VERDICTS: Final = {
    "d": "met",
    "dat": "met",
    "k": "not_met",
    "chua dat": "not_met",
    "khong dat": "not_met",
    "kad": "not_applicable",
    "khong ap dung": "not_applicable",
}
TRUTHS: Final = {
    "co": True,
    "co xay ra": True,
    "c": True,
    "khong": False,
    "khong xay ra": False,
}


@dataclass(frozen=True)
class SheetLine:
    """One changed criterion or fact: what stands and what the sheet says."""

    code: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class FilledSheet:
    """What a filled sheet says: changed claims with the revision it saw, changed facts, and wrongs.

    `blank` are criteria that the sheet does not answer: they stay as they are.
    """

    claims: dict[str, tuple[ClaimInput, int]]
    facts: dict[str, Value | None]
    lines: tuple[SheetLine, ...]
    wrong: tuple[Wrong, ...]
    blank: tuple[str, ...]

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.claims or self.facts)


def filled_sheet(content: bytes, name: str, view: AssessmentView) -> FilledSheet:
    """What the filled workbook says of the assessment; nothing is saved.

    Raises WorkbookRefused for a file that is no workbook.
    """
    reading = _Reading(open_workbook(content, name=name).sheets[0], view)
    reading.read()
    blank = [
        code
        for code, asked in reading.asked.items()
        if code not in reading.answered and _is_asked(asked)
    ]
    if reading.wrong:
        return FilledSheet({}, {}, (), tuple(reading.wrong), tuple(blank))
    return FilledSheet(reading.claims, reading.facts, tuple(reading.lines), (), tuple(blank))


def _plain(row: Row) -> str:
    """The answer of a row without case and diacritics."""
    return fold(text_in(row, ANSWER)).casefold()


def _is_asked(asked: Asked) -> bool:
    """Whether the sheet asks anything of a person at the criterion."""
    return bool(asked.verdict or asked.occurred or asked.checklist or asked.takes_points)


class _Reading:
    """One sheet while it is read."""

    def __init__(self, sheet: Sheet, view: AssessmentView) -> None:
        self.sheet, self.view = sheet, view
        self.by_code = {one.criterion.code: one for one in view.criteria}
        self.asked = {code: asked_of(one, view.facts) for code, one in self.by_code.items()}
        self.facts_asked = {f"{FACT}{one.code}": one for one in facts_of(view)}
        self.claims: dict[str, tuple[ClaimInput, int]] = {}
        self.facts: dict[str, Value | None] = {}
        self.lines: list[SheetLine] = []
        self.wrong: list[Wrong] = []
        self.answered: set[str] = set()
        self.seen: set[str] = set()

    def read(self) -> None:
        top = head_row(self.sheet, HEAD)
        self.wrong += other_sheet(self.sheet, self.view)
        if top is None:
            told = _("không thấy cột “%(head)s”; hãy dùng tệp tải từ hồ sơ này") % {"head": HEAD}
            self.wrong.append(Wrong(self._place("A1"), told))
        if self.wrong or top is None:
            return
        for row in rows_below(self.sheet, top):
            self._row(row)

    def _row(self, row: Row) -> None:
        code = text_in(row, CODE)
        filled = [column for column in FILLED if text_in(row, column)]
        if code in self.seen and filled:
            self._refuse(row, CODE, _("mã %(code)s có hai hàng; hãy giữ một hàng") % {"code": code})
        elif code in self.by_code:
            self.seen.add(code)
            self._claim(row, self.by_code[code], self.asked[code], filled)
        elif code in self.facts_asked:
            self.seen.add(code)
            self._fact(row, self.facts_asked[code], filled)
        elif filled or text_in(row, TITLE):
            told = _("bộ tiêu chí của hồ sơ này không có mã “%(code)s”") % {"code": code or "–"}
            self._refuse(row, CODE if code else (filled or [TITLE])[0], told)

    def _claim(self, row: Row, one: CriterionView, asked: Asked, filled: Sequence[int]) -> None:
        if not filled:
            return
        code, count = one.criterion.code, len(self.wrong)
        said = self._said(row, one, asked)
        if len(self.wrong) > count or said is None:
            return
        self.answered.add(code)
        if said == stands_of(one.claim):
            return
        revision = one.claim.revision if one.claim else 0
        if text_in(row, SEEN) != str(revision):
            told = _("đã có người sửa tiêu chí này sau khi tải phiếu; hãy tải phiếu mới")
            self._refuse(row, ANSWER, told)
            return
        try:
            checked_claim(one.criterion, said)
        except BadInput as refusal:
            self._refuse(row, filled[0], message_of(refusal))
            return
        self.claims[code] = (said, revision)
        stands = stands_of(one.claim)
        before, after = told_of(one, asked, stands), told_of(one, asked, said)
        self.lines.append(
            SheetLine(code, one.criterion.title.of(wording.language()), before, after)
        )

    def _said(self, row: Row, one: CriterionView, asked: Asked) -> ClaimInput | None:
        """What a row says; the columns that the criterion does not have must be empty."""
        if not _is_asked(asked):
            told = _("tiêu chí này do Keng tính từ số liệu; hãy để trống và xác nhận trên màn hình")
            self._refuse(row, next(c for c in FILLED if text_in(row, c)), told)
            return None
        if text_in(row, EXCEPTION) and not asked.exceptions:
            self._refuse(row, EXCEPTION, _("tiêu chí này không có trường hợp ngoại lệ"))
        if text_in(row, NOTE) and asked.one_box:
            self._refuse(row, NOTE, _("tiêu chí này chỉ có một ô, không ghi chú"))
        points = self._points(row, one, asked)
        if asked.occurred:
            return self._occurred(row, one, points)
        note = text_in(row, NOTE)
        if asked.checklist:
            return ClaimInput(done=self._done(row, one), points=points, note=note)
        verdict = self._verdict(row, asked) if asked.verdict else ""
        return ClaimInput(claim=verdict, points=points, note=note)

    def _points(self, row: Row, one: CriterionView, asked: Asked) -> Decimal | None:
        most = one.criterion.points.max if one.criterion.points else None
        points, told = points_in(row.get(POINTS), takes=asked.takes_points, most=most)
        if told:
            self._refuse(row, POINTS, told)
        return points

    def _verdict(self, row: Row, asked: Asked) -> str:
        answer = _plain(row)
        allowed = [choice.code for choice in asked.verdict]
        verdict = _VERDICTS.get(answer, "")
        if not answer:
            self._refuse(row, ANSWER, _("có ghi ở cột khác nhưng chưa có câu trả lời"))
        elif verdict not in allowed:
            self._refuse_answer(row, ", ".join(SIGNS[code] for code in allowed))
        return verdict

    def _occurred(self, row: Row, one: CriterionView, points: Decimal | None) -> ClaimInput:
        occurred = TRUTHS.get(_plain(row))
        if occurred is None:
            self._refuse_answer(row, "KHÔNG, CÓ")
        wanted, reason = text_in(row, EXCEPTION), text_in(row, NOTE)
        exceptions = [it.code for it in one.criterion.exceptions]
        if not wanted:
            return ClaimInput(occurred=occurred, points=points, note=reason)
        if not (is_whole(wanted) and 1 <= int(wanted) <= len(exceptions)) or not occurred:
            told = _("ngoại lệ chỉ ghi khi trả lời CÓ, bằng số từ 1 đến %(n)s")
            self._refuse(row, EXCEPTION, told % {"n": len(exceptions)})
            return ClaimInput(occurred=occurred)
        code = exceptions[int(wanted) - 1]
        return ClaimInput(
            occurred=occurred,
            exception=code,
            exception_reason=reason,
            points=points,
            note=one.claim.note if one.claim else "",
        )

    def _done(self, row: Row, one: CriterionView) -> tuple[str, ...]:
        items = [item.code for item in one.criterion.checklist]
        numbers = [part for part in re.split(r"[,;\s]+", text_in(row, ANSWER)) if part]
        if numbers == ["0"]:
            return ()
        if not numbers or not all(is_whole(n) and 1 <= int(n) <= len(items) for n in numbers):
            told = _("hãy ghi số các việc đã làm, từ 1 đến %(n)s, ví dụ 1, 2; 0 là chưa việc nào")
            self._refuse(row, ANSWER, told % {"n": len(items)})
            return ()
        chosen = {int(n) for n in numbers}
        return tuple(code for n, code in enumerate(items, start=1) if n in chosen)

    def _fact(self, row: Row, fact: Fact, filled: Sequence[int]) -> None:
        for column in filled:
            if column != ANSWER:
                self._refuse(row, column, _("dữ kiện chỉ ghi ở cột Trả lời"))
        if ANSWER not in filled:
            return
        stands = self.view.facts.get(fact.code)
        value = _fact_value(fact, text_in(row, ANSWER))
        if value is None:
            self._refuse_answer(row, fact_how(fact))
        elif value == stands and type(value) is type(stands):
            return
        elif text_in(row, SEEN) != fact_text(fact, stands):
            told = _("đã có người sửa dữ kiện này sau khi tải phiếu; hãy tải phiếu mới")
            self._refuse(row, ANSWER, told)
        else:
            self.facts[fact.code] = value
            title = fact.title.of(wording.language())
            before, after = fact_text(fact, stands), fact_text(fact, value)
            self.lines.append(SheetLine(f"{FACT}{fact.code}", title, before, after))

    def _refuse_answer(self, row: Row, allowed: str) -> None:
        said = text_in(row, ANSWER)[:40]
        told = _("“%(text)s” không hiểu; hãy ghi: %(allowed)s") % {"text": said, "allowed": allowed}
        self._refuse(row, ANSWER, told)

    def _refuse(self, row: Row, column: int, told: str) -> None:
        cell = row.get(column) or next(iter(row.values()))
        at = cell if cell.column == column else cell._replace(column=column)
        self.wrong.append(Wrong(self._place(at.ref), told))

    def _place(self, ref: str) -> str:
        return f"{self.sheet.name}, {ref}"


def _fact_value(fact: Fact, text: str) -> Value | None:
    """What was written, None where it is no answer to the fact."""
    if fact.type == "truth":
        return TRUTHS.get(fold(text).casefold())
    if fact.type == "choice":
        codes = list(fact.values)
        return codes[int(text) - 1] if is_whole(text) and 1 <= int(text) <= len(codes) else None
    return whole(text, None)
