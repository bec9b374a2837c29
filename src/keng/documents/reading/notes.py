"""What is said beside a text that was read: one code, one sentence in both languages."""

from __future__ import annotations

from typing import NamedTuple

from keng.documents.reading.document import Note


class _Wording(NamedTuple):
    vi: str
    en: str


NOTES: dict[str, _Wording] = {
    "other_name": _Wording(
        "Tên tệp không đúng loại: nội dung là {detail} và đã đọc theo nội dung.",
        "The name does not fit: the content is {detail} and was read as such.",
    ),
    "decoded": _Wording(
        "Tệp không ghi bằng UTF-8: đã đọc theo {detail}.",
        "The file is not in UTF-8: it was read as {detail}.",
    ),
    "old_font": _Wording(
        "Có chữ theo phông cũ {detail}: đã chuyển sang Unicode.",
        "Some text was in an old font ({detail}): turned into Unicode.",
    ),
    "other_language": _Wording(
        "Văn bản không phải tiếng Việt: vẫn giữ nguyên, nhưng số liệu có thể không đọc được.",
        "The text is not Vietnamese: it is given as it is, but figures may not be understood.",
    ),
    "marks_lost": _Wording(
        "Văn bản mất dấu tiếng Việt: đọc được, nhưng cần đối chiếu với bản gốc.",
        "The text lost its Vietnamese marks: it can be read, but compare it with the original.",
    ),
    "tracked_changes": _Wording(
        "Có {detail} chỗ sửa có theo dõi (Track Changes): đọc như đã chấp nhận hết, chữ bị xóa "
        "không đọc.",
        "There are {detail} tracked changes: read as if all were accepted, deleted text left out.",
    ),
    "hidden_text": _Wording(
        "Có {detail} đoạn chữ ẩn: không đọc.",
        "There are {detail} pieces of hidden text: left out.",
    ),
    "text_boxes": _Wording(
        "Có {detail} hộp chữ (text box): đọc ngay sau đoạn văn chứa hộp.",
        "There are {detail} text boxes: each is read after the paragraph that holds it.",
    ),
    "comments": _Wording(
        "Tệp có lời bình (comment): không đọc.",
        "The file has comments: left out.",
    ),
    "embedded": _Wording(
        "Tệp có {detail} phần nhúng (tệp hoặc ảnh) không đọc được chữ bên trong.",
        "The file has {detail} embedded parts (files or pictures) whose text is not read.",
    ),
    "hidden_sheet": _Wording(
        "Trang tính ẩn “{detail}”: không đọc.",
        "Hidden sheet {detail}: left out.",
    ),
    "formulas": _Wording(
        "Có {detail} ô là công thức: không đọc kết quả; dán lại dạng giá trị nếu cần.",
        "{detail} cells are formulas: their results are not read; paste them as values if needed.",
    ),
    "converted": _Wording(
        "Tệp Word đời cũ: đã chuyển sang .docx bằng LibreOffice để đọc.",
        "An old Word file: it was turned into .docx by LibreOffice to be read.",
    ),
    "layer_broken": _Wording(
        "Lớp chữ của trang bị hỏng ({detail}): đã nhận dạng lại từ hình trang.",
        "The page's text layer is broken ({detail}): the page was read again from its picture.",
    ),
    "layer_kept": _Wording(
        "Lớp chữ của trang bị hỏng ({detail}) mà không nhận dạng lại được: giữ nguyên lớp chữ.",
        "The page's text layer is broken ({detail}) and could not be read again: given as it is.",
    ),
    "page_turned": _Wording(
        "Trang đặt sai chiều: đã xoay {detail} độ để đọc.",
        "The page lay the wrong way: it was turned by {detail} degrees to be read.",
    ),
    "stamp": _Wording(
        "Trang có dấu đỏ: đã bỏ dấu ra để đọc chữ bên dưới, chữ trên dấu không đọc.",
        "A red stamp is on the page: taken off to read the text below, its own words left out.",
    ),
    "page_not_read": _Wording(
        "Không đọc được trang này ({detail}).",
        "This page could not be read ({detail}).",
    ),
    "page_cut": _Wording(
        "Trang có quá nhiều chữ so với một trang giấy: chỉ đọc 60.000 ký tự đầu.",
        "The page holds more letters than any page of paper: only the first 60,000 were read.",
    ),
    "page_doubtful": _Wording(
        "Trang mờ hoặc nhiễu: chữ nhận dạng không chắc, cần đối chiếu với bản gốc.",
        "The page is faint or noisy: what was read is doubtful, compare it with the original.",
    ),
}


def said(
    code: str, detail: object = "", *, detail_en: str = "", page: int = 0, line: int = 0
) -> Note:
    """The note of a code of `NOTES`, worded."""
    wording = NOTES[code]
    return Note(
        code,
        wording.vi.replace("{detail}", str(detail)),
        wording.en.replace("{detail}", detail_en or str(detail)),
        page,
        line,
    )
