"""Sentences of our own, each wrong in one way or right though it may look wrong."""

from __future__ import annotations

from typing import Final

HEAD: Final = (
    "UBND XÃ ĐÔNG GIANG\nSố: 45/BC-UBND\nĐông Giang, ngày 10 tháng 12 năm 2025\nBÁO CÁO\n"
    "Kết quả năm 2025\n"
)
"""The beginning of a paper, without which no day is after its own."""

WRONG: Final[tuple[tuple[str, str], ...]] = (
    (
        "K102",
        (
            "Toàn xã có 36 cơ quan, doanh nghiệp, trường học (09 cơ quan, 21 doanh nghiệp, 07 "
            "trường học)."
        ),
    ),
    (
        "K101",
        (
            "Lực lượng nòng cốt có 96 người; chia ra: tổ bảo vệ an ninh, trật tự 48 người, dân "
            "quân 30 người, cán bộ thôn 20 người."
        ),
    ),
    (
        "K102",
        ("Tổng số đơn tiếp nhận 54, trong đó khiếu nại 18, tố cáo 6, kiến nghị 32."),
    ),
    (
        "K102",
        (
            "Đã tổ chức 25 cuộc kiểm tra: quý I 06 cuộc, quý II 07 cuộc, quý III 08 cuộc, quý IV "
            "05 cuộc."
        ),
    ),
    (
        "K101",
        (
            "Kinh phí thực hiện 320 triệu đồng, gồm ngân sách xã 200 triệu đồng và xã hội hóa 110 "
            "triệu đồng."
        ),
    ),
    (
        "K102",
        (
            "Tiếp nhận 40 tin; đã xác minh 31 tin; chuyển cơ quan khác 06 tin; còn lại 05 tin "
            "đang xác minh."
        ),
    ),
    (
        "K102",
        ("Ban Chỉ đạo có 19 thành viên, gồm Trưởng ban, 02 Phó Trưởng ban và 15 ủy viên."),
    ),
    (
        "K102",
        ("Trong 18 vụ có 05 vụ trộm cắp, 04 vụ gây rối, 07 vụ xô xát, 03 vụ khác."),
    ),
    (
        "K102",
        ("Số vụ: 12 vụ, đã làm rõ 10 vụ, chưa làm rõ 03 vụ."),
    ),
    (
        "K104",
        ("Tổng số 24 thôn; có 20 thôn đạt loại tốt, 03 thôn loại khá và 02 thôn loại trung bình."),
    ),
    (
        "K102",
        ("Phát 3.000 tờ rơi cho hộ dân, 500 tờ rơi cho trường học, tổng cộng 3.600 tờ rơi."),
    ),
    (
        "K122",
        ("Có 156 hộ ký cam kết trên tổng số 180 hộ, đạt 88,7%."),
    ),
    (
        "K122",
        ("Trong 240 vụ có 60 vụ trộm cắp, chiếm 30%."),
    ),
    (
        "K121",
        ("Đã giải quyết 45/50 đơn (95%)."),
    ),
    (
        "K122",
        ("Số đảng viên là 52 người, bằng 40% trong tổng số 120 thành viên."),
    ),
    (
        "K124",
        ("Trình độ: đại học 35%, cao đẳng 25%, trung cấp 28%, sơ cấp 15%."),
    ),
    (
        "K124",
        ("Nguồn kinh phí: ngân sách 65%, doanh nghiệp 20%, nhân dân đóng góp 18%."),
    ),
    (
        "K114",
        ("Năm 2025 xảy ra 24 vụ, năm 2024 xảy ra 30 vụ, giảm 05 vụ."),
    ),
    (
        "K111",
        ("Xảy ra 24 vụ, giảm 06 vụ so với năm trước (30 vụ), tương đương giảm 25%."),
    ),
    (
        "K116",
        ("Số buổi tuyên truyền tăng từ 40 buổi lên 52 buổi, tăng 13 buổi."),
    ),
    (
        "K114",
        ("Số vụ phạm tội năm nay là 18 vụ, so với 15 vụ của năm 2024, giảm 3 vụ."),
    ),
    (
        "K114",
        ("Tai nạn giao thông 09 vụ (năm 2024: 12 vụ), giảm 04 vụ."),
    ),
    (
        "K111",
        ("Số tin báo 120 tin, tăng 20% so với năm 2024 (96 tin)."),
    ),
    (
        "K114",
        (
            "Năm 2023: 150 buổi.\n"
            "Năm 2024: 180 buổi.\n"
            "Năm 2025: 198 buổi.\n"
            "So với năm 2024, năm 2025 tăng 28 buổi."
        ),
    ),
    (
        "K112",
        ("Phấn đấu giảm 10% số vụ so với năm 2025 (20 vụ), tương đương không quá 17 vụ."),
    ),
    (
        "K131",
        ("Toàn xã có 15 tổ với 75 thành viên, bình quân mỗi tổ có 06 thành viên."),
    ),
    (
        "K131",
        ("Lắp 60 camera với kinh phí 240 triệu đồng, bình quân 5 triệu đồng/camera."),
    ),
    (
        "K132",
        ("Mỗi tháng họp giao ban 01 lần, 6 tháng họp 07 lần."),
    ),
    (
        "K132",
        ("Hỗ trợ mỗi thôn 3 triệu đồng, tổng cộng 14 thôn là 45 triệu đồng."),
    ),
    (
        "K132",
        ("Mỗi thôn 02 bình chữa cháy, 14 thôn được cấp 30 bình."),
    ),
    (
        "K131",
        ("Tổ chức 24 buổi cho 1.920 lượt người, trung bình 70 lượt người một buổi."),
    ),
    (
        "K132",
        ("Tuần tra 180 ca trong 12 tuần, mỗi tuần 16 ca."),
    ),
    (
        "K132",
        ("Mức chi 50.000 đồng/người x 120 người = 6.500.000 đồng."),
    ),
    (
        "K131",
        ("Số hộ tham gia năm 2025 là 300 hộ, gấp 3 lần năm 2024 (150 hộ)."),
    ),
    (
        "K143",
        ("Chi 25.000.000 đồng (hai mươi triệu đồng)."),
    ),
    (
        "K143",
        ("Tổ chức 05 (sáu) lớp tập huấn."),
    ),
    (
        "K143",
        ("Thành lập 12 (mười ba) tổ tự quản."),
    ),
    (
        "K162",
        (
            "Toàn xã có 14 thôn.\n"
            "Đến nay 15/15 thôn đã có tổ hòa giải.\n"
            "Có 12/14 thôn đạt chuẩn.\n"
            "14/14 thôn có nhà văn hóa."
        ),
    ),
    (
        "K161",
        (
            "Hiện xã có 09 mô hình đang hoạt động.\n"
            "Các mục khác được triển khai tốt.\n"
            "Trong 11 mô hình nêu trên, có 03 mô hình tiêu biểu."
        ),
    ),
    (
        "K161",
        (
            "Xảy ra 12 vụ vi phạm trật tự xã hội.\n"
            "Khó khăn còn nhiều.\n"
            "Trong số 13 vụ vi phạm trật tự xã hội nêu trên có 02 vụ chưa làm rõ."
        ),
    ),
    (
        "K151",
        ("Xã có 04 thôn: Đông Hạ, Tây Hạ, Bãi Cát."),
    ),
    (
        "K151",
        ("Ra mắt 03 mô hình: “Cổng an toàn”, “Tiếng trống đêm”, “Camera ngõ”, “Hộ tự quản”."),
    ),
    (
        "K151",
        ("Thành lập 02 đoàn kiểm tra (đoàn số 1, đoàn số 2 và đoàn số 3)."),
    ),
    (
        "K152",
        ("Tập trung 04 nội dung: một là tuyên truyền; hai là tuần tra; ba là xây dựng mô hình."),
    ),
    (
        "K151",
        ("Có 05 thôn chưa đạt (thôn 2, thôn 4, thôn 7 và thôn 9)."),
    ),
    (
        "K152",
        ("Đề xuất 03 kiến nghị:\n- Bổ sung kinh phí;\n- Tăng biên chế."),
    ),
    (
        "K152",
        ("Có 03 nguyên nhân:\n- Địa bàn rộng;\n- Kinh phí ít;\n- Cán bộ mới;\n- Dân đi làm xa."),
    ),
    (
        "K202",
        (
            "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2025 của UBND xã.\n"
            "Kế hoạch số 12/KH-UBND ngày 15/3/2025 của UBND xã được triển khai."
        ),
    ),
    (
        "K201",
        (
            "Thực hiện Nghị quyết số 15-NQ/ĐU ngày 10/02/2025 của Đảng ủy xã về an ninh.\n"
            "Nghị quyết số 16-NQ/ĐU ngày 10/02/2025 của Đảng ủy xã về an ninh được quán triệt."
        ),
    ),
    (
        "K222",
        ("Căn cứ Kế hoạch số 90/KH-UBND ngày 20/12/2025 của UBND tỉnh."),
    ),
    (
        "K211",
        ("UBND xã ban hành Kế hoạch số 08/QĐ-UBND ngày 12/02/2025."),
    ),
    (
        "K212",
        ("Đảng ủy ban hành Nghị quyết số 05-NQ/UBND ngày 12/02/2025."),
    ),
    (
        "K227",
        ("Đã tổ chức hội nghị sơ kết ngày 20/12/2025 tại nhà văn hóa xã."),
    ),
    (
        "K226",
        ("Đợt cao điểm từ ngày 15/11/2025 đến ngày 15/10/2025."),
    ),
    (
        "K224",
        ("Thông tư số 124/2021/TT-BCA ngày 28/12/2022 của Bộ Công an."),
    ),
    (
        "K171",
        ("Mô hình thành lập từ tháng 5 năm 2020, đến nay đã hoạt động được 08 năm."),
    ),
    (
        "K171",
        ("Đợt ra quân từ ngày 01/11 đến ngày 30/11/2025 (45 ngày)."),
    ),
    (
        "K171",
        ("Thời gian thực hiện từ tháng 4 đến tháng 9 (08 tháng)."),
    ),
    (
        "K171",
        ("Kỷ niệm 25 năm thành lập (2005 - 2025)."),
    ),
    (
        "K303",
        ("Tình hình ổn định ổn định, nhân dân yên tâm."),
    ),
    (
        "K303",
        ("Phối hợp phối hợp chặt chẽ với các ngành."),
    ),
    (
        "K303",
        ("Tiếp tục nâng nâng cao chất lượng."),
    ),
    (
        "K232",
        ("Đề nghị Huyện ủy quan tâm."),
    ),
    (
        "K232",
        ("Báo cáo về Công an huyện trước ngày 20/12/2025."),
    ),
    (
        "K321",
        ("Giao đồng chí [tên cán bộ] phụ trách."),
    ),
    (
        "K321",
        ("Kinh phí: ... đồng."),
    ),
    (
        "K402",
        ("Số điện thoại liên hệ: 0912345678."),
    ),
    (
        "K312",
        ("Tỷ lệ đạt 12.5%, tăng so với 11,2% năm trước."),
    ),
    (
        "K141",
        ("Tổng kinh phí 1.2500.000 đồng."),
    ),
    (
        "K302",
        ('Mô hình "Ngõ an toàn có 12 hộ tham gia.'),
    ),
    (
        "K304",
        ("Ban TGTLĐ xã đã họp."),
    ),
    (
        "K122",
        ("Toàn xã có 2.480 hộ, trong đó 2.356 hộ đạt gia đình văn hóa, chiếm 93%."),
    ),
    (
        "K107",
        ("Có 2.356/2.480 hộ đạt (95%), còn 134 hộ chưa đạt."),
    ),
    (
        "K101",
        ("Tổ chức 30 buổi, gồm 12 buổi ở thôn, 10 buổi ở trường học và 09 buổi ở doanh nghiệp."),
    ),
    (
        "K102",
        ("Tổ chức 30 buổi tuyên truyền (thôn 12 buổi, trường học 10 buổi, doanh nghiệp 9 buổi)."),
    ),
    (
        "K132",
        ("Đội có 24 người, chia thành 4 tổ, mỗi tổ 5 người."),
    ),
    (
        "K102",
        ("Toàn xã có 1.200 camera; trong đó nhà nước đầu tư 320 camera, xã hội hóa 860 camera."),
    ),
    (
        "K102",
        (
            "Vận động được 450 triệu đồng, trong đó doanh nghiệp 250 triệu đồng, nhân dân 210 "
            "triệu đồng."
        ),
    ),
    (
        "K102",
        ("Xử lý 35 trường hợp: cảnh cáo 12, phạt tiền 20, chuyển hồ sơ 5."),
    ),
    (
        "K122",
        ("Số vụ án: 14; đã khám phá 12, đạt tỷ lệ 87,5%."),
    ),
    (
        "K121",
        ("Tỷ lệ khám phá 12/14 vụ, đạt 87,5%."),
    ),
    (
        "K116",
        ("So với năm 2024, số vụ giảm từ 20 xuống 14 vụ, giảm 35%."),
    ),
    (
        "K114",
        ("Năm 2025 có 64 tin báo, tăng 14 tin so với năm 2024 (48 tin)."),
    ),
    (
        "K111",
        ("Năm 2025 toàn xã xảy ra 14 vụ, giảm 6 vụ (42,8%) so với năm 2024."),
    ),
    (
        "K114",
        ("Số người bị thương: 05 người; cùng kỳ 08 người; giảm 02 người."),
    ),
    (
        "K114",
        ("Cháy: 02 vụ, bằng cùng kỳ năm 2024 (03 vụ)."),
    ),
    (
        "K114",
        ("Tiếp nhận 86 đơn, giảm 14 đơn, tương ứng 14% so với năm trước (102 đơn)."),
    ),
    (
        "K131",
        ("Bình quân mỗi thôn có 170 hộ (2.480 hộ/14 thôn)."),
    ),
    (
        "K131",
        ("Diện tích 24 km2, dân số 9.600 người, mật độ 450 người/km2."),
    ),
    (
        "K132",
        ("Kinh phí 56 triệu đồng chia đều cho 14 thôn, mỗi thôn 3,5 triệu đồng."),
    ),
    (
        "K132",
        ("Mỗi tuần tuần tra 03 buổi, một năm 104 buổi."),
    ),
    (
        "K132",
        ("Chi hỗ trợ 28 người, mức 500.000 đồng/người/tháng, tổng 15 triệu đồng/tháng."),
    ),
    (
        "K132",
        ("Mua 20 bộ trang phục, đơn giá 450.000 đồng/bộ, thành tiền 9.500.000 đồng."),
    ),
    (
        "K143",
        ("Số tiền 9.000.000 đồng (chín mươi triệu đồng)."),
    ),
    (
        "K143",
        ("Kinh phí 12.500.000 đồng (Mười hai triệu đồng chẵn)."),
    ),
    (
        "K162",
        ("Ban Chỉ đạo gồm 21 thành viên.\nCuộc họp có 19/22 thành viên Ban Chỉ đạo tham dự."),
    ),
    (
        "K162",
        ("Toàn xã có 14 thôn.\nĐã khảo sát tại 16/16 thôn của xã."),
    ),
    (
        "K162",
        (
            "Lực lượng bảo vệ an ninh, trật tự ở cơ sở có 14 tổ với 56 thành viên.\n"
            "Đã tập huấn cho 58/58 thành viên."
        ),
    ),
    (
        "K151",
        (
            "Xã có 08 mô hình: Camera an ninh, Cổng trường an toàn, Dòng họ tự quản, Zalo kết "
            "nối, Tiếng kẻng, Tổ liên gia, Xe đưa đón."
        ),
    ),
    (
        "K151",
        ("Trao thưởng cho 04 tập thể: thôn Đông, thôn Tây, Trường THCS Đông Giang."),
    ),
    (
        "K152",
        ("Xã triển khai 05 chuyên đề, gồm: phòng cháy; giao thông; ma túy; lừa đảo."),
    ),
    (
        "K152",
        ("Thực hiện 03 đợt cao điểm (đợt 1 tháng 1, đợt 2 tháng 5)."),
    ),
    (
        "K102",
        (
            "Công an xã có 12 đồng chí, gồm 01 Trưởng Công an xã, 03 Phó Trưởng Công an xã và 09 "
            "cán bộ."
        ),
    ),
    (
        "K204",
        (
            "Kế hoạch số 17/KH-UBND ngày 15/02/2025 của UBND xã.\n"
            "Theo Kế hoạch số 17/KH-BCĐ ngày 15/02/2025 của UBND xã."
        ),
    ),
    (
        "K201",
        (
            "Căn cứ Nghị quyết số 08-NQ/ĐU ngày 05/01/2025 của Đảng ủy xã.\n"
            "Theo Nghị quyết số 80-NQ/ĐU ngày 05/01/2025 của Đảng ủy xã."
        ),
    ),
    (
        "K223",
        (
            "Thực hiện Kế hoạch số 55/KH-UBND ngày 15/4/2025 của UBND tỉnh, UBND xã ban hành Kế "
            "hoạch số 20/KH-UBND ngày 02/4/2025."
        ),
    ),
    (
        "K211",
        ("Thông báo số 30/KL-UBND ngày 02/4/2025 của UBND xã."),
    ),
    (
        "K212",
        ("Quyết định số 30/QĐ-UBND ngày 02/4/2025 của Đảng ủy xã."),
    ),
    (
        "K224",
        (
            "Luật Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở số 30/2023/QH15 ngày "
            "28/11/2024."
        ),
    ),
    (
        "K171",
        ("Lớp tập huấn mở từ ngày 10/3/2025 đến hết ngày 14/3/2025, thời gian 07 ngày."),
    ),
    (
        "K171",
        ("Mô hình ra mắt tháng 9/2023, sau hơn 4 năm đã phát huy hiệu quả."),
    ),
    (
        "K221",
        ("Hội nghị khai mạc ngày 29/02/2025."),
    ),
    (
        "K221",
        ("Tổ chức sơ kết 6 tháng vào ngày 15/13/2025."),
    ),
    (
        "K226",
        ("Tổ chức Ngày hội tại 14/14 thôn từ ngày 20/8/2025 đến ngày 10/8/2025."),
    ),
    (
        "K124",
        ("Tỷ lệ nam 62%, nữ 48%."),
    ),
    (
        "K124",
        ("Kết quả phân loại: tốt 52%, khá 38%, trung bình 12%."),
    ),
    (
        "K102",
        ("Phát ra 25 phiếu, thu về 25 phiếu, hợp lệ 24 phiếu, không hợp lệ 02 phiếu."),
    ),
    (
        "K121",
        ("Kết quả: 22/25 phiếu đồng ý, đạt 86%."),
    ),
    (
        "K122",
        ("Số thôn đạt chuẩn là 12 thôn, chiếm 80% tổng số 14 thôn."),
    ),
    (
        "K122",
        ("Đạt 110% kế hoạch (33/32 buổi)."),
    ),
    (
        "K114",
        ("Thực hiện 33 buổi, vượt 03 buổi so với kế hoạch (28 buổi)."),
    ),
    (
        "K122",
        ("Thực hiện 33 buổi, đạt 120% kế hoạch năm (30 buổi)."),
    ),
    (
        "K106",
        (
            "STT | Thôn | Hộ | Ký cam kết | Tỷ lệ\n"
            "1 | Đông | 200 | 190 | 95%\n"
            "2 | Tây | 150 | 120 | 80%\n"
            "3 | Nam | 180 | 171 | 90%\n"
            "Cộng | | 530 | 481 | 90,8%"
        ),
    ),
    (
        "K106",
        (
            "STT | Thôn | Vụ 2024 | Vụ 2025 | Tăng, giảm\n"
            "1 | Đông | 5 | 3 | -2\n"
            "2 | Tây | 4 | 6 | +2\n"
            "3 | Nam | 7 | 4 | -2"
        ),
    ),
    (
        "K105",
        (
            "Nội dung | Kinh phí\n"
            "Tuyên truyền | 15.000.000\n"
            "Tập huấn | 20.000.000\n"
            "Khen thưởng | 10.000.000\n"
            "Tổng cộng | 50.000.000"
        ),
    ),
    (
        "K116",
        ("Thành lập mới 03 tổ, nâng tổng số tổ từ 11 lên 15 tổ."),
    ),
    (
        "K110",
        ("Năm 2024 có 11 tổ, năm 2025 thành lập thêm 03 tổ, hiện có 15 tổ."),
    ),
    (
        "K109",
        (
            "Khen thưởng 12 tập thể, 25 cá nhân, trong đó cấp tỉnh 02 tập thể, 05 cá nhân; cấp xã "
            "10 tập thể, 21 cá nhân."
        ),
    ),
    (
        "K131",
        ("Xử phạt 14 trường hợp, tổng số tiền 42 triệu đồng, bình quân 3,5 triệu đồng/trường hợp."),
    ),
    (
        "K102",
        ("Bắt 03 vụ, thu giữ 02 súng, 05 dao, 01 kiếm; tổng cộng 09 vũ khí."),
    ),
    (
        "K102",
        (
            "Công an xã tham mưu 12 văn bản, Mặt trận xã ban hành 05 văn bản, các đoàn thể ban "
            "hành 08 văn bản; như vậy cả năm có 24 văn bản."
        ),
    ),
    (
        "K102",
        ("Cả năm xảy ra 18 vụ; 6 tháng đầu năm 11 vụ, 6 tháng cuối năm 08 vụ."),
    ),
    (
        "K102",
        ("Quý I xảy ra 4 vụ, quý II 5 vụ, quý III 3 vụ, quý IV 6 vụ, cả năm 19 vụ."),
    ),
    (
        "K102",
        ("Số người tham dự là 145 người: đại biểu xã 35, đại biểu thôn 84, khách mời 25."),
    ),
    (
        "K102",
        ("Tổng số tổ viên là 84 người (nam 61 người, nữ 24 người)."),
    ),
    (
        "K102",
        ("Trong 420 hộ đăng ký, có 398 hộ đạt và 32 hộ không đạt."),
    ),
    (
        "K102",
        ("Tổ chức 46 buổi (trực tiếp 30 buổi, trực tuyến 18 buổi)."),
    ),
    (
        "K102",
        (
            "Thu 3 nguồn: ngân sách 120 triệu đồng, doanh nghiệp 80 triệu đồng, nhân dân 45 triệu "
            "đồng; tổng thu 255 triệu đồng."
        ),
    ),
    (
        "K102",
        ("Đã cấp 1.240 thẻ căn cước, gồm cấp mới 410, cấp đổi 690, cấp lại 150."),
    ),
    (
        "K104",
        (
            "Toàn phường có 22 tổ dân phố, bao gồm 15 tổ loại tốt, 05 tổ loại khá, 03 tổ loại "
            "trung bình."
        ),
    ),
    (
        "K102",
        (
            "Có 32 ý kiến phát biểu, trong đó 12 ý kiến của đại biểu, 15 ý kiến của nhân dân, 06 "
            "ý kiến của khách mời."
        ),
    ),
    (
        "K102",
        ("Tặng giấy khen cho 9 tập thể và 21 cá nhân (tổng cộng 31 trường hợp)."),
    ),
    (
        "K102",
        ("Khen thưởng 31 trường hợp, gồm 9 tập thể và 21 cá nhân."),
    ),
    (
        "K102",
        ("Hội nghị có 150 đại biểu, vắng 12, có mặt 135."),
    ),
    (
        "K102",
        ("Triệu tập 150 đại biểu, có mặt 138 đại biểu, vắng 14 đại biểu."),
    ),
    (
        "K122",
        ("Đã thẩm định 46 hồ sơ; đạt yêu cầu 41 hồ sơ, chiếm tỷ lệ 91,1%."),
    ),
    (
        "K121",
        ("Số hộ ký cam kết: 1.120/1.400, đạt tỷ lệ 82%."),
    ),
    (
        "K121",
        ("Tỷ lệ hòa giải thành đạt 90% (36/42 vụ)."),
    ),
    (
        "K111",
        ("Lượng tin báo đạt 360 tin, tăng 60 tin (tăng 16,7%) so với năm 2024."),
    ),
    (
        "K116",
        ("So với cùng kỳ năm trước, số vụ vi phạm giảm 8 vụ (từ 40 vụ xuống 34 vụ)."),
    ),
    (
        "K114",
        ("Số vụ cháy là 3 vụ, giảm 2 vụ so với cùng kỳ (4 vụ)."),
    ),
    (
        "K112",
        ("Toàn xã xảy ra 21 vụ (năm 2024 xảy ra 28 vụ), giảm 20%."),
    ),
    (
        "K114",
        ("Doanh số phạt 48 triệu đồng, tăng 12 triệu đồng so với năm 2024 (40 triệu đồng)."),
    ),
    (
        "K112",
        ("Năm 2025 tuyên truyền 96 buổi, năm 2024 là 80 buổi, tăng 25%."),
    ),
    (
        "K131",
        ("Số mô hình tăng gấp đôi, từ 06 lên 10 mô hình."),
    ),
    (
        "K112",
        ("Chỉ số hài lòng đạt 92,5%, tăng 3,2% so với năm 2024 (88,3%)."),
    ),
    (
        "K122",
        ("Số hộ vi phạm giảm còn 12 hộ, bằng 1/3 năm trước (48 hộ)."),
    ),
    (
        "K111",
        ("Số lượt tiếp công dân là 64, giảm 16 lượt, tương đương 25% so với năm 2024."),
    ),
    (
        "K131",
        ("Toàn xã có 2.480 hộ, 9.920 khẩu, bình quân 4,5 khẩu/hộ."),
    ),
    (
        "K131",
        ("Xã có 14 thôn, 70 tổ liên gia; trung bình mỗi thôn có 06 tổ liên gia."),
    ),
    (
        "K131",
        ("Kinh phí 168 triệu đồng hỗ trợ 14 tổ (bình quân 13 triệu đồng/tổ)."),
    ),
    (
        "K132",
        ("Mỗi tổ 03 người x 14 tổ = 45 người."),
    ),
    (
        "K132",
        ("Bố trí 28 bộ đàm cho 14 tổ, mỗi tổ 03 bộ."),
    ),
    (
        "K132",
        ("Họp giao ban tuần, mỗi tháng 04 cuộc, cả năm 46 cuộc."),
    ),
    (
        "K132",
        ("In 1.500 tờ rơi với giá 2.000 đồng/tờ, hết 3.500.000 đồng."),
    ),
    (
        "K132",
        ("Tập huấn 03 lớp, mỗi lớp 45 học viên, tổng cộng 130 học viên."),
    ),
    (
        "K132",
        ("Tuần tra 02 ca/đêm, trong 90 đêm thực hiện 170 ca."),
    ),
    (
        "K151",
        ("Năm 2025 xã được tặng 03 cờ thi đua (năm 2019, năm 2021, năm 2022 và năm 2024)."),
    ),
    (
        "K151",
        ("Thành lập 03 tổ kiểm tra: Tổ 1 kiểm tra thôn Đông; Tổ 2 kiểm tra thôn Tây."),
    ),
    (
        "K151",
        ("Có 04 thôn được công nhận là thôn Đông, thôn Tây và thôn Nam."),
    ),
    (
        "K151",
        ("Ký quy chế phối hợp giữa 04 lực lượng: Công an, Quân sự, Kiểm lâm."),
    ),
    (
        "K152",
        ("Gồm 03 nội dung chính: thứ nhất, tuyên truyền; thứ hai, tuần tra."),
    ),
    (
        "K151",
        ("Xây dựng 02 mô hình mới là “Camera ngõ”, “Cổng trường an toàn” và “Zalo kết nối”."),
    ),
    (
        "K152",
        ("Có hai hạn chế:\n- Kinh phí ít.\n- Cán bộ mỏng.\n- Nhận thức chưa đều."),
    ),
    (
        "K152",
        ("Đề nghị thực hiện tốt 04 nhiệm vụ sau đây:\n1. Tuyên truyền.\n2. Tuần tra.\n3. Báo cáo."),
    ),
    (
        "K162",
        (
            "Toàn xã có 2.480 hộ.\n"
            "Công tác tuyên truyền được quan tâm.\n"
            "Đã phát tài liệu cho 2.580/2.580 hộ."
        ),
    ),
    (
        "K161",
        (
            "Tổng kinh phí thực hiện là 185 triệu đồng.\n"
            "Tuyên truyền tốt.\n"
            "Với tổng kinh phí 158 triệu đồng nêu trên, xã đã hoàn thành."
        ),
    ),
    (
        "K104",
        (
            "Đến nay có 11 mô hình.\n"
            "Trong số 11 mô hình trên, 08 mô hình hoạt động tốt, 04 mô hình trung bình."
        ),
    ),
    (
        "K202",
        (
            "Kế hoạch số 22/KH-UBND ngày 14/02/2025 của UBND xã.\n"
            "Trên cơ sở Kế hoạch số 22/KH-UBND ngày 14/3/2025, các thôn đã triển khai."
        ),
    ),
    (
        "K201",
        (
            "Thực hiện Chỉ thị số 05-CT/ĐU ngày 15/02/2025 của Đảng ủy xã.\n"
            "Quán triệt Chỉ thị số 15-CT/ĐU ngày 15/02/2025 của Đảng ủy xã."
        ),
    ),
    (
        "K211",
        ("Báo cáo số 12/TB-UBND ngày 14/02/2025 của UBND xã."),
    ),
    (
        "K211",
        ("Hướng dẫn số 12/KH-CAX ngày 14/02/2025 của Công an xã."),
    ),
    (
        "K212",
        ("Nghị quyết số 12-NQ/ĐU ngày 14/02/2025 của UBND xã."),
    ),
    (
        "K212",
        ("HĐND xã ban hành Nghị quyết số 12/NQ-UBND ngày 14/02/2025."),
    ),
    (
        "K224",
        ("Nghị định số 40/2024/NĐ-CP ngày 16/4/2025 của Chính phủ."),
    ),
    (
        "K223",
        (
            "Thực hiện Chương trình số 08-CTr/ĐU ngày 02/3/2025 để triển khai Nghị quyết số "
            "15-NQ/ĐU ngày 12/4/2025."
        ),
    ),
    (
        "K222",
        ("Xã đã gửi Báo cáo số 88/BC-UBND ngày 20/12/2025."),
    ),
    (
        "K303",
        ("Công tác tuyên truyền truyền được đẩy mạnh."),
    ),
    (
        "K303",
        ("Đã huy động được được 120 người."),
    ),
    (
        "K303",
        ("Các thôn đã đã ký cam kết."),
    ),
    (
        "K303",
        ("Nhân dân tích tích cực tham gia."),
    ),
    (
        "K303",
        ("Phong trào phong trào phát triển."),
    ),
    (
        "K302",
        ("(Kèm theo danh sách"),
    ),
    (
        "K302",
        ("Mô hình “Camera ngõ an toàn đã lắp 12 mắt."),
    ),
    (
        "K321",
        ("Đề nghị UBND xã ... xem xét."),
    ),
    (
        "K321",
        ("Kính gửi: (tên cơ quan nhận báo cáo)."),
    ),
    (
        "K321",
        ("Số lượng: XX mô hình."),
    ),
    (
        "K312",
        ("Tỷ lệ 95.2% và 87,5%."),
    ),
    (
        "K141",
        ("Hỗ trợ 12.50.000 đồng."),
    ),
    (
        "K142",
        ("Tiền hỗ trợ 15,000,000 đồng."),
    ),
    (
        "K304",
        ("Lực lượng BVANTTCS đã tuần tra."),
    ),
    (
        "K401",
        ("Ông Nguyễn Văn Mẫu, sinh năm 1985, CCCD 001085000123 được khen."),
    ),
)
"""The code that is told, and the sentence or lines that it is told of."""

