"""The sentences that the grid's script shows, in the language of the request."""

from __future__ import annotations

from django.utils.translation import gettext as _


def grid_words() -> dict[str, str]:
    """Words by name; {braces} are filled in by the script."""
    return {
        "not_a_number": _(
            "“{text}” không phải là số. Viết như 1.234 hoặc 1.234,5; ô trống là chưa có số liệu."
        ),
        "decimals": _("“{text}” có nhiều hơn {digits} chữ số thập phân; Keng không tự làm tròn."),
        "pasted": _("Đã dán {count} ô."),
        "beyond": _("{count} dòng vượt quá cuối biểu, chưa được dán."),
        "skipped": _("{count} ô trống hoặc chỉ đọc, được giữ nguyên."),
        "refused": _("Chưa lưu được ô này."),
        "conflict": _("Bạn nhập {mine}, nhưng {who} đã lưu {theirs}. Chọn một số:"),
        "take_theirs": _("Lấy số đã lưu"),
        "keep_mine": _("Giữ số của tôi"),
        "blank": _("ô trống"),
        "stopped": _("Đã dừng lưu. Hãy tải lại trang."),
        "still_saving": _("Đang lưu ô cuối cùng; lưu xong Keng tự làm tiếp."),
        "still_refused": _("Còn ô chưa lưu được; hãy sửa ô có viền đỏ trước."),
        "state_saved": _("✓ Đã lưu lúc {time}"),
        "state_saving": _("Đang lưu {count} ô…"),
        "state_waiting": _("Chưa lưu {count} ô: đang chờ mạng. Đừng đóng trang."),
        "state_refused": _("Có ô chưa lưu được: xem ô viền đỏ"),
        "severity_block": _("Phải sửa"),
        "severity_warn": _("Cảnh báo"),
        "severity_hint": _("Gợi ý"),
        "severity_accepted": _("Đã giải trình"),
        "reason": _("Lý do"),
        "accept_warning": _("Giải trình"),
    }
