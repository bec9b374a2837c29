"""What can be wrong with a workbook that is brought in: every code, with its sentence. Pure.

A sentence says what is wrong, then after a colon what to do. The list in
docs/reference/import-problems.md is compared with this one by a test.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from keng.documents.workbooks import REFUSALS
from keng.kernel.figures import CellKey
from keng.screening.refusals import Told as Refused


class Wording(NamedTuple):
    """The sentence in both languages; names in braces are filled in."""

    vi: str
    en: str


class Told(Protocol):
    """A refusal of another room: its code and its sentence in both languages."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def message_en(self) -> str: ...


@dataclass(frozen=True)
class Place:
    """Where in a workbook something stands; cell "" is the whole sheet, both "" the whole file."""

    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class ImportProblem:
    """One thing that keeps a cell, a sheet or a file from being saved.

    `submission_id` and `key` name the cell of the form that it is about, where it is about one;
    `passages` are the personal data of a note about which nobody decided.
    """

    file: str
    sheet: str
    cell: str
    code: str
    message: str
    message_en: str
    submission_id: int | None = None
    key: CellKey | None = None
    passages: tuple[Refused, ...] = ()

    def about(self, submission_id: int, key: CellKey) -> ImportProblem:
        """The same problem, with the cell of the form that it is about."""
        return replace(self, submission_id=submission_id, key=key)

    def __str__(self) -> str:
        place = "!".join(part for part in (self.file, self.sheet, self.cell) if part)
        return f"{place}: {self.message}"