SOUND: Final[tuple[str, ...]] = (
    ("Mỗi quý họp ít nhất 01 lần, cả năm họp 06 lần."),
    ("Mỗi tháng 02 buổi tại mỗi thôn, 14 thôn cả năm 336 buổi."),
    ("Mô hình thành lập tháng 10/2020, đến nay đã hơn 05 năm."),
    ("Mô hình ra đời từ tháng 12/2024, sau 01 năm đã có 14 tổ."),
    ("Từ ngày 15/11/2025 đến ngày 14/12/2025, cao điểm 30 ngày đêm."),
    ("Từ tháng 01 đến tháng 11 (11 tháng) xảy ra 14 vụ."),
    ("Phấn đấu giảm 5% số vụ (14 vụ), tức giảm 01 vụ."),
    ("Có 56 thành viên, trong đó 40 nam, 16 nữ; 30 đảng viên; 45 người đã qua bộ đội."),
    ("Tổ chức 62 buổi, trong đó có 20 buổi lồng ghép, 15 buổi lưu động."),
    ("Năm 2024: 40 vụ. Năm 2025: 35 vụ. Riêng trộm cắp năm 2025 giảm 03 vụ so với năm 2024."),
    ("Kinh phí 120 triệu đồng, đã chi 80 triệu đồng, còn 40 triệu đồng chuyển năm sau."),
    ("Tồn quỹ 12 triệu đồng, thu 30 triệu đồng, chi 25 triệu đồng, còn 17 triệu đồng."),
    ("Còn 12 hộ chưa ký.\nĐã vận động thêm 05 hộ, 07 hộ còn lại đi làm xa."),
    ("14/14 thôn có tổ hòa giải; 02 thôn chưa có nhà văn hóa."),
    ("28/28 tổ có mô hình camera; còn 03 tổ chưa có mô hình chữa cháy."),
    ("Ban hành 05 văn bản, trong đó:\n- Kế hoạch về phòng cháy;\n- Kế hoạch về tuyên truyền."),
    ("Có 03 mô hình tiêu biểu:\n- Camera an ninh;\n- Cổng trường an toàn;\n- Zalo kết nối."),
    ("Đề nghị 02 nội dung:\n- Bổ sung kinh phí;\n- Tăng biên chế.\nXã cam kết thực hiện tốt."),
    ("Xã có 05 thôn: Đông, Tây, Nam, Bắc và Trung."),
    (
        "Có 03 đơn vị tiêu biểu: thôn Đông, thôn Tây và Trường Tiểu học và Trung học cơ sở "
        "Đông Giang."
    ),
    ("Đoàn gồm 05 thành viên: Công an xã, Mặt trận và các đoàn thể."),
    ("Tổ công tác có 07 thành viên, gồm Tổ trưởng, 02 Tổ phó và 04 thành viên."),
    ("Đạt 35%, tăng 5 điểm phần trăm so với năm trước (30%)."),
    ("Xuất sắc 41, khá 52, trung bình 9; tỷ lệ lần lượt 40,2%, 51,0%, 8,8%."),
    ("Trong 41 người được khen có 25 đảng viên, 14 đoàn viên, 10 nữ."),
    ("Số vụ giảm 25% (từ 20 xuống 15 vụ), đạt chỉ tiêu giảm 5%."),
    ("Theo thành phần: nữ 35%, đảng viên 60%, dưới 40 tuổi 45%."),
    ("Tỷ lệ hộ nghèo 3%, hộ cận nghèo 4%, hộ khá giàu 40%."),
    (
        "Quyết định số 15/QĐ-UBND ngày 05/3/2025 của UBND tỉnh; Quyết định số 15/QĐ-UBND ngày "
        "12/01/2025 của UBND xã."
    ),
    ("Kế hoạch số 15/KH-UBND ngày 05/3/2025 và Kế hoạch số 16/KH-UBND ngày 05/3/2025 của UBND xã."),
    (
        "Đảng ủy ban hành Nghị quyết số 05-NQ/ĐU ngày 12/02/2025; UBND xã ban hành Kế hoạch "
        "số 08/KH-UBND ngày 20/02/2025 thực hiện."
    ),
    (
        "Thực hiện Kế hoạch số 55/KH-UBND ngày 15/4/2025 của UBND tỉnh, UBND xã ban hành Kế "
        "hoạch số 20/KH-UBND ngày 22/4/2025."
    ),
    (
        "Trước khi có Kế hoạch số 55/KH-UBND ngày 15/4/2025, xã đã ban hành Kế hoạch số "
        "09/KH-UBND ngày 01/02/2025."
    ),
    ("Dự kiến tổ chức hội nghị tổng kết ngày 25/12/2025."),
    ("Đã ban hành giấy mời họp ngày 15/12/2025."),
    ("Đã chuẩn bị nội dung cho hội nghị ngày 20/12/2025."),
    ("Các thôn gửi báo cáo trước ngày 05 hằng tháng."),
    ("Vụ cháy xảy ra trước ngày 15/3/2025 đã được khắc phục."),
    ("Hướng dẫn các tổ tổ chức tuần tra; phát triển triển khai đồng bộ."),
    ("Người người, nhà nhà tham gia; ngày ngày luyện tập; hành vi vi phạm giảm."),
    ("Tiếp nhận bàn giao hồ sơ từ Công an huyện cũ."),
    ("Trước ngày 01/7/2025, Công an huyện hỗ trợ xã 02 đợt."),
    ("6 tháng đầu năm 2025, UBND huyện cấp 20 triệu đồng."),
    ("Mỗi xã hỗ trợ 10 triệu đồng, 14 thôn được hỗ trợ 42 triệu đồng."),
    ("Mỗi thôn có ít nhất 01 mô hình; 14 thôn có 17 mô hình."),
    ("Chi 20 người, mức 300.000 đồng/người/tháng, tổng 72 triệu đồng/năm."),
    (
        "So với năm 2024 (50 buổi) tăng 12 buổi, tương ứng 24%, vượt 2 buổi so với kế hoạch "
        "(60 buổi)."
    ),
    ("Tổ chức 62 buổi, tăng 12 buổi, đạt 124% so với năm 2024."),
    ("Đã giải quyết 45/50 đơn, đạt 90%; còn 05 đơn đang xem xét, trong đó 02 đơn quá hạn."),
    ("Tin báo: 120 tin, tăng 24 tin (25%) so với cùng kỳ; trong đó 96 tin có giá trị (80%)."),
    ("Tăng từ 64 lên 80 tổ, tăng 25%."),
    (
        "STT\tThôn\tHộ\tKý\tTỷ lệ\n"
        "1\tĐông\t200\t190\t95,0\n"
        "2\tTây\t150\t120\t80,0\n"
        "Cộng\t\t350\t310\t88,6"
    ),
    ("Nội dung | Số lượng\nTuyên truyền | 15\nTập huấn | 20\nKhen thưởng | 10"),
    ("Năm 2025 toàn xã có 20 vụ; trong số 12 vụ trộm cắp đã làm rõ 10 vụ."),
    ("Có 09 mô hình.\nTrong 04 mô hình phòng cháy có 02 mô hình mới."),
    ("Toàn xã có 14 thôn.\nNgày hội tổ chức tại 10/10 thôn vùng cao."),
    ("Đơn vị xếp loại trung bình năm 2024 là 05 thôn.\nNăm 2025 có 03 thôn xếp loại trung bình."),
    ("Số tiền 12,5 triệu đồng, bằng một nửa năm trước (25 triệu đồng)."),
    ("Ba năm liền đạt danh hiệu; hai là tăng cường tuần tra."),
    ("Hội nghị bắt đầu lúc 8 giờ 00, kết thúc lúc 11 giờ 30 phút cùng ngày."),
    ("Thống nhất 04 nội dung: tuyên truyền; tuần tra; khen thưởng; báo cáo."),
    ("Thực hiện 3 giảm: giảm vụ, giảm người chết, giảm người bị thương."),
    ("Qua 03 đợt (tháng 3, tháng 6 và tháng 9) kiểm tra 42 lượt."),
    ("Ngày 15/8/2025 đã tổ chức Ngày hội tại 14 thôn."),
    ("Tổng kết 10 năm thực hiện Chỉ thị số 09-CT/TW ngày 01/12/2011 (năm 2021) đã có báo cáo."),
    ("Kỷ niệm 20 năm Ngày hội toàn dân bảo vệ an ninh Tổ quốc (19/8/2005 - 19/8/2025)."),
    ("Số vụ 14 vụ, bằng 70% so với năm 2024 (20 vụ)."),
    ("Số người tham gia 350 người, bình quân 25 người/thôn.\nXã có 14 thôn."),
    ("Đề án số 03/ĐA-UBND ngày 10/02/2025; Công văn số 123/UBND-VX ngày 11/02/2025 của UBND xã."),
    ("Nam giới chiếm 62%, nữ chiếm 38%."),
    ("Dưới 30 tuổi chiếm 20,4%, từ 30 đến 50 tuổi chiếm 55,1%, trên 50 tuổi chiếm 24,5%."),
    (
        "Giao 05 thôn vùng núi mỗi thôn 02 bộ đàm, 09 thôn còn lại mỗi thôn 01 bộ đàm, tổng "
        "19 bộ đàm."
    ),
    ("Tổng số 29 thành viên Ban Chỉ đạo; tại cuộc họp có 24/29 thành viên Ban Chỉ đạo dự."),
    ("Thu hồi 12 súng, 05 dao; tổng cộng 17 vũ khí."),
    ("Tiếp nhận 738: trực tuyến 691, trực tiếp 47."),
    ("Đã chi 96 triệu đồng, đạt 80% dự toán (120 triệu đồng), còn 24 triệu đồng."),
    ("Có 2/3 số thôn đạt chuẩn (10/15 thôn)."),
)
"""Of these nothing is told as an error or a warning."""
