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
        "pasted_wrong": _("{count} ô không phải là số, xem ô viền đỏ."),
        "column_taken": _("Khối dán có {columns} cột số; đã lấy cột số thứ {column}."),
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
        "state_waiting": _(
            "{count} ô đang chờ mạng: đã giữ trên máy này, có mạng Keng tự lưu và kiểm tra."
        ),
        "state_waiting_here": _("Chưa lưu {count} ô: đang chờ mạng. Đừng đóng trang."),
        "state_busy": _(
            "{count} ô chưa lưu: máy chủ đang bận hoặc lỗi. Đã giữ trên máy này, Keng tự thử lại."
        ),
        "state_signed_out": _("{count} ô chưa gửi vì phiên làm việc đã hết; đã giữ trên máy này."),
        "state_refused": _("Có ô chưa lưu được: xem ô viền đỏ"),
        "severity_block": _("Phải sửa"),
        "severity_warn": _("Cảnh báo"),
        "severity_hint": _("Gợi ý"),
        "severity_accepted": _("Đã giải trình"),
        "reason": _("Lý do"),
        "accept_warning": _("Giải trình"),
        "right_because": _("Số liệu vẫn đúng vì"),
        "keep_reason": _("Lưu giải trình"),
        "reason_missing": _("Hãy ghi lý do bằng một câu."),
        "cancel": _("Thôi"),
        "take_out": _("Bỏ ra"),
        "keep_it": _("Giữ lại"),
        "keep_because": _("Giữ lại, vì:"),
        "check_later": _("Kiểm tra khi có mạng"),
        "needs_network": _("Việc này cần mạng; hãy làm lại khi có mạng."),
        "can_undo": _("Bấm Hoàn tác (Ctrl+Z) nếu muốn lấy lại như trước."),
        "keeps_nothing": _(
            "Trình duyệt này không giữ được số liệu khi mất mạng: đừng đóng trang khi còn ô chờ."
        ),
        "kept_page": _(
            "Đang xem bản giữ trên máy lúc {time}; số của người khác nhập sau đó chưa hiện."
        ),
        "sign_in": _("Đăng nhập lại"),
    }
