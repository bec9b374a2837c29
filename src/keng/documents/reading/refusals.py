"""Why a file is not read: one code, one sentence with what to do, in both languages."""

from __future__ import annotations

from typing import NamedTuple

from keng.kernel.errors import BadInput


class FileRefused(BadInput):
    """The file as a whole is not read; nothing of it was kept. `code` is a key of `REFUSALS`."""

    default_code = "file_broken"


class Wording(NamedTuple):
    """What is wrong and what to do; `{detail}` is filled in."""

    vi: str
    en: str


REFUSALS: dict[str, Wording] = {
    "file_empty": Wording(
        "Tệp rỗng, không có chữ nào: chép lại tệp từ máy gốc, có thể lần chép trước bị dở.",
        "The file is empty: copy it again, the last copy may have been cut off.",
    ),
    "file_too_large": Wording(
        "Tệp quá lớn ({detail}): tách thành nhiều tệp, hoặc quét lại ở 200 dpi.",
        "The file is too large ({detail}): split it, or scan it again at 200 dpi.",
    ),
    "too_many_pages": Wording(
        "Tệp có quá nhiều trang ({detail}): tách thành nhiều tệp.",
        "The file has too many pages ({detail}): split it.",
    ),
    "file_password": Wording(
        "Tệp có mật khẩu mở: bỏ mật khẩu rồi nộp lại.",
        "The file has a password: remove the password and hand it in again.",
    ),
    "file_macros": Wording(
        "Tệp có macro: lưu lại dạng không macro (.docx, .xlsx) rồi nộp lại.",
        "The file has macros: save it without macros (.docx, .xlsx) and hand it in again.",
    ),
    "file_bomb": Wording(
        "Tệp giải nén ra quá lớn ({detail}), có thể là tệp phá hoại: không mở. Chép nội dung sang "
        "một tệp mới.",
        "The file unpacks to far too much ({detail}) and may be hostile: not opened. Copy what it "
        "says into a new file.",
    ),
    "file_entities": Wording(
        "Tệp chứa khai báo DTD mà văn bản Office không bao giờ có: không mở. Chép nội dung sang "
        "một tệp mới.",
        "The file declares a DTD, which no Office file does: not opened. Copy what it says into a "
        "new file.",
    ),
    "file_broken": Wording(
        "Tệp bị hỏng ({detail}): mở bằng chương trình đã tạo ra nó và lưu lại, hoặc chép lại tệp.",
        "The file is damaged ({detail}): open it in the program that made it and save it again, or "
        "copy it again.",
    ),
    "file_unknown": Wording(
        "Không đọc được loại tệp này ({detail}): nộp tệp .docx, .pdf, .xlsx, .txt hoặc ảnh quét.",
        "This kind of file is not read ({detail}): hand in .docx, .pdf, .xlsx, .txt or a scan.",
    ),
    "text_garbled": Wording(
        "Chữ trong tệp bị vỡ, không nhận ra bảng mã nào (Unicode, TCVN3, VNI, Windows-1258): mở "
        "bằng chương trình gốc và lưu lại dạng UTF-8.",
        "The letters are garbled and in no known encoding (Unicode, TCVN3, VNI, Windows-1258): "
        "open the file where it was made and save it as UTF-8.",
    ),
    "no_text": Wording(
        "Không thấy chữ nào đọc được trong tệp: ảnh có thể không phải văn bản, hoặc quá mờ; hãy "
        "quét lại ở 200 dpi trở lên.",
        "No readable text is in the file: the picture may be no document, or too faint; scan it "
        "again at 200 dpi or more.",
    ),
    "no_office": Wording(
        "Tệp Word đời cũ cần LibreOffice mà máy này không chuyển được: lưu lại dạng .docx rồi nộp "
        "lại.",
        "An old Word file needs LibreOffice, which could not convert it here: save it as .docx and "
        "hand it in again.",
    ),
    "no_ocr": Wording(
        "Tệp là ảnh quét mà máy này chưa cài Tesseract tiếng Việt (gói tesseract-ocr, "
        "tesseract-ocr-vie): nộp tệp gốc có chữ, hoặc nhờ quản trị cài.",
        "The file is a scan and Tesseract with Vietnamese is not installed here (packages "
        "tesseract-ocr, tesseract-ocr-vie): hand in the typed file, or ask for the packages.",
    ),
    "secret_marked": Wording(
        "Tệp mang dấu độ mật ({detail}): Kẻng không nhận tài liệu bí mật nhà nước. Không có gì "
        "được lưu; xử lý tệp theo quy định về bảo vệ bí mật nhà nước.",
        "The file bears a mark of secrecy ({detail}): Keng takes no state secrets. Nothing was "
        "stored; handle the file by the rules on state secrets.",
    ),
}


def refusal(code: str, *, name: str, detail: str = "", detail_en: str = "") -> FileRefused:
    """The refusal of a file, worded; `name` is the file as the person knows it."""
    wording = REFUSALS[code]
    return FileRefused(
        wording.vi.replace("{detail}", detail),
        message_en=wording.en.replace("{detail}", detail_en or detail),
        where=name,
        code=code,
    )
