"""A report for the tests of proofreading, written by us, with three contradictions.

Line 7: 5 + 6 + 2 = 13 and not 14; line 8: 9 of 12 is 75 %; line 9: 10 - 8 = 2. Line 10 holds a
telephone number, line 11 speaks of people who are watched over.
"""

from __future__ import annotations

from typing import Final

A_REPORT: Final = """ỦY BAN NHÂN DÂN
XÃ THỬ NGHIỆM
Số: 12/BC-UBND
BÁO CÁO
Kết quả công tác năm 2023
I. KẾT QUẢ
Toàn xã xảy ra 14 vụ, gồm: 05 vụ trộm cắp, 06 vụ đánh bạc, 02 vụ cháy.
Đã giải quyết 09/12 vụ, đạt 80%.
Xã có 10 mô hình tự quản, tăng 03 mô hình so với năm trước (08 mô hình).
Mọi thông tin xin báo đồng chí Mẫu, điện thoại 0900000001.
Đang quản lý 12 người nghiện ma túy trên địa bàn.
Tổ chức 18 buổi tuyên truyền với 1.250 lượt người tham dự."""
CODES: Final = ["K101", "K121", "K114", "K402"]
LINES: Final = [7, 8, 9, 10]