_TYPE_OVER = "gõ lại số vào ô"
_CELL: dict[str, Wording] = {
    "formula": Wording(
        "ô là công thức: chép ô rồi dán lại dạng giá trị (Paste Values)",
        "the cell is a formula: copy it and paste it as a value",
    ),
    "error_cell": Wording(
        f"ô báo lỗi {{text}}: {_TYPE_OVER}",
        "the cell holds the error {text}: type the number",
    ),
    "boolean_cell": Wording(
        f"ô là giá trị đúng/sai (TRUE/FALSE): {_TYPE_OVER}",
        "the cell is TRUE or FALSE: type the number",
    ),
    "date_cell": Wording(
        f"ô đang là ngày tháng (Excel tự đổi): đổi định dạng ô về Number, {_TYPE_OVER}",
        "the cell is a date (the spreadsheet changed it): format it as a number, type it again",
    ),
    "percent_cell": Wording(
        f"ô ghi phần trăm: đổi định dạng về Number, {_TYPE_OVER} theo đơn vị “{{unit}}”",
        "the cell is a percentage: format it as a number and give it in {unit!r}",
    ),
    "dash": Wording(
        "ô ghi “{text}”, không rõ là 0 hay chưa có số liệu: ghi 0 nếu không phát sinh, để trống "
        "nếu chưa có",
        "the cell says {text!r}, which may be 0 or unknown: write 0 if nothing occurred, leave it "
        "empty if it is not known",
    ),
    "ambiguous_number": Wording(
        "“{text}” có thể đọc hai cách: viết 1234 hoặc 1.234 cho nghìn, 1,5 cho phần lẻ",
        "{text!r} can be read in two ways: write 1234 or 1.234 for thousands, 1,5 for decimals",
    ),
    "other_unit": Wording(
        "“{text}” không theo đơn vị tính “{unit}”: đổi ra {unit} rồi chỉ ghi số",
        "{text!r} is not in the unit {unit!r}: convert it and write the number only",
    ),
    "suppressed": Wording(
        "“{text}” là số đã che, không phải số liệu: ghi số thật, hoặc để trống",
        "{text!r} stands for a withheld figure: write the real number, or leave it empty",
    ),
    "not_a_number": Wording(
        "“{text}” không phải một số: chỉ ghi số, phần chữ ghi ở cột Ghi chú",
        "{text!r} is no number: write the number only, words belong to the column of notes",
    ),
    "negative": Wording(
        "số âm {text}: số liệu không thể âm, kiểm tra lại",
        "the number {text} is negative: figures cannot be, check it",
    ),
    "too_many_decimals": Wording(
        "{text} có nhiều hơn {digits} chữ số thập phân: ghi đúng số, Kẻng không tự làm tròn",
        "{text} has more than {digits} decimals: write the exact number, Keng does not round",
    ),
    "too_large": Wording(
        "{text} lớn quá mức: kiểm tra số và đơn vị tính “{unit}”",
        "{text} is too large: check the number and the unit {unit!r}",
    ),
    "merged_cell": Wording(
        "ô bị gộp trong vùng {area}: bỏ gộp ô (Unmerge), ghi số vào từng ô",
        "the cell is part of the merged area {area}: unmerge it, fill in each cell",
    ),
    "text_is_formula": Wording(
        "ô ghi chú hoặc loại số liệu là công thức hay báo lỗi: gõ lại bằng chữ",
        "the note or status is a formula or an error: type it as text",
    ),
    "personal_note": Wording(
        "ghi chú có dữ liệu cá nhân ({text}): bỏ ra, hoặc giữ lại và ghi lý do cho cả lần nhập",
        "the note holds personal data ({text}): take it out, or keep it with a reason for the "
        "whole import",
    ),
    "status_unknown": Wording(
        "loại số liệu “{text}” không có: để trống (chính thức) hoặc ghi “ước”, “dự kiến”",
        "the status {text!r} does not exist: leave it empty (official) or write “ước”, “dự kiến”",
    ),
    "status_without_value": Wording(
        "có loại số liệu mà không có số: ghi số vào cột Kỳ này, hoặc xóa loại số liệu",
        "a status without a figure: fill in the figure, or remove the status",
    ),
    "previous_changed": Wording(
        "cột Cùng kỳ bị sửa: số cùng kỳ không nhập ở đây, sửa ở biểu của năm trước",
        "the column of last year was changed: correct last year's form instead",
    ),
    "label_mismatch": Wording(
        "dòng hoặc cột này ghi “{text}” nhưng khóa ẩn là “{label}” (có thể đã sắp xếp mà thiếu "
        "cột ẩn): tải mẫu mới, chép số vào đúng dòng",
        "this line says {text!r} but its hidden key means {label!r} (sorted without the hidden "
        "column?): fetch a new form and copy the figures to the right lines",
    ),
    "row_without_key": Wording(
        "có số “{text}” ở dòng không thuộc biểu: chuyển số vào dòng của biểu, hoặc xóa dòng này",
        "the figure {text!r} stands in a line that is not part of the form: move or remove it",
    ),
    "cell_key_broken": Wording(
        "khóa ẩn “{text}” bị hỏng: tải mẫu mới, chép số sang",
        "the hidden key {text!r} is damaged: fetch a new form and copy the figures",
    ),
    "repeated_cell": Wording(
        "chỉ tiêu này có hai ô trong tệp (ô kia: {other}): giữ lại một",
        "this indicator has two cells in the file (the other: {other}): keep one",
    ),
    "withheld_cell": Wording(
        "chỉ tiêu này chỉ đơn vị và cấp trên trực tiếp xem và nhập: để đơn vị tự nhập",
        "only the unit and its direct superior see and enter this total: leave it to the unit",
    ),
    "changed_since": Wording(
        "ô này đã được sửa trên hệ thống sau khi tải mẫu (hiện là {theirs}, tệp ghi {mine}): tải "
        "mẫu mới, hoặc sửa trực tiếp trên màn hình",
        "this cell was changed in Keng after the form was fetched (now {theirs}, the file says "
        "{mine}): fetch a new form, or correct it on the screen",
    ),
    "other_figure": Wording(
        "trên hệ thống ô này đang có số {theirs} (gõ trên màn hình, do người khác nhập, hoặc từ "
        "tệp khác trong cùng lần nhập), tệp ghi {mine}: xem bên nào đúng, nếu là tệp thì sửa số "
        "trên màn hình",
        "this cell holds {theirs} (typed on the screen, brought in by somebody else or by another "
        "file of this import), the file says {mine}: see which is right; if it is the file, "
        "correct the figure on the screen",
    ),
    "measure_changed": Wording(
        "dòng “{text}” ghi đơn vị tính “{unit}”, khi lập cách đọc bảng là “{other}”: đổi số về "
        "“{other}” và sửa lại đơn vị tính, hoặc lập lại cách đọc bảng",
        "the line {text!r} is in {unit!r}; when the way of reading was made it was {other!r}: "
        "convert it back, or make the way of reading anew",
    ),
    "rule": Wording(
        "trái quy tắc “{label}”: {text} Cách sửa: {fix}",
        "against the rule {label!r}: {text_en} What to do: {fix_en}",
    ),
}
_SHEET: dict[str, Wording] = {
    "not_a_form": Wording(
        "tệp không phải mẫu do Kẻng xuất ra: tải mẫu ở trang biểu số liệu (hoặc keng export), "
        "chép số vào mẫu",
        "the file is no form of Keng: fetch the form (or keng export), copy the figures into it",
    ),
    "manifest_broken": Wording(
        "trang ẩn của mẫu bị hỏng hoặc do phiên bản khác ghi: tải mẫu mới, chép số sang",
        "the hidden sheet is damaged or of another version: fetch a new form, copy the figures",
    ),
    "keys_lost": Wording(
        "trang này mất dòng và cột khóa ẩn: tải mẫu mới, chép số sang, không xóa dòng 1 và cột A",
        "this sheet lost its hidden keys: fetch a new form, keep row 1 and column A",
    ),
    "columns_lost": Wording(
        "trang này mất cột {text}: tải mẫu mới, chép số sang",
        "this sheet lost the column {text}: fetch a new form, copy the figures",
    ),
    "repeated_unit": Wording(
        "đơn vị “{unit}” có hai dòng hoặc hai trang (nơi kia: {other}): giữ lại một",
        "the unit {unit!r} stands twice (the other place: {other}): keep one",
    ),
    "unknown_unit": Wording(
        "không có đơn vị “{unit}” trong kỳ {period}: kiểm tra tên, ghi đủ xã, huyện, tỉnh",
        "there is no unit {unit!r} in {period}: check the name, give its whole path",
    ),
    "ambiguous_unit": Wording(
        "có nhiều đơn vị tên “{unit}”: ghi rõ một trong {text}",
        "several units are called {unit!r}: name one of {text}",
    ),
    "unit_gone": Wording(
        "đơn vị “{unit}” không còn trong kỳ {period}: nhập cho đơn vị kế thừa {text}",
        "the unit {unit!r} no longer exists in {period}: enter it for its successor {text}",
    ),
    "unit_mismatch": Wording(
        "dòng này ghi “{text}” nhưng khóa ẩn là của “{unit}”: tải mẫu mới, chép số vào đúng dòng",
        "this line says {text!r} but its hidden key is of {unit!r}: fetch a new form",
    ),
    "no_submission": Wording(
        "chưa có biểu “{form}” của “{unit}” cho kỳ {period}: mở đợt báo cáo, hoặc xuất mẫu cho đơn "
        "vị này trước",
        "{unit!r} has no form {form!r} for {period}: open the round, or export the form of this "
        "unit first",
    ),
    "pack_version": Wording(
        "mẫu theo phiên bản {text} của chương trình, biểu đang dùng phiên bản {other}: tải mẫu mới",
        "the form is of version {text} of the programme, {other} is in use: fetch a new form",
    ),
    "not_allowed": Wording(
        "không được nhập số cho “{unit}”: đăng nhập tài khoản có quyền, hoặc gửi tệp cho đơn vị đó",
        "no permission to enter figures for {unit!r}: use an account that has it, or send the file "
        "to that unit",
    ),
    "closed": Wording(
        "biểu của “{unit}” kỳ {period} {text} nên không nhập được nữa: đề nghị cấp trên trả lại "
        "hoặc mở lại",
        "the form of {unit!r} for {period} is {text_en} and takes no figures: ask the level above "
        "to return or reopen it",
    ),
    "round_closed": Wording(
        "đợt báo cáo của “{unit}” kỳ {period} đã đóng: đề nghị cấp trên mở lại đợt",
        "the round of {unit!r} for {period} is closed: ask the level above to reopen it",
    ),
    "period_unknown": Wording(
        "kỳ báo cáo “{text}” trong mẫu không hiểu được: tải mẫu mới",
        "the period {text!r} of the form is not understood: fetch a new form",
    ),
}
_ANEW = "sửa tiêu đề trong tệp cho như tệp mẫu, hoặc lập lại cách đọc bảng"
_ANEW_EN = "give it the heading of the sample, or make the way of reading anew"
_FOREIGN: dict[str, Wording] = {
    "table_missing": Wording(
        f"không thấy bảng nào có cột “{{text}}” như tệp mẫu: chọn đúng tệp, {_ANEW}",
        f"no table has the heading {{text!r}} of the sample: choose the right file, {_ANEW_EN}",
    ),
    "table_twice": Wording(
        "có {n} bảng cùng tiêu đề ({text}), không rõ đọc bảng nào: để lại một bảng trong tệp, hoặc "
        "lập cách đọc theo tên trang",
        "{n} tables have these headings ({text}): leave one in the file, or make the way of "
        "reading by the name of the sheet",
    ),
    "headings_twice": Wording(
        "dòng tiêu đề có ở hai nơi (nơi kia: {other}): bỏ dòng tiêu đề lặp lại",
        "the row of headings stands twice (the other place: {other}): remove the repeated one",
    ),
    "heading_missing": Wording(
        f"không thấy cột hoặc dòng “{{text}}” của tệp mẫu{{near}}: {_ANEW}",
        f"the column or line {{text!r}} of the sample is not there{{near_en}}: {_ANEW_EN}",
    ),
    "heading_twice": Wording(
        "“{text}” có ở hai nơi (nơi kia: {other}), không rõ lấy số nào: đổi tên một nơi, hoặc lập "
        "lại cách đọc bảng",
        "{text!r} stands in two places (the other: {other}): rename one, or make the way of "
        "reading anew",
    ),
    "figure_without_unit": Wording(
        "có số “{text}” mà không ghi tên đơn vị: ghi tên đơn vị, hoặc xóa số này",
        "the figure {text!r} stands where no unit is named: name the unit, or remove it",
    ),
    "unit_not_chosen": Wording(
        "bảng này là của một đơn vị mà chưa chọn đơn vị nào: chọn đơn vị khi nhập",
        "the table is of one unit and none was chosen: choose it when importing",
    ),
}
REMARKS: dict[str, Wording] = {
    "row_passed": Wording(
        "bỏ qua “{text}” như đã định trong cách đọc bảng (dòng, cột tổng hoặc ghi chú)",
        "{text!r} is passed over, as the way of reading says (a total or a remark)",
    ),
    "row_of_numbers": Wording(
        "bỏ qua dòng đánh số cột",
        "the row that numbers the columns is passed over",
    ),
    "text_passed": Wording(
        "bỏ qua “{text}”: không phải đơn vị và không có số",
        "{text!r} is passed over: it is no unit and has no figures",
    ),
    "heading_new": Wording(
        "“{text}” có số nhưng chưa gắn với chỉ tiêu nào nên không được đọc",
        "{text!r} holds figures but belongs to no indicator, so that it is not read",
    ),
    "hidden_read": Wording(
        "hàng hoặc cột đang ẩn vẫn được đọc",
        "this row or column is hidden and is read all the same",
    ),
    "table_passed": Wording(
        "trang hoặc bảng này không được đọc",
        "this sheet or table is not read",
    ),
}
"""What is told of a table of the office and keeps nothing from being saved."""
PROBLEMS: dict[str, Wording] = {**_CELL, **_SHEET, **_FOREIGN}
"""Wording by code, for all that is not a refusal of the whole file (`documents` words those)."""
PERSONAL_NOTE: str = "personal_note"
"""The code of a note with personal data, about which the person decides."""
PASSED_ON: frozenset[str] = frozenset(
    {
        "unknown_cell",
        "computed_cell",
        "not_asked_in_period",
        "derived_cell",
        "not_a_whole_number",
        "negative_value",
        "value_too_large",
        "unknown_status",
        "unknown_basis",
        "source_missing",
        "repeated_cell",
    }
)
"""Codes with which `reporting` rejects a cell; the sentence is its own."""
CODES: frozenset[str] = frozenset({*PROBLEMS, *REFUSALS, *PASSED_ON})
"""Every code that an import may report."""


def problem(file: str, place: Place, code: str, **words: object) -> ImportProblem:
    """One problem, worded; missing words are a bug and raise KeyError."""
    return _worded(PROBLEMS[code], file, place, code, words)


def remark(file: str, place: Place, code: str, **words: object) -> ImportProblem:
    """One thing that was passed over, worded; missing words are a bug and raise KeyError."""
    return _worded(REMARKS[code], file, place, code, words)


def _worded(
    wording: Wording, file: str, place: Place, code: str, words: dict[str, object]
) -> ImportProblem:
    return ImportProblem(
        file=file,
        sheet=place.sheet,
        cell=place.cell,
        code=code,
        message=_filled(wording.vi, words),
        message_en=_filled(wording.en, words),
    )


def passed_on(file: str, place: Place, told: Told) -> ImportProblem:
    """A refusal that another room has worded, at its place in the file."""
    return ImportProblem(file, place.sheet, place.cell, told.code, told.message, told.message_en)


def shortened(text: str, longest: int = 40) -> str:
    """A cell's text for a message: one line, cut with an ellipsis that shows the cut."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _filled(sentence: str, words: dict[str, object]) -> str:
    return sentence.format(**words)
