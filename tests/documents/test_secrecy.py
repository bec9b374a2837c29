"""A stamp of secrecy is seen wherever it stands; talk about secrets is ordinary text."""

from __future__ import annotations

import unicodedata

import pytest

from keng.documents.secrecy import faded_secrecy_mark, secrecy_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "MẬT"),
        (" TỐI  MẬT ", "TỐI MẬT"),
        ("[TUYỆT MẬT]", "TUYỆT MẬT"),
        ("Độ mật: MẬT", "MẬT"),
        ("ĐỘ MẬT: TỐI MẬT", "TỐI MẬT"),
        (unicodedata.normalize("NFD", "MẬT"), "MẬT"),
    ],
)
def test_a_stamp_is_seen(text: str, mark: str) -> None:
    assert secrecy_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    ["", "Mật ong", "giữ bí mật", "BÍ MẬT NHÀ NƯỚC", "Số hòm thư mật", "5", "ĐỘ MẬT: KHÔNG"],
)
def test_ordinary_text_is_no_stamp(text: str) -> None:
    assert secrecy_mark(text) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MAT", "MẬT"),
        ("TÓI MÁT", "TỐI MẬT"),
        ("TUYET  MAT", "TUYỆT MẬT"),
        ("Mat", None),
        ("MÃ", None),
    ],
)
def test_a_stamp_whose_marks_a_machine_misread_is_seen(text: str, mark: str | None) -> None:
    assert faded_secrecy_mark(text) == mark
