"""Numbered papers are found whole, in the spellings that real papers use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keng.prose.citations import Citation, citations_of
from keng.prose.text import Text


def cited(*lines: str) -> list[tuple[str | None, str, str | None, str | None]]:
    return [told(citation) for citation in citations_of(Text.of(lines))]


def told(citation: Citation) -> tuple[str | None, str, str | None, str | None]:
    day = citation.day.iso if citation.day else None
    return citation.kind, citation.number, citation.symbol, day


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Thực hiện Kế hoạch số 27/KH-UBND ngày 14/3/2022 của UBND huyện",
            ("KH", "27", "KH-UBND", "2022-03-14"),
        ),
        (
            "Thông tư số 55/2020/TT-BCT, ngày 31 tháng 12 năm 2020 của Bộ Công Thương",
            ("TT", "55/2020", "TT-BCT", "2020-12-31"),
        ),
        ("Nghị quyết số 31-NQ/HU của Huyện ủy", ("NQ", "31", "NQ/HU", None)),
        ("Chương trình số 03/CTr-BCA-MTTW", ("CTr", "03", "CTr-BCA-MTTW", None)),
        ("Nghị quyết liên tịch số 05/2003/NQLT", ("NQLT", "05/2003", "NQLT", None)),
        ("Kế hoạch số 8 -KH/ĐU ngày 02/02/2021", ("KH", "8", "KH/ĐU", "2021-02-02")),
        ("Luật số 72/2020/QH14", ("Luật", "72/2020", "QH14", None)),
        ("Nghị quyết liên tịch số 04 về công tác thanh niên", ("NQLT", "04", None, None)),
        ("Kế hoạch số 33 ngày 05/4/2022", ("KH", "33", None, "2022-04-05")),
        ("triển khai Đề án 07 trên địa bàn", ("ĐA", "07", None, None)),
        (
            "Quyết định kiện toàn Ban Chỉ đạo số 61/QĐ-UBND ngày 9/8/2022",
            ("QĐ", "61", "QĐ-UBND", "2022-08-09"),
        ),
        (
            "Hướng dẫn số 412/C07-P2 ngày 12/6/2018) của Cục Cảnh sát",
            ("HD", "412", "C07-P2", "2018-06-12"),
        ),
        (
            "Ngày 11/5/2022, UBND huyện ban hành Chỉ thị số 06/CT-UBND về phòng cháy",
            ("CT", "06", "CT-UBND", "2022-05-11"),
        ),
    ],
)
def test_a_paper_is_read_whole(
    line: str, expected: tuple[str | None, str, str | None, str | None]
) -> None:
    assert cited(line) == [expected]


def test_a_symbol_broken_over_lines_is_whole() -> None:
    lines = (
        "Các thôn tiếp tục thực hiện nghiêm Kế hoạch số 19-",
        "KH/HU ngày 08/6/2021 của Huyện ủy",
    )

    assert cited(*lines) == [("KH", "19", "KH/HU", "2021-06-08")]


def test_the_issuer_is_the_body_that_follows() -> None:
    text = Text.of(["Chỉ thị số 04/CT-UBND ngày 11/02/2021 của UBND huyện Tứ Xuyên về an ninh"])
    (citation,) = citations_of(text)

    assert citation.issuer is not None
    assert text.said(citation.issuer) == "UBND huyện Tứ Xuyên"


@pytest.mark.parametrize(
    "line",
    [
        "Số: 42/BC-UBND",
        "đã báo cáo 15 vụ việc",
        "hướng dẫn 12 buổi cho các thôn",
        "các kế hoạch năm 2023",
        "Ban Chỉ đạo 138 xã họp 02 phiên",
        "phong trào thi đua của các chi hội",
    ],
)
def test_what_only_looks_like_a_paper_is_left_out(line: str) -> None:
    assert cited(line) == []


def test_a_text_without_marks_is_still_read() -> None:
    line = "Thuc hien Ke hoach s6 21/KH-UBND ngay 16/5/2022 cua UBND huyen ve phong chong toi pham"

    assert cited(line) == [("KH", "21", "KH-UBND", "2022-05-16")]


@given(st.lists(st.text(alphabet="0123456789/-. KHUBNDĐsốngàyquếtđịnh", max_size=70), max_size=5))
def test_any_text_returns_with_places_inside(lines: list[str]) -> None:
    text = Text.of(lines)

    for citation in citations_of(text):
        assert 0 <= citation.span.start < citation.span.end <= len(text.body)
