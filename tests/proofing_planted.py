"""Contradictions that a careful officer would catch, planted one at a time into our own reports.

Each is (file, what is right, what is wrong); the right words stand once in the file. All numbers of
`samples` agree with each other, so whatever is told of a sample as it stands is a false alarm.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

SAMPLES: Final = Path(__file__).parent / "proofing" / "samples"
PLANTED: Final = (
    # A commune's yearly report.
    ("xa-nam", "giảm 03 vụ (15%)", "giảm 03 vụ (17,6%)"),
    ("xa-nam", "giảm 03 vụ (15%)", "giảm 04 vụ (15%)"),
    ("xa-nam", "05 vụ trộm cắp tài sản", "06 vụ trộm cắp tài sản"),
    ("xa-nam", "có 02 nghị quyết, 04 kế hoạch", "có 02 nghị quyết, 06 kế hoạch"),
    ("xa-nam", "bình quân 114 lượt", "bình quân 124 lượt"),
    ("xa-nam", "tại thôn 27 buổi, tại trường học 09", "tại thôn 27 buổi, tại trường học 19"),
    ("xa-nam", "đạt 85,5% số hộ", "đạt 88,5% số hộ"),
    ("xa-nam", "với 2.010/2.164 hộ, đạt tỷ lệ 92,9%", "với 2.010/2.164 hộ, đạt tỷ lệ 94,9%"),
    ("xa-nam", "với 2.010/2.164 hộ, đạt tỷ lệ 92,9%", "với 2.010/2.146 hộ, đạt tỷ lệ 93,7%"),
    ("xa-nam", "với 27 thành viên, mỗi tổ 03", "với 29 thành viên, mỗi tổ 03"),
    ("xa-nam", "38 nam và 07 nữ", "38 nam và 09 nữ"),
    ("xa-nam", "tổng số 25 vụ", "tổng số 26 vụ"),
    ("xa-nam", "còn lại 04 vụ", "còn lại 06 vụ"),
    ("xa-nam", "có 08/09 thôn đạt chuẩn", "có 08/10 thôn đạt chuẩn"),
    ("xa-nam", "01 thôn không đạt", "02 thôn không đạt"),
    ("xa-nam", "chiếm 95,0% tổng số hộ", "chiếm 96,0% tổng số hộ"),
    ("xa-nam", "xuống còn 17 vụ", "xuống còn 16 vụ"),
    ("xa-nam", "tăng 06 buổi (từ 30", "tăng 08 buổi (từ 30"),
    ("xa-nam", "lên 36 buổi), tăng 20%", "lên 36 buổi), tăng 16,7%"),
    ("xa-nam", "số 18/KH-UBND ngày 15/01/2023", "số 18/KH-UBND ngày 15/01/2024"),
    # A district's half-year report.
    ("huyen-6-thang", "(60 vụ), tăng 6,7%", "(60 vụ), tăng 6,3%"),
    ("huyen-6-thang", "tăng 04 vụ so với", "tăng 06 vụ so với"),
    ("huyen-6-thang", "29 vụ (chiếm 45,3%)", "29 vụ (chiếm 43,5%)"),
    ("huyen-6-thang", "các loại khác 14 vụ (chiếm 21,9%)", "các loại khác 16 vụ (chiếm 21,9%)"),
    ("huyen-6-thang", "06 kế hoạch, 19 công văn", "06 kế hoạch, 18 công văn"),
    ("huyen-6-thang", "18/18 xã, thị trấn đã", "18/19 xã, thị trấn đã"),
    ("huyen-6-thang", "tại trường học 97 buổi", "tại trường học 197 buổi"),
    ("huyen-6-thang", "26.524/31.205 hộ ký cam kết, đạt 85%", "26.524/31.205 hộ ký, đạt 87%"),
    ("huyen-6-thang", "17 mô hình khá", "19 mô hình khá"),
    ("huyen-6-thang", "tăng 08 mô hình (67 mô hình)", "tăng 10 mô hình (67 mô hình)"),
    ("huyen-6-thang", "đã xử lý 167 tin, đạt 90,8%", "đã xử lý 167 tin, đạt 93,8%"),
    ("huyen-6-thang", "còn 17 tin đang", "còn 27 tin đang"),
    ("huyen-6-thang", "cung cấp (85,0%)", "cung cấp (77,2%)"),
    ("huyen-6-thang", "bình quân 3,3 người/tổ", "bình quân 3,8 người/tổ"),
    ("huyen-6-thang", "445/468 thành viên", "478/468 thành viên"),
    ("huyen-6-thang", "Còn 05 xã chưa", "Còn 07 xã chưa"),
    ("huyen-6-thang", "143/143 thôn, khu dân cư; nhân", "143/134 thôn, khu dân cư; nhân"),
    ("huyen-6-thang", "ba trăm hai mươi triệu", "ba trăm hai mươi lăm triệu"),
    ("huyen-6-thang", "xã hội hóa 70 triệu", "xã hội hóa 80 triệu"),
    ("huyen-6-thang", "đến ngày 14/6/2024", "đến ngày 31/6/2024"),
    # Eight months, after the communes merged.
    ("tam-thang", "mật độ dân số 350", "mật độ dân số 450"),
    ("tam-thang", "giảm 04 vụ, tương ứng giảm 11,4%", "giảm 04 vụ, tương ứng giảm 12,9%"),
    ("tam-thang", "giảm 04 vụ, tương ứng", "tăng 04 vụ, tương ứng"),
    ("tam-thang", "phát hiện 12 cơ sở vi phạm, xử phạt 05", "phát hiện 12 cơ sở, xử phạt 15"),
    ("tam-thang", "(mười tám triệu năm trăm", "(mười tám triệu bốn trăm"),
    ("tam-thang", "bình quân 14 hộ/tổ", "bình quân 12 hộ/tổ"),
    ("tam-thang", "Trang bị 1.176 bình", "Trang bị 1.076 bình"),
    ("tam-thang", "với 744 lượt người", "với 1.044 lượt người"),
    ("tam-thang", "09 đơn phản ánh", "08 đơn phản ánh"),
    ("tam-thang", "còn 03 đơn trong hạn", "còn 05 đơn trong hạn"),
    ("tam-thang", "42 camera do", "40 camera do"),
    ("tam-thang", "Buổi tuần tra | 160 | 186 | +26", "Buổi tuần tra | 160 | 186 | +36"),
    ("tam-thang", "Vụ việc | 35 | 31 | -4", "Vụ việc | 36 | 31 | -5"),
    ("tam-thang", "đạt 90,5% tổng số thôn", "đạt 95% tổng số thôn"),
    ("tam-thang", "04 thôn loại khá", "05 thôn loại khá"),
    ("tam-thang", "lên 256 buổi", "lên 276 buổi"),
    ("tam-thang", "có 21/21 thôn thành lập", "có 21/22 thôn thành lập"),
    # A plan.
    ("ke-hoach", "(2.056/2.164 hộ)", "(1.956/2.164 hộ)"),
    ("ke-hoach", "từ 05 mô hình lên 07", "từ 05 mô hình lên 08"),
    ("ke-hoach", "mỗi quý 10 buổi", "mỗi quý 12 buổi"),
    ("ke-hoach", "Tổ chức 04 hội nghị, gồm", "Tổ chức 05 hội nghị, gồm"),
    ("ke-hoach", "Thành lập 03 tổ công tác", "Thành lập 04 tổ công tác"),
    ("ke-hoach", "(bốn mươi tám triệu đồng)", "(bốn mươi lăm triệu đồng)"),
    ("ke-hoach", "chi khác 6.000.000", "chi khác 8.000.000"),
    ("ke-hoach", "sơ kết ngày 15/6/2024", "sơ kết ngày 31/6/2024"),
    ("ke-hoach", "từ ngày 01/8/2024 đến ngày 19/8", "từ ngày 21/8/2024 đến ngày 19/8"),
    (
        "ke-hoach",
        "theo Kế hoạch số 07/KH-UBND ngày 05/01",
        "theo Kế hoạch số 07/KH-UBND ngày 08/01",
    ),
    # A decision.
    ("quyet-dinh", "(83,3%) đạt chuẩn", "(85,3%) đạt chuẩn"),
    ("quyet-dinh", "gồm 14 xã và 01 thị trấn", "gồm 14 xã và 02 thị trấn"),
    ("quyet-dinh", "tổng hợp 03 đơn vị chưa đạt", "tổng hợp 04 đơn vị chưa đạt"),
    ("quyet-dinh", "số tiền 16.800.000 đồng (mười sáu", "số tiền 17.800.000 đồng (mười bảy"),
    ("quyet-dinh", "(mười sáu triệu tám trăm", "(mười sáu triệu chín trăm"),
    ("quyet-dinh", "số 512/TTr-CAH ngày 29/11/2024", "số 512/TTr-CAH ngày 09/12/2024"),
    ("quyet-dinh", "số 124/2021/TT-BCA ngày 28/12/2021", "số 124/2021/TT-BCA ngày 28/12/2022"),
    # A letter.
    ("cong-van", "đạt 72,2%; còn 05", "đạt 74,2%; còn 05"),
    ("cong-van", "còn 05 đơn vị chưa gửi", "còn 06 đơn vị chưa gửi"),
    ("cong-van", "Vân Trục và thị trấn", "Vân Trục, Yên Lạc và thị trấn"),
    ("cong-van", "04 báo cáo chậm", "05 báo cáo chậm"),
    ("cong-van", "giảm 01 báo cáo", "giảm 02 báo cáo"),
    ("cong-van", "bình quân 90 lượt", "bình quân 95 lượt"),
    ("cong-van", "tăng 24 buổi so với quý II (180 buổi)", "tăng 34 buổi so với quý II (180 buổi)"),
    ("cong-van", "tương ứng tăng 13,3%", "tương ứng tăng 11,8%"),
    ("cong-van", "từ ngày 15/6/2024 đến ngày 14/9/2024", "từ ngày 15/9/2024 đến ngày 14/6/2024"),
)
"""One slip each."""
