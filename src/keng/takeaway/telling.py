"""The parts of an archive that people read: what is in it, what each column means, what stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from keng.takeaway import describing
from keng.takeaway.contents import COLUMNS, FIGURES, HASHES, LEFT_OUT, Contents, LeftOut

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_HEADS: Final = ("table", "table_vi", "column", "type", "vi", "en", "taken")


def csv_line(values: Iterable[object]) -> bytes:
    """One line of CSV; text that a spreadsheet would run stands behind an apostrophe."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_cell(value) for value in values])
    return text.getvalue().encode()


def columns_csv() -> bytes:
    """Every column of every table that this version has, with its meaning in two languages."""
    lines = [csv_line(_HEADS)]
    for model in describing.all_models():
        words = describing.table_words(model)
        for one in model._meta.concrete_fields:
            vi, en = describing.column_words(model, one) or ("", "")
            name = str(one.column)
            taken = "no" if words.left or name in words.without else "yes"
            kind = one.get_internal_type().removesuffix("Field")
            table = model._meta.db_table
            lines.append(csv_line((table, words.title, name, kind, vi, en, taken)))
    return _with_mark(lines)


def left_out_csv(left: Sequence[LeftOut]) -> bytes:
    """What does not go along, how much of it and why."""
    lines = [csv_line(("what", "column", "count", "vi", "en"))]
    lines += [csv_line((one.what, one.column, one.count, one.vi, one.en)) for one in left]
    return _with_mark(lines)


def readme(contents: Contents) -> bytes:
    """What the archive is and how it is read, in Vietnamese and English."""
    whose = contents.unit_name or "toàn bộ cơ quan / the whole office"
    text = f"""# {whose}

Keng {contents.keng}, {contents.made_at}.

{contents.rows} dòng của {len(contents.tables)} bảng, {contents.files} tệp.

- `tables/*.jsonl`: mỗi dòng là một dòng của bảng, theo tên cột; đây là bản chính xác.
- `tables/*.csv`: cùng nội dung để mở bằng bảng tính; ô trống là chưa biết, chữ bắt đầu bằng
  dấu =, +, -, @ có thêm dấu nháy ở trước để không chạy như công thức.
- `{FIGURES}`: số liệu đang giữ, kèm tên đơn vị. `{COLUMNS}`: ý nghĩa từng cột.
- `{LEFT_OUT}`: những gì không mang theo, bao nhiêu và vì sao.
- `files/`: các tệp. `{HASHES}`: mã băm của từng phần; kiểm tra bằng `sha256sum -c {HASHES}`.

Nhận ở nơi khác: `keng import-all TỆP.zip --dir THƯ-MỤC`.

{contents.rows} rows of {len(contents.tables)} tables, {contents.files} files.

- `tables/*.jsonl`: one row a line, by the names of the columns; this is the exact form.
- `tables/*.csv`: the same for a spreadsheet; an empty cell is not known, and text that begins
  with =, +, -, @ stands behind an apostrophe so that it cannot run.
- `{FIGURES}`: the figures that stand, with the names of units. `{COLUMNS}`: what columns mean.
- `{LEFT_OUT}`: what does not go along, how much of it and why.
- `files/`: the files. `{HASHES}`: the hash of each part; `sha256sum -c {HASHES}` checks them.

Taken in elsewhere by `keng import-all FILE.zip --dir FOLDER`.
"""
    return text.encode()


def _with_mark(lines: Iterable[bytes]) -> bytes:
    return "\ufeff".encode() + b"".join(lines)


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else None
    return f"'{text}" if text is not None and text.startswith(_STARTS) else value
