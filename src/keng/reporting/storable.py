"""Which text may be stored: nothing marked as a state secret, nothing that cannot be kept. Pure."""

from __future__ import annotations

import re
import unicodedata

from keng.documents.secrecy import secrecy_mark
from keng.kernel.errors import BadInput

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
# A stamp is in capitals (`documents.secrecy`); in typed text the degree is also written small.
_DEGREE = re.compile(r"^\W*độ\s+mật\s*:\s*(?:tối\s+|tuyệt\s+)?mật\b", re.IGNORECASE)


def refuse_unstorable(text: str, *, where: str = "") -> None:
    """Raise BadInput if the text is marked MẬT, TỐI MẬT or TUYỆT MẬT; its words are not repeated.

    Also for a NUL or half a character, which no database keeps. Source: semantics 29.
    """
    if _UNKEPT.search(text):
        raise BadInput(
            "Nội dung có ký tự hỏng không lưu được; hãy gõ lại thay vì dán.",
            message_en="The text holds a broken character that cannot be stored; type it again.",
            where=where,
        )
    if any(_is_marked(line) for line in unicodedata.normalize("NFC", text).splitlines()):
        raise BadInput(
            "Nội dung có dấu chỉ độ mật nên không được lưu vào Keng. Tài liệu mật phải được lập, "
            "gửi và lưu theo quy định về bảo vệ bí mật nhà nước.",
            message_en="The text carries a secrecy marking and was not stored. Keng holds no state "
            "secrets; handle such a document outside it.",
            where=where,
        )


def _is_marked(line: str) -> bool:
    return secrecy_mark(line) is not None or _DEGREE.match(line) is not None
