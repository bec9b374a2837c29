"""Why a file is not taken: one code for each kind of file that is not a readable workbook.

The wording names what the file is and what the person can do about it in a spreadsheet program.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from keng.kernel.errors import DomainError


class WorkbookRefused(DomainError):
    """The file as a whole cannot be read; nothing of it was taken."""

    default_code: ClassVar[str] = "file_broken"


class Wording(NamedTuple):
    """What is wrong and what to do, in both languages; `{detail}` is filled in."""

    vi: str
    en: str


_SAVE_AS = (
    "mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành “Excel Workbook (.xlsx)” rồi nhập lại."
)
_SAVE_AS_EN = "open it in a spreadsheet program, save it as “Excel Workbook (.xlsx)”, import again."

REFUSALS: dict[str, Wording] = {
    "file_empty": Wording(
        "Tệp rỗng (0 byte): chép lại tệp từ máy gốc, có thể lần chép trước bị dở.",
        "The file is empty (0 bytes): copy it again, the last copy may have been cut off.",
    ),
    "file_too_large": Wording(
        "Tệp lớn {detail}: tách thành nhiều tệp hoặc xóa ảnh, trang không dùng.",
        "The file is too large ({detail}): split it, or remove pictures and unused sheets.",
    ),
    "file_password": Wording(
        "Tệp có mật khẩu mở: bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi nhập lại.",
        "The file has a password to open: remove the password, then import again.",
    ),
    "file_old_excel": Wording(
        f"Tệp là Excel đời cũ (.xls): {_SAVE_AS}",
        f"The file is in the old Excel format (.xls): {_SAVE_AS_EN}",
    ),
    "file_binary_excel": Wording(
        f"Tệp là Excel nhị phân (.xlsb): {_SAVE_AS}",
        f"The file is a binary workbook (.xlsb): {_SAVE_AS_EN}",
    ),
    "file_macros": Wording(
        "Tệp có macro (.xlsm): lưu lại thành .xlsx không macro rồi nhập.",
        "The file has macros (.xlsm): save it as .xlsx without macros, then import.",
    ),
    "file_not_workbook": Wording(
        "Tệp không phải sổ Excel (.xlsx) mà là {detail}: chọn đúng tệp, hoặc nếu đó là bảng: "
        f"{_SAVE_AS}",
        "The file is no .xlsx workbook but {detail}: choose the right file, or, if it is a table: "
        f"{_SAVE_AS_EN}",
    ),
    "file_broken": Wording(
        "Tệp .xlsx bị hỏng ({detail}): mở bằng Excel, để Excel sửa và lưu lại, hoặc chép lại tệp.",
        "The .xlsx file is damaged ({detail}): let a spreadsheet program repair it, or copy it "
        "again.",
    ),
    "file_bomb": Wording(
        "Tệp giải nén ra quá lớn ({detail}), có thể là tệp phá hoại: không mở. Chép các ô cần nhập "
        "sang một sổ mới.",
        "The file unpacks to far too much ({detail}) and may be hostile: not opened. Copy what is "
        "needed into a new workbook.",
    ),
    "file_entities": Wording(
        "Tệp chứa khai báo DTD mà sổ Excel không bao giờ có: không mở. Chép các ô cần nhập sang "
        "một sổ mới.",
        "The file declares a DTD, which no workbook does: not opened. Copy what is needed into a "
        "new workbook.",
    ),
    "sheet_too_long": Wording(
        "Trang “{detail}” có quá nhiều dòng hoặc ô: một biểu không dài như thế. Xóa các dòng thừa, "
        "hoặc tách thành nhiều tệp.",
        "Sheet “{detail}” has too many rows or cells: no form is that long. Remove what does not "
        "belong to it, or split the file.",
    ),
    "word_macros": Wording(
        "Tệp Word có macro (.docm): lưu lại thành .docx không macro rồi nhập.",
        "The Word file has macros (.docm): save it as .docx without macros, then import.",
    ),
    "word_broken": Wording(
        "Tệp Word bị hỏng hoặc có mật khẩu ({detail}): mở bằng Word, lưu lại thành .docx không mật "
        "khẩu rồi nhập.",
        "The Word file is damaged or has a password ({detail}): open it in Word, save it as .docx "
        "without a password, then import.",
    ),
    "secret_marked": Wording(
        "Tệp mang dấu độ mật ({detail}): Kẻng không nhận tài liệu bí mật nhà nước. Không có gì "
        "được lưu; xử lý tệp theo quy định về bảo vệ bí mật nhà nước.",
        "The file bears a mark of secrecy ({detail}): Keng takes no state secrets. Nothing was "
        "stored; handle the file by the rules on state secrets.",
    ),
}


def refusal(code: str, *, name: str, detail: Wording | str = "") -> WorkbookRefused:
    """The refusal of a file, worded; `name` is the file as the person knows it."""
    wording = REFUSALS[code]
    told = Wording(detail, detail) if isinstance(detail, str) else detail
    return WorkbookRefused(
        wording.vi.replace("{detail}", told.vi),
        message_en=wording.en.replace("{detail}", told.en),
        where=name,
        code=code,
    )
