"""No state secrets: a text that carries a marking is refused before it is stored. Pure."""

from __future__ import annotations

import re
import unicodedata

from keng.kernel.errors import BadInput

# The marking is a line of its own or follows "Độ mật:"; the word inside a sentence is no marking.
_MARKING = re.compile(
    r"^[\W_]*(?:MẬT|TỐI\s+MẬT|TUYỆT\s+MẬT)[\W_]*$"
    r"|^[\W_]*(?i:độ\s+mật\s*:\s*(?:tối\s+|tuyệt\s+)?mật)\b",
    re.MULTILINE,
)


def refuse_marked(text: str, *, where: str = "") -> None:
    """Raise BadInput if the text is marked MẬT, TỐI MẬT or TUYỆT MẬT; its words are not repeated.

    Source: semantics 29.
    """
    if _MARKING.search(unicodedata.normalize("NFC", text)):
        raise BadInput(
            "Nội dung có dấu chỉ độ mật nên không được lưu vào Keng. Tài liệu mật phải được lập, "
            "gửi và lưu theo quy định về bảo vệ bí mật nhà nước.",
            message_en="The text carries a secrecy marking and was not stored. Keng holds no state "
            "secrets; handle such a document outside it.",
            where=where,
        )
