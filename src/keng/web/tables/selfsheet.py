"""The self-assessment of a unit as a workbook, and the filled one read back.

A row for each criterion: what is asked, what Keng computes, and columns for what a person says.
What Keng computes is shown only: it is confirmed on the screen, where its steps are seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Final

from django.utils.translation import gettext as _

from keng.criteria.actions import ClaimInput
from keng.criteria.queries.shapes import AssessmentView, ClaimView, CriterionView
from keng.documents.workbooks import Cell, Column, Sheet, table_workbook
from keng.packs.schema.criteria import Fact
from keng.rules.evaluation import Value
from keng.web import wording
from keng.web.phrases import recognitionwords
from keng.web.tables.criterion import Asked, asked_of
from keng.web.tables.sheetcells import Wrong

CODE, TITLE, HOW, WINDOW, COMPUTED, ANSWER, POINTS, EXCEPTION, NOTE, SEEN = range(1, 11)
FILLED: Final = (ANSWER, POINTS, EXCEPTION, NOTE)
HEAD: Final = "Trả lời"
FACT: Final = "DK-"
MARK: Final = re.compile(r"Mã phiếu: TC(\d+)-([0-9a-f]{8})")
SIGNS: Final = {"met": "Đ", "not_met": "K", "not_applicable": "KAD"}


def sheet_xlsx(view: AssessmentView) -> bytes:
    """The workbook of an assessment, with what stands already in its columns."""
    columns = [
        Column("Mã", 10),
        Column("Tiêu chí", 50),
        Column("Cách trả lời", 40),
        Column("Kỳ xét", 14),
        Column("Keng tính", 36),
        Column(HEAD, 14),
        Column("Điểm", 8, digits=2),
        Column("Trường hợp ngoại lệ", 12),
        Column("Ghi chú, lý do", 40),
        Column("Bản (không sửa)", 10),
    ]
    rows = [
        *(_row(one, view) for one in view.criteria),
        *(_fact_row(one, view) for one in facts_of(view)),
    ]
    notes = [
        "Chỉ ghi vào các cột Trả lời, Điểm, Trường hợp ngoại lệ, Ghi chú.",
        "Hàng để trống thì giữ như đang có.",
        "Kết quả Keng tính từ số liệu được xác nhận trên màn hình, không ghi ở đây.",
        "Không ghi họ tên, thông tin cá nhân. Không sửa cột Mã, cột Bản và dòng Mã phiếu.",
        _mark_of(view),
    ]
    title = f"Tự chấm {view.year}: {view.unit}. {view.set_title.vi}"
    return table_workbook(title, columns, rows, notes)


def other_sheet(sheet: Sheet, view: AssessmentView) -> Iterator[Wrong]:
    """Whether this is the sheet of another dossier, or of the set as it was before."""
    found: tuple[Cell, re.Match[str]] | None = None
    for cell in (cell for row in sheet.rows for cell in row):
        match = MARK.fullmatch(cell.text.strip())
        if match is not None:
            found = (cell, match)
            break
    if found is None:
        yield Wrong(
            f"{sheet.name}, A1", _("không thấy dòng “Mã phiếu”; hãy dùng tệp tải từ hồ sơ này")
        )
        return
    cell, match = found
    place = f"{sheet.name}, {cell.ref}"
    if match[1] != str(view.id):
        told = _("phiếu này của hồ sơ khác; hồ sơ đang mở là %(unit)s, %(set)s năm %(year)s")
        names = {"unit": view.unit, "set": view.set_title.of(wording.language())}
        yield Wrong(place, told % {**names, "year": view.year})
    elif match[2] != law_of(view):
        yield Wrong(
            place,
            _("bộ tiêu chí đã có bản khác từ khi tải phiếu; hãy tải phiếu mới rồi chép sang"),
        )


def _mark_of(view: AssessmentView) -> str:
    return f"Mã phiếu: TC{view.id}-{law_of(view)}"


def law_of(view: AssessmentView) -> str:
    """The set as it holds for the run, as one short word: another version has another."""
    return sha256(view.law.model_dump_json(by_alias=True).encode()).hexdigest()[:8]


def _row(one: CriterionView, view: AssessmentView) -> tuple[str | Decimal | None, ...]:
    asked, said = asked_of(one, view.facts), one.claim
    first, last = view.law.window.of(view.year)
    stands = stands_of(said)
    return (
        one.criterion.code,
        one.criterion.title.vi,
        _how(asked),
        f"{first:%d/%m/%Y} – {last:%d/%m/%Y}",
        _computed(one),
        answer_text(one, asked, stands) or None,
        stands.points,
        exception_number(one, stands) or None,
        (stands.exception_reason or stands.note) or None,
        str(said.revision if said else 0),
    )


def _computed(one: CriterionView) -> str:
    """What Keng computes of a criterion that reads figures, with its steps."""
    if not one.cells:
        return ""
    steps = (
        f"{step.what.vi}: {step.value.vi}" if step.value else step.what.vi for step in one.steps
    )
    return ". ".join([recognitionwords.outcome(one.outcome), *steps])


def _how(asked: Asked) -> str:
    """What may be written into the columns of a row."""
    parts = []
    if asked.verdict:
        parts.append("; ".join(_VERDICT_HOW[choice.code] for choice in asked.verdict))
    if asked.occurred:
        parts.append("KHÔNG: không xảy ra; CÓ: có xảy ra")
    if asked.exceptions:
        listed = "; ".join(f"{n}. {it.label}" for n, it in enumerate(asked.exceptions, start=1))
        parts.append(f"ngoại lệ ghi số: {listed}")
    if asked.checklist:
        listed = "; ".join(f"{n}. {it.label}" for n, it in enumerate(asked.checklist, start=1))
        parts.append(f"ghi số các việc đã làm, 0 là chưa: {listed}")
    if asked.takes_points:
        parts.append(f"điểm từ 0 đến {asked.most}" if asked.most else "chưa có điểm chuẩn")
    return ". ".join(parts) or "Keng tính từ số liệu; để trống"


_VERDICT_HOW: Final = {
    "met": "Đ: đạt",
    "not_met": "K: chưa đạt",
    "not_applicable": "KAD: không áp dụng (ghi lý do)",
}


def stands_of(said: ClaimView | None) -> ClaimInput:
    """What stands of a claim, in the words of the action."""
    if said is None:
        return ClaimInput()
    return ClaimInput(
        claim=said.claim,
        occurred=said.occurred,
        done=said.done,
        exception=said.exception,
        exception_reason=said.exception_reason,
        points=said.points,
        note=said.note,
    )


def answer_text(one: CriterionView, asked: Asked, said: ClaimInput) -> str:
    """The answer as the sheet writes it."""
    if asked.occurred:
        return "" if said.occurred is None else ("CÓ" if said.occurred else "KHÔNG")
    if asked.checklist:
        items = [item.code for item in one.criterion.checklist]
        if said.done is None:
            return ""
        return ", ".join(str(items.index(code) + 1) for code in said.done) or "0"
    return SIGNS.get(said.claim, "")


def exception_number(one: CriterionView, said: ClaimInput) -> str:
    codes = [it.code for it in one.criterion.exceptions]
    return str(codes.index(said.exception) + 1) if said.exception in codes else ""


def told_of(one: CriterionView, asked: Asked, said: ClaimInput) -> str:
    """An answer with its points and note, for the list of changes."""
    points = f"{said.points.normalize():f}" if said.points is not None else ""
    note = said.exception_reason or said.note
    parts = (answer_text(one, asked, said), points, exception_number(one, said), note)
    return " · ".join(part for part in parts if part) or "–"


def _most(one: CriterionView) -> Decimal | None:
    return one.criterion.points.max if one.criterion.points else None


def facts_of(view: AssessmentView) -> list[Fact]:
    """The facts that are typed beside the criteria, each once."""
    return list({fact.code: fact for one in view.criteria for fact in one.facts}.values())


def _fact_row(fact: Fact, view: AssessmentView) -> tuple[str | Decimal | None, ...]:
    stands = view.facts.get(fact.code)
    first, last = view.law.window.of(view.year)
    text = fact_text(fact, stands)
    return (
        f"{FACT}{fact.code}",
        fact.title.vi,
        fact_how(fact),
        f"{first:%d/%m/%Y} – {last:%d/%m/%Y}",
        "",
        None if stands is None else text,
        None,
        None,
        None,
        text,
    )


def fact_how(fact: Fact) -> str:
    if fact.type == "truth":
        return "CÓ, KHÔNG"
    if fact.type == "choice":
        return "; ".join(f"{n}: {text.vi}" for n, text in enumerate(fact.values.values(), start=1))
    return f"số nguyên ({fact.unit})" if fact.unit else "số nguyên"


def fact_text(fact: Fact, value: Value | None) -> str:
    """A fact as the sheet writes it; "–" for none."""
    if value is None:
        return "–"
    if fact.type == "truth":
        return "CÓ" if value else "KHÔNG"
    if fact.type == "choice":
        codes = list(fact.values)
        return str(codes.index(str(value)) + 1) if value in codes else str(value)
    return str(value)
