"""Which text may be stored: nothing marked as a state secret, nothing that cannot be kept. Pure."""

from __future__ import annotations

import re
import unicodedata

from keng.kernel.errors import BadInput

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
# The marking is a line of its own or follows "Độ mật:"; the word inside a sentence is no marking.
_MARKING = re.compile(
    r"^[\W_]*(?:MẬT|TỐI\s+MẬT|TUYỆT\s+MẬT)[\W_]*$"
    r"|^[\W_]*(?i:độ\s+mật\s*:\s*(?:tối\s+|tuyệt\s+)?mật)\b",
    re.MULTILINE,
)


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
    if _MARKING.search(unicodedata.normalize("NFC", text)):
        raise BadInput(
            "Nội dung có dấu chỉ độ mật nên không được lưu vào Keng. Tài liệu mật phải được lập, "
            "gửi và lưu theo quy định về bảo vệ bí mật nhà nước.",
            message_en="The text carries a secrecy marking and was not stored. Keng holds no state "
            "secrets; handle such a document outside it.",
            where=where,
        )
