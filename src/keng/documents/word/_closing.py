"""How a paper ends: recipients and signature side by side, or the two signatures of a form."""

from __future__ import annotations

from typing import Final

from keng.documents.word._letterhead import columns, number_line, place_line
from keng.documents.word._runs import Writing, paragraph, style_of
from keng.documents.word._xml import Element, w
from keng.documents.word.description import (
    LETTER,
    Annex,
    FormSignatures,
    Letterhead,
    Signature,
    Slot,
    WordDocument,
)

ROOM_TO_SIGN: Final = 5
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def closing(document: WordDocument, writing: Writing, width_mm: float) -> Element:
    """Return the closing block of the body."""
    half = width_mm / 2
    if isinstance(document.ending, FormSignatures):
        return columns([_form_signatures(document.ending, writing)], (half, half))
    return columns([_signed(document.ending, writing)], (half, half))


def annex_head(
    annex: Annex, number: int, document: WordDocument, writing: Writing
) -> list[Element]:
    """Return "Phụ lục I", its title, and the reference to the paper it belongs to."""
    name = f"Phụ lục {roman(number)}" if len(document.annexes) > 1 else "Phụ lục"
    return [
        paragraph("PhuLuc", (name,), writing),
        paragraph("PhuLucTen", (annex.title.upper(),), writing),
        paragraph("KemTheo", (Slot("reference", reference(document)),), writing),
        w("p", style_of("Bang")),
    ]


def reference(document: WordDocument) -> str:
    """Return "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 01 năm 2024 của ...)"."""
    return reference_line(document.type_name, document.letterhead)


def reference_line(type_name: str, head: Letterhead) -> str:
    """Return the line under the title of an annex for a paper of a type and head."""
    number = number_line(head).removeprefix("Số: ")
    day = place_line(head).removeprefix(f"{head.place}, ")
    return (
        f"(Kèm theo {(type_name or LETTER).capitalize()} số {number} {day} của {head.issuer_name})"
    )


def roman(number: int) -> str:
    """Return a number in Roman digits, as annexes and parts are counted."""
    letters = ""
    for value, digits in _ROMAN:
        count, number = divmod(number, value)
        letters += digits * count
    return letters


def _signed(signature: Signature, writing: Writing) -> list[list[Element]]:
    ends = [";"] * (len(signature.recipients) - 1) + ["."]
    recipients = [
        paragraph("NoiNhan", (f"- {name.rstrip(';.')}{end}",), writing)
        for name, end in zip(signature.recipients, ends, strict=False)
    ]
    left = [paragraph("NoiNhanNhan", ("Nơi nhận:",), writing), *recipients]
    lines = [*signature.authority, signature.title]
    right = [paragraph("QuyenHan", (line.upper(),), writing) for line in lines]
    right += _room(writing)
    right.append(paragraph("HoTen", (signature.name,), writing))
    return [left, right]


def _form_signatures(ending: FormSignatures, writing: Writing) -> list[list[Element]]:
    notes = ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên, đóng dấu)")
    return [
        [
            paragraph("KyBieu", (title,), writing),
            paragraph("KyBieuGhiChu", (note,), writing),
            *_room(writing),
        ]
        for title, note in zip((ending.left, ending.right), notes, strict=True)
    ]


def _room(writing: Writing) -> list[Element]:
    return [paragraph("QuyenHan", (), writing) for _ in range(ROOM_TO_SIGN)]
