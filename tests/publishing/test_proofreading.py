"""Files proofread: what may be shown of them, and what takes too long to be waited for."""

from __future__ import annotations

import pytest

from keng.documents.reading import FileRefused
from keng.proofing.finding import Severity
from keng.proofing.layout.rules import LAYOUT_RULES
from keng.publishing.proofreading import TakesLonger, proofread_at_once, restored, stored
from keng.publishing.shown_lines import MASK, shown_lines
from proof_cast import A_REPORT, CODES, LINES
from reading_samples import a_docx


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def test_a_text_comes_back_with_its_findings_in_order() -> None:
    found = proofread_at_once(A_REPORT.encode(), name="bao-cao.txt")

    assert [one.code for one in found.findings] == CODES
    assert [one.line for one in found.findings] == LINES
    assert found.count(Severity.ERROR) == 3
    assert len(found.lines) == 12


def test_a_word_file_gives_the_findings_of_its_text() -> None:
    content = a_docx(paragraphs(*A_REPORT.split("\n")))

    found = proofread_at_once(content, name="bao-cao.docx")

    of_text = [one.code for one in found.findings if one.code not in LAYOUT_RULES]
    assert (found.kind, of_text) == ("docx", CODES)
    assert "K347" in {one.code for one in found.findings}  # its number is in letters of size 10


def test_a_paper_of_the_police_is_not_held_against_the_decree_and_says_so() -> None:
    content = a_docx(paragraphs("CÔNG AN TỈNH BÌNH MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))

    found = proofread_at_once(content, name="bao-cao.docx")

    assert found.findings == ()
    assert [note.code for note in found.notes] == ["layout_unjudged"]


def test_a_result_is_kept_and_comes_back_as_it_was() -> None:
    found = proofread_at_once(A_REPORT.encode(), name="bao-cao.txt")

    assert restored(stored(found)) == found


def test_personal_data_is_masked_in_its_line_alone() -> None:
    lines = ["Xin báo đồng chí Mẫu, điện thoại 0900000001, hoặc trụ sở xã.", "Có 05 vụ cháy."]

    assert shown_lines(lines) == (f"Xin báo đồng chí Mẫu, {MASK}, hoặc trụ sở xã.", lines[1])


def test_what_speaks_of_watched_people_is_not_shown() -> None:
    lines = ["Đang quản lý 12 người nghiện ma túy. Tổ chức 05 buổi họp.", "", "Có 02 vụ cháy."]

    assert shown_lines(lines) == ("[đoạn không trích] Tổ chức 05 buổi họp.", "", "Có 02 vụ cháy.")


def test_data_that_runs_over_two_lines_is_masked_on_both() -> None:
    whole = "Hỗ trợ gia đình ông Mẫu, trú tại: số nhà 12, thôn Đông Bình Thượng Hạ, xã Thử Nghiệm"
    lines = [whole[:52], whole[52:]]

    shown = shown_lines(lines)

    assert shown[0].endswith(MASK)
    assert shown[1].startswith(MASK)
    assert "số nhà" not in " ".join(shown)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"{\\rtf1 mot}", b"a" * (4 * 1024 * 1024 + 1)]
)
def test_pictures_old_files_and_large_ones_take_longer(content: bytes) -> None:
    with pytest.raises(TakesLonger):
        proofread_at_once(content, name="tep")


def test_a_file_that_is_marked_secret_is_refused() -> None:
    with pytest.raises(FileRefused) as refusal:
        proofread_at_once(f"TỐI MẬT\n{A_REPORT}".encode(), name="bao-cao.txt")

    assert refusal.value.code == "secret_marked"
