"""Sentences of the kinds that reports hold, written for these tests, with what is wrong in them."""

from __future__ import annotations

SOUND = (
    "Toàn xã có 12 thôn, trong đó 08 thôn đạt chuẩn và 04 thôn chưa đạt chuẩn.",
    (
        "Tổng số đơn tiếp nhận trong kỳ là 45 đơn (kỳ trước chuyển sang 05 đơn, tiếp nhận "
        "mới 40 đơn)."
    ),
    "Đã giải quyết 38/45 đơn, đạt 84,4%; còn 07 đơn đang giải quyết.",
    (
        "Số vụ phạm pháp hình sự xảy ra 25 vụ, giảm 05 vụ so với cùng kỳ năm trước (30 "
        "vụ), tương đương giảm 16,67%."
    ),
    (
        "Xảy ra 9 vụ tai nạn giao thông, làm 4 người chết, 7 người bị thương (so với cùng "
        "kỳ năm 2023 giảm 2 vụ, giảm 1 người chết, tăng 3 người bị thương)."
    ),
    (
        "Công an huyện tổ chức 56 buổi tuyên truyền với 8.450 lượt người tham dự, trong "
        "đó tuyên truyền tại trường học 20 buổi với 5.200 lượt học sinh."
    ),
    ("Năm 2024, kết quả bình xét: 10/12 thôn đạt chuẩn (83,3%), 02 thôn không đạt (16,7%)."),
    (
        "Tổng số cán bộ, chiến sĩ tham gia là 120 đồng chí, gồm 80 đồng chí công an, 40 "
        "đồng chí dân quân."
    ),
    "Thu hồi 15 khẩu súng các loại (gồm 10 súng tự chế, 05 súng hơi), 120 viên đạn.",
    "Dân số 9.812 người, mật độ 420 người/km2; có 2.310 hộ, bình quân 4,2 người/hộ.",
    ("Bố trí 113 cán bộ công an chính quy về 20 xã, thị trấn, đạt tỷ lệ 5,65 đồng chí/xã."),
    (
        "Toàn huyện có 21 xã, thị trấn. Kết quả phân loại phong trào: xuất sắc 08 đơn vị, "
        "khá 11 đơn vị, trung bình 02 đơn vị."
    ),
    "Có 22/23 xã, thị trấn đạt chuẩn an toàn về ANTT (95,65%).",
    ("Trong 35 vụ án có 20 vụ trộm cắp, 8 vụ cố ý gây thương tích, còn lại là các vụ khác."),
    "Vận động nhân dân giao nộp 12 vũ khí thô sơ, trong đó có 05 dao, 07 kiếm.",
    (
        "Đã kiểm tra 30 cơ sở, phát hiện 06 cơ sở vi phạm, xử phạt 04 cơ sở với số tiền "
        "24.500.000 đồng (Hai mươi bốn triệu năm trăm nghìn đồng)."
    ),
    (
        "Tổng kinh phí là 1,5 tỷ đồng, trong đó ngân sách tỉnh 1,0 tỷ đồng, ngân sách "
        "huyện 500 triệu đồng."
    ),
    (
        "Toàn tỉnh có 1.250 mô hình, tăng 150 mô hình so với năm 2022 (1.100 mô hình), "
        "đạt 113,6% so với năm trước."
    ),
    "Tỷ lệ điều tra khám phá đạt 85% (34/40 vụ), vượt 10% so với chỉ tiêu đề ra.",
    (
        "Tai nạn giao thông giảm cả 3 tiêu chí: số vụ giảm 12,5% (7/8 vụ), số người chết "
        "giảm 33,3% (2/3 người), số người bị thương giảm 20% (8/10 người)."
    ),
    "Cháy xảy ra 04 vụ, không tăng, không giảm so với cùng kỳ (04/04 vụ).",
    (
        "Kỷ niệm 63 năm Ngày truyền thống lực lượng (04/10/1961 - 04/10/2024) và 20 năm "
        "Ngày hội (02/9/2004 - 02/9/2024)."
    ),
    "Sơ kết 05 năm thực hiện Đề án giai đoạn 2016 - 2020.",
    (
        "Thực hiện Chỉ thị số 21-CT/TW ngày 25/3/2021 của Ban Bí thư; Kế hoạch số "
        "15-KH/ĐU ngày 10/4/2021 của Đảng ủy về thực hiện Chỉ thị số 21-CT/TW."
    ),
    (
        "Công văn số 123/UBND-NC ngày 05/5/2023 của UBND tỉnh; Công văn số 45/CAH-ĐXD "
        "ngày 12/6/2023 của Công an huyện."
    ),
    (
        "Thực hiện Quyết định số 12/2019/QĐ-UBND ngày 20/5/2019 của UBND tỉnh và Quyết "
        "định số 12/QĐ-UBND ngày 08/01/2023 của UBND xã."
    ),
    (
        "Nghị quyết liên tịch số 01/2014/NQLT-CP-UBTƯMTTQVN ngày 07/8/2014 giữa Chính phủ "
        "và Ủy ban Trung ương MTTQ Việt Nam."
    ),
    (
        "Thông tư liên tịch số 06/2013/TTLT-BCA-BQP-BTC ngày 02/8/2013 của Bộ Công an, Bộ "
        "Quốc phòng, Bộ Tài chính."
    ),
    (
        "Quyết định số 1042/QĐ-TTg ngày 10/7/2021 của Thủ tướng Chính phủ; Nghị định số "
        "42/2021/NĐ-CP ngày 31/3/2021 của Chính phủ."
    ),
    "Các thôn thành lập 7 tổ, mỗi tổ có từ 05 - 07 thành viên, tổng số 45 thành viên.",
    "Hội nghị có 120/125 đại biểu dự (đạt 96%).",
    "Tổ chức 03 lớp tập huấn cho 150 người (mỗi lớp 50 người).",
    "Phát 1.500 tờ rơi, treo 12 băng rôn, 04 pa nô (Nam Sơn 02, Bắc Sơn 02).",
    "Số người tham gia BHYT là 8.740/9.200 người, đạt 95%.",
    (
        "Trong tháng 6, toàn huyện xảy ra 5 vụ cháy (tăng 2 vụ so với tháng trước), thiệt "
        "hại 350 triệu đồng (tăng 100 triệu đồng)."
    ),
    "Quý I có 3 vụ, quý II có 4 vụ, quý III có 2 vụ; tổng cộng 9 vụ.",
    (
        "Tổng số 60 hồ sơ, trong đó giải quyết trước hạn 40 hồ sơ, đúng hạn 18 hồ sơ, quá "
        "hạn 02 hồ sơ."
    ),
    "Đã tiếp 24 lượt công dân với 30 người (thường xuyên 15 lượt, định kỳ 09 lượt).",
    (
        "Xã có 5 chi hội phụ nữ với 640 hội viên, trong đó 320 hội viên tham gia các tổ "
        "tiết kiệm, 410 hội viên tham gia mô hình."
    ),
    (
        "Trồng 2.500 cây xanh dọc 3 tuyến đường (tuyến 1: 1.000 cây, tuyến 2: 800 cây, "
        "tuyến 3: 700 cây)."
    ),
    "Đội dân phòng gồm 10 thành viên: 01 đội trưởng, 01 đội phó và 08 đội viên.",
    "Ban Chỉ đạo có 17 thành viên gồm Trưởng ban, 02 Phó Trưởng ban và 14 ủy viên.",
    (
        "Chi bộ có 21 đảng viên (nữ 08 đồng chí), trong đó hoàn thành xuất sắc nhiệm vụ "
        "04 đồng chí, hoàn thành tốt 16 đồng chí, hoàn thành 01 đồng chí."
    ),
    "Kết quả: 15/15 thôn (100%) có tổ hòa giải; hòa giải thành 12/14 vụ (85,7%).",
    ("Lắp đặt 25 camera tại 8 điểm, trị giá 150 triệu đồng, bình quân 6 triệu đồng/camera."),
    "Trang bị 46 bình chữa cháy cho 23 thôn (02 bình/thôn).",
    "Tỷ lệ hộ nghèo giảm từ 5,2% xuống còn 3,8% (giảm 1,4%).",
    ("So với năm 2022, số vụ vi phạm giảm 10 vụ (từ 25 vụ xuống 15 vụ), tương đương 40%."),
    "Nguồn vốn: 60% ngân sách, 40% xã hội hóa.",
    "Xuất sắc 20%, khá 60%, trung bình 20%.",
    (
        "I. KẾT QUẢ\n- Tổng số vụ: 34 vụ, trong đó:\n+ Trộm cắp: 20 vụ\n+ Cố ý gây thương "
        "tích: 8 vụ\n+ Khác: 6 vụ"
    ),
    (
        "Tiếp nhận 156 tin báo, tố giác. Trong đó: khởi tố 45 tin, không khởi tố 60 tin, "
        "đang xác minh 51 tin."
    ),
    (
        "Toàn huyện hiện có 312 mô hình, gồm: 120 mô hình Camera an ninh, 92 mô hình "
        "Tiếng kẻng an ninh, 100 mô hình khác; trong đó có 45 mô hình hoạt động xuất sắc, "
        "200 mô hình khá."
    ),
    (
        "Đã lập biên bản 45 trường hợp vi phạm, trong đó 30 trường hợp không đội mũ bảo "
        "hiểm, 10 trường hợp nồng độ cồn, 5 trường hợp khác; phạt tiền 42 trường hợp, "
        "cảnh cáo 03 trường hợp."
    ),
    "Kết quả: 85% số thôn, 90% số cơ quan, 100% trường học đạt chuẩn.",
    "Có 450/500 hộ ký cam kết đạt 90%; 18/20 cơ sở ký cam kết đạt 90%.",
    "100% cán bộ (45/45 đồng chí) được tập huấn.",
    (
        "Đảng bộ có 15 chi bộ với 320 đảng viên. Toàn xã có 3.200 hộ/12.500 khẩu sinh "
        "sống tại 9 thôn."
    ),
    ("Số hộ đăng ký là 3.150/3.200 hộ (98,4%), được công nhận 3.020 hộ (95,9% số hộ đăng ký)."),
    "Trong năm xảy ra 12 vụ (tăng 04 vụ = 50%), làm rõ 10/12 vụ = 83,3%.",
    ("Phạm pháp hình sự: xảy ra 40 vụ (giảm 10 vụ = 20%); điều tra làm rõ 36 vụ, đạt tỷ lệ 90%."),
    (
        "Xử phạt vi phạm hành chính 1.245 trường hợp, phạt tiền 1,234 tỷ đồng (so với "
        "cùng kỳ: tăng 245 trường hợp, tăng 234 triệu đồng)."
    ),
    (
        "Tai nạn giao thông: 15 vụ, 6 người chết, 14 người bị thương. So cùng kỳ 2023: "
        "giảm 3 vụ (-16,7%), giảm 2 người chết (-25%), tăng 2 người bị thương (+16,7%)."
    ),
    (
        "Số vụ cháy: 6 vụ, bằng so với cùng kỳ năm 2022; thiệt hại 450 triệu đồng, giảm "
        "50 triệu đồng (10%)."
    ),
    (
        "Vận động ủng hộ quỹ được 125 triệu đồng, đạt 125% kế hoạch; xây 3/2 nhà đại đoàn "
        "kết (vượt 50% kế hoạch)."
    ),
    "Tuyển quân 18/18 thanh niên, đạt 100% chỉ tiêu.",
    "Tập huấn cho 45 đồng chí là tổ trưởng, tổ phó của 15 tổ bảo vệ an ninh, trật tự.",
    "Mỗi thôn thành lập 01 tổ gồm 03 thành viên; toàn xã có 12 tổ với 36 thành viên.",
    "Diện tích 45,6 km2, dân số 12.345 người; mật độ 270,7 người/km2.",
    "Năm 2023 có 35 vụ, năm 2022 có 40 vụ, giảm 5 vụ (12,5%).",
    "Năm 2022 xảy ra 50 vụ, năm 2023 xảy ra 60 vụ, tăng 10 vụ (20%).",
    "Tỷ lệ người dân hài lòng đạt 96,5%, tăng 1,2% so với năm trước.",
    "Thu ngân sách 5,6 tỷ đồng/5,0 tỷ đồng, đạt 112%.",
    (
        "Kế hoạch số 05/KH-BCĐ ngày 10/01/2024 của Ban Chỉ đạo 138 huyện; Kế hoạch số "
        "05/KH-UBND ngày 15/01/2024 của UBND xã."
    ),
    (
        "Kế hoạch số 12/KH-UBND ngày 01/02/2024 của UBND huyện về công tác bảo đảm an "
        "ninh, trật tự năm 2024; Kế hoạch số 09/KH-UBND ngày 10/02/2024 của UBND xã về "
        "công tác bảo đảm an ninh, trật tự năm 2024."
    ),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Luật sửa đổi, bổ sung "
        "ngày 22/11/2019."
    ),
    (
        "Nghị quyết số 01-NQ/ĐU ngày 05/01/2024 và Kế hoạch số 01/KH-UBND ngày 08/01/2024 "
        "để thực hiện Nghị quyết số 01-NQ/ĐU ngày 05/01/2024 của Đảng ủy."
    ),
    (
        "Quyết định số 45/QĐ-UBND ngày 12/3/2024 về việc kiện toàn Ban Chỉ đạo; Quyết "
        "định số 46/QĐ-UBND ngày 12/3/2024 về việc ban hành Quy chế hoạt động của Ban Chỉ "
        "đạo."
    ),
    (
        "Hướng dẫn số 36-HD/VPTW ngày 03/4/2018 của Văn phòng Trung ương Đảng; Quy định "
        "số 66-QĐ/TW ngày 06/02/2017 của Ban Bí thư."
    ),
    (
        "Thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban "
        "Chấp hành Trung ương khóa XII."
    ),
    ("Thực hiện Quyết định số 2250/QĐ-CAT-PV01 ngày 20/5/2021 của Giám đốc Công an tỉnh."),
    (
        "Chương trình phối hợp số 06/CTr-BGDĐT-TWĐTN ngày 30/9/2021; Quy chế phối hợp số "
        "02/QCPH-CA-MT ngày 12/4/2022."
    ),
    (
        "Hướng dẫn số 01/HD-BTĐKT ngày 10/01/2024; Báo cáo số 234/BC-CAH ngày 15/11/2023 "
        "của Công an huyện."
    ),
    "Tham mưu ban hành 12 văn bản (03 nghị quyết, 05 kế hoạch, 04 công văn).",
    "Huyện có 3 xã, 1 thị trấn; 2 xã đạt chuẩn NTM, 1 xã đạt chuẩn nâng cao.",
    "Liên hệ trực ban 113; số hiệu xe 34B1-123.45 đã được ghi nhận.",
    (
        "Phát động 15/15 thôn đăng ký thi đua, trong đó 12 thôn đăng ký xuất sắc, 03 thôn "
        "đăng ký khá."
    ),
    ("Đã giải quyết 45/50 đơn, trong đó khiếu nại 10 đơn, tố cáo 05 đơn, kiến nghị 30 đơn."),
    (
        "Tổ chức 12 buổi tuyên truyền, đạt 100% kế hoạch (kế hoạch 12 buổi), thu hút "
        "1.200 lượt người, đạt 96%."
    ),
    "Ban hành 25 văn bản (05 nghị quyết, 12 kế hoạch, 08 công văn).",
    (
        "Chủ tịch UBND xã tặng giấy khen cho 05 tập thể, 12 cá nhân; Giám đốc Công an "
        "tỉnh tặng giấy khen 02 cá nhân."
    ),
    "Năm 2022 có 12 vụ, năm 2023 có 15 vụ, tăng 3 vụ (25%).",
    ("Mỗi thôn thành lập 01 tổ; 12 thôn có 12 tổ với 60 thành viên, mỗi tổ 05 thành viên."),
    "Toàn xã có 3 trường với 1.200 học sinh; mỗi trường có từ 10 đến 15 lớp.",
    "Số vụ là 120 vụ, bằng 80% so với cùng kỳ (150 vụ).",
    (
        "Kiểm tra 45 cơ sở, trong đó karaoke 10 cơ sở, cầm đồ 5 cơ sở, nhà nghỉ 12 cơ sở; "
        "nhắc nhở 8 cơ sở, xử phạt 2 cơ sở."
    ),
    (
        "Hỗ trợ 12 hộ (10 hộ nghèo, 02 hộ cận nghèo), mỗi hộ 2 triệu đồng, tổng số tiền "
        "24 triệu đồng."
    ),
    "Đại hội có 125 đại biểu, trong đó đại biểu đương nhiên 25, đại biểu bầu 100.",
    "Tiếp nhận 86 tin, đã giải quyết 71 tin, đạt 82,6%, còn 15 tin đang xác minh.",
    (
        "Trong 6 tháng có 20 vụ (tăng 5 vụ, tỷ lệ tăng 33,3%), làm 4 người chết (giảm 1 "
        "người, tỷ lệ giảm 20%)."
    ),
    (
        "Thu ngân sách 9 tháng đạt 4,5 tỷ đồng, bằng 90% dự toán (5 tỷ đồng), tăng 12% so "
        "với cùng kỳ."
    ),
    (
        "Toàn huyện trồng 120 ha rừng, trong đó rừng sản xuất 100 ha, rừng phòng hộ 20 "
        "ha, đạt 120% kế hoạch."
    ),
    (
        "Đội hình gồm 3 khối với 150 người: khối công an 50 người, khối dân quân 60 "
        "người, khối thanh niên 40 người."
    ),
    (
        "Có 18 hộ thoát nghèo (thôn Đông 8 hộ, thôn Tây 6 hộ, thôn Nam 4 hộ), còn 42 hộ "
        "nghèo (chiếm 3,5%)."
    ),
    (
        "Tổng số lao động 2.450 người; lao động nông nghiệp 1.225 người, chiếm 50%; công "
        "nghiệp 735 người, chiếm 30%; dịch vụ 490 người, chiếm 20%."
    ),
    (
        "Tai nạn giao thông: 5 vụ, chết 2 người, bị thương 4 người, so với cùng kỳ giảm 1 "
        "vụ, 1 người chết, tăng 2 người bị thương."
    ),
    (
        "Công tác hòa giải: tổng số vụ việc tiếp nhận 24 vụ; hòa giải thành 20 vụ "
        "(83,3%), không thành 04 vụ (16,7%)."
    ),
    (
        "Tổ chức ra quân 24 lượt với 240 lượt cán bộ; giải tỏa 35 trường hợp vi phạm, lập "
        "biên bản 12 trường hợp, tạm giữ 05 phương tiện."
    ),
    "Bầu 03 trưởng thôn, 03 phó thôn; tổng cộng 06 người.",
    "Từ 12 xã giảm còn 9 xã, giảm 3 xã (25%).",
    (
        "Cấp 1.230 CCCD, tích lũy 8.900/9.200 hồ sơ, đạt 96,7%; kích hoạt định danh 7.500 "
        "tài khoản, đạt 84,3%."
    ),
    "Dịp 30/4 xã tổ chức 05 buổi tuyên truyền.",
    "Quyết định phê duyệt Kế hoạch số 123/QĐ-UBND ngày 12/3/2024 của UBND tỉnh.",
    "Thông báo kết luận số 12/TB-UBND ngày 12/3/2024 của UBND huyện.",
    "Toàn huyện có 20 xã. Phân loại: xuất sắc: 05 xã; khá: 12 xã; TB: 03 xã.",
    (
        "Kế hoạch số 12/KH-UBND ngày 12/3/2024 của UBND thị xã An Nhơn và Kế hoạch số "
        "15/KH-UBND ngày 12/3/2024 của UBND phường."
    ),
    (
        "Tính đến ngày 14 tháng 6 năm 2023\nNgày 20/7/2023 ban hành Kế hoạch số "
        "45/KH-UBND ngày 20/7/2023."
    ),
    "Trong tháng đầu năm 2024, xã đã ra quân.",
    "Ngay từ những tháng đầu năm, xã đã triển khai.",
    ("Tổng đàn 1.200 con, gồm: trâu 200 con, bò 300 con, lợn 700 con; gia cầm 15.000 con."),
    "Thu nhập bình quân 52,5 triệu đồng/người/năm với 9.200 người.",
    "Hội có 12 chi hội gồm 450 hội viên, trong đó nữ 200 hội viên.",
    "Năm 2023 tiếp nhận 30 đơn (khiếu nại 10, tố cáo 5, kiến nghị 15).",
    "Đã kiểm tra 12 lượt, phát hiện 05 vụ, xử lý 05 vụ, phạt 15 triệu đồng.",
    "Ban hành 15 kế hoạch, 08 công văn, 03 quyết định.",
    ("Có 9/9 thôn (đạt 100%), 5/5 trường (đạt 100%), 2.300/2.350 hộ (đạt 97,9%) đăng ký."),
    "Trong đó: công an 05 đồng chí, dân quân 20 đồng chí, bảo vệ 10 đồng chí.",
)
"""Texts whose numbers and papers agree: no error and no warning may be told."""

WRONG = (
    (
        "K101",
        (
            "Tổng số 15 vụ việc gồm: 03 vụ trộm cắp; 05 vụ tai nạn giao thông; 04 vụ mâu "
            "thuẫn gia đình; 02 vụ khác."
        ),
    ),
    (
        "K101",
        (
            "Trên địa bàn hiện có 12 mô hình (gồm 04 mô hình Trường học an toàn; 05 mô hình "
            "Tổ tự quản; 02 mô hình Camera an ninh)."
        ),
    ),
    (
        "K101",
        (
            "Trong kỳ tiếp nhận 45 đơn, bao gồm 12 đơn khiếu nại, 8 đơn tố cáo và 27 đơn kiến "
            "nghị, phản ánh."
        ),
    ),
    (
        "K102",
        "Đã tiếp 40 lượt công dân (thường xuyên 28 lượt, định kỳ 14 lượt).",
    ),
    (
        "K104",
        (
            "Toàn huyện có 18 xã, thị trấn. Phân loại phong trào năm 2023: xuất sắc 05 xã; "
            "khá 11 xã; trung bình 04 xã."
        ),
    ),
    (
        "K104",
        (
            "Có 18/20 xã hoàn thành kế hoạch. Kết quả xếp loại: 7 xã loại xuất sắc, 10 xã "
            "loại khá, 5 xã loại trung bình."
        ),
    ),
    (
        "K131",
        "Đã bố trí 120 đồng chí Công an chính quy tại 25 xã, đạt 5,2 đồng chí/xã.",
    ),
    (
        "K121",
        "Có 35/40 thôn đạt chuẩn, đạt tỷ lệ 85%.",
    ),
    (
        "K121",
        "Hòa giải thành 24/30 vụ (đạt 82%).",
    ),
    (
        "K111",
        "Xảy ra 24 vụ phạm pháp hình sự, giảm 6 vụ (25%) so với cùng kỳ năm trước.",
    ),
    (
        "K111",
        "Xảy ra 50 vụ, tăng 10 vụ (+20%) so với tháng trước.",
    ),
    (
        "K111",
        "Trong tháng xảy ra 30 vụ tai nạn, so với cùng kỳ giảm 5 vụ (-16,6%).",
    ),
    (
        "K114",
        "Xảy ra 12 vụ cháy, so với cùng kỳ năm trước 10 vụ, tăng 03 vụ.",
    ),
    (
        "K114",
        "Năm 2023 xảy ra 12 vụ (năm 2022 xảy ra 15 vụ), giảm 05 vụ.",
    ),
    (
        "K115",
        "Tỷ lệ hộ nghèo tăng từ 5,4% xuống 3,2%.",
    ),
    (
        "K143",
        "Kinh phí hỗ trợ 15.000.000 đồng (Mười lăm nghìn đồng).",
    ),
    (
        "K143",
        "Tặng giấy khen cho Ba (04) tập thể.",
    ),
    (
        "K141",
        "Mức chi 1200.0000 đồng/tháng.",
    ),
    (
        "K171",
        "Kỷ niệm 90 năm ngày thành lập (18/11/1930 - 18/11/2023).",
    ),
    (
        "K144",
        "Tết Nguyên đán Giáp Thìn năm 2023 diễn ra an toàn.",
    ),
    (
        "K151",
        "Xã có 05 thôn (Đông, Đoài, Trung, Thượng).",
    ),
    (
        "K221",
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 30/02/2024 của UBND huyện.",
    ),
    (
        "K103",
        "Cung cấp 45 nguồn tin, trong đó có 52 nguồn tin có giá trị.",
    ),
    (
        "K202",
        (
            "Thông tư số 55/2019/TT-BCA ngày 28/11/2019 của Bộ Công an; theo Thông tư số "
            "55/2019/TT-BCA ngày 28/10/2019 của Bộ Công an."
        ),
    ),
    (
        "K223",
        (
            "UBND xã ban hành Kế hoạch số 20/KH-UBND ngày 10/02/2023 triển khai thực hiện Kế "
            "hoạch số 35/KH-UBND ngày 20/3/2023 của UBND huyện."
        ),
    ),
    (
        "K211",
        "Thực hiện Nghị quyết số 15/KH-ĐU ngày 12/01/2024 của Đảng ủy xã.",
    ),
    (
        "K212",
        "Theo Quyết định số 55/QĐ-UBND ngày 12/01/2024 của Huyện ủy.",
    ),
    (
        "K102",
        "Số người dự 250 người, trong đó nam 140 người, nữ 120 người.",
    ),
    (
        "K122",
        "Tổng số 3.200 hộ, có 2.880 hộ ký cam kết, chiếm 92%.",
    ),
    (
        "K114",
        "Năm 2023 có 120 vụ vi phạm, giảm 30 vụ so với năm 2022 (160 vụ).",
    ),
    (
        "K111",
        ("Phạt tiền 45 trường hợp với 67,5 triệu đồng; so với cùng kỳ tăng 15 trường hợp (33,3%)."),
    ),
    (
        "K101",
        (
            "Tổng kinh phí 250 triệu đồng, gồm ngân sách huyện 150 triệu đồng, ngân sách xã "
            "50 triệu đồng, xã hội hóa 60 triệu đồng."
        ),
    ),
    (
        "K101",
        ("Tổng diện tích 45,5 ha gồm đất ở 12,3 ha; đất nông nghiệp 30,2 ha; đất khác 5 ha."),
    ),
    (
        "K102",
        "Xảy ra 15 vụ, trong đó: trộm cắp 8 vụ, đánh nhau 5 vụ, lừa đảo 4 vụ.",
    ),
    (
        "K101",
        (
            "- Tổng số vụ: 34 vụ, gồm:\n+ Trộm cắp: 20 vụ\n+ Cố ý gây thương tích: 8 vụ\n+ "
            "Khác: 5 vụ"
        ),
    ),
    (
        "K131",
        "Làng có 85 hộ với 340 khẩu, bình quân 5 khẩu/hộ.",
    ),
    (
        "K124",
        "Kết quả: xuất sắc 25%, khá 50%, trung bình 20%, còn lại 10%.",
    ),
    (
        "K131",
        "Phát động 20 buổi cho 4.000 người, trung bình 250 người/buổi.",
    ),
    (
        "K111",
        ("Tai nạn giao thông xảy ra 08 vụ, tăng 02 vụ, tương đương tăng 25% so với cùng kỳ."),
    ),
    (
        "K121",
        "Đã giải quyết 40/50 đơn, đạt 85%.",
    ),
    (
        "K122",
        "Tiếp nhận 120 hồ sơ; đã giải quyết 90 hồ sơ; tỷ lệ giải quyết 80%.",
    ),
    (
        "K122",
        (
            "Trong năm, lực lượng Công an xã tiếp nhận 86 tin báo, trong đó đã giải quyết 71 "
            "tin, đạt 85,5%."
        ),
    ),
    (
        "K122",
        "Toàn xã có 1.245 hộ, 4.980 khẩu; hộ nghèo 62 hộ, chiếm tỷ lệ 5,98%.",
    ),
    (
        "K102",
        "Số đơn vị đăng ký là 45 đơn vị (28 thôn, 9 cơ quan, 7 trường học).",
    ),
    (
        "K101",
        ("Tổng số cán bộ dự tập huấn là 64 người, gồm 20 người cấp huyện và 42 người cấp xã."),
    ),
    (
        "K102",
        "Tiếp nhận 320 hồ sơ (trực tuyến 250 hồ sơ, trực tiếp 60 hồ sơ).",
    ),
    (
        "K102",
        (
            "Đã giải quyết 300/320 hồ sơ đạt 93,75%, trong đó trước hạn 210 hồ sơ, đúng hạn "
            "85 hồ sơ, quá hạn 08 hồ sơ."
        ),
    ),
    (
        "K114",
        ("Tổng số tiền phạt 45.500.000 đồng, so với cùng kỳ 40.000.000 đồng tăng 6.500.000 đồng."),
    ),
    (
        "K114",
        "Xảy ra 06 vụ (cùng kỳ 08 vụ, giảm 03 vụ).",
    ),
    (
        "K114",
        "Năm 2023, toàn huyện xảy ra 35 vụ, năm 2022 xảy ra 40 vụ, giảm 6 vụ.",
    ),
    (
        "K122",
        "Số vụ vi phạm năm nay là 120 vụ, bằng 75% so với cùng kỳ (150 vụ).",
    ),
    (
        "K122",
        "Tuyên truyền lưu động 24 buổi, đạt 120% kế hoạch (kế hoạch 18 buổi).",
    ),
    (
        "K112",
        "Trồng mới 5.600 cây, tăng 1.600 cây so với năm trước, tương đương 32%.",
    ),
    (
        "K132",
        "Thành lập 15 tổ công nghệ số cộng đồng với 95 thành viên, mỗi tổ 07 thành viên.",
    ),
    (
        "K125",
        "Xã có 9 thôn; 10/9 thôn đạt chuẩn.",
    ),
    (
        "K104",
        (
            "Kết quả xếp loại chi bộ: hoàn thành xuất sắc 03 chi bộ; hoàn thành tốt 09 chi "
            "bộ; hoàn thành 02 chi bộ trên tổng số 13 chi bộ."
        ),
    ),
    (
        "K121",
        "Tỷ lệ hộ dân tham gia: 2.205/2.450 hộ = 92%.",
    ),
    (
        "K122",
        ("Đã rà soát 560 cơ sở; trong đó 340 cơ sở đạt (60,7%), 220 cơ sở chưa đạt (40,3%)."),
    ),
    (
        "K111",
        "Số người chết 05 người, giảm 02 người (bằng 40%) so với cùng kỳ.",
    ),
    (
        "K221",
        "Kế hoạch số 15/KH-UBND ngày 29/02/2023 của UBND huyện.",
    ),
    (
        "K221",
        "Ngày 32/5/2024, UBND xã tổ chức hội nghị.",
    ),
    (
        "K212",
        "Thực hiện Nghị quyết số 20-NQ/HU ngày 14/3/2022 của UBND huyện.",
    ),
    (
        "K102",
        (
            "Tổng kinh phí thực hiện 120 triệu đồng (ngân sách xã 80 triệu đồng, xã hội hóa "
            "50 triệu đồng)."
        ),
    ),
    (
        "K102",
        "Phạt cảnh cáo 12 trường hợp, phạt tiền 45 trường hợp, tổng cộng 58 trường hợp.",
    ),
    (
        "K102",
        (
            "Xảy ra 30 vụ, giảm 10 vụ (33,3%) so với cùng kỳ năm 2022 (40 vụ). Trong đó: trộm "
            "cắp 12 vụ, gây rối 11 vụ, tội phạm khác 09 vụ."
        ),
    ),
    (
        "K114",
        "So với cùng kỳ tăng 02 vụ (09/07), giảm 02 người chết (03/04).",
    ),
    (
        "K101",
        ("Thu hồi 60 khẩu súng các loại (gồm 08 súng quân dụng, 30 súng tự chế, 20 súng hơi)."),
    ),
    (
        "K102",
        "Có 1.200 thành viên (nam 900, nữ 310).",
    ),
    (
        "K102",
        "Trong 200 thôn: 170 đạt (85%), 20 không đạt (15%).",
    ),
    (
        "K104",
        (
            "Kết quả phân loại 60 xã: Xuất sắc 20 (33,3%); Khá 30 (50%); Trung bình 08 "
            "(13,3%); Yếu 04 (3,3%)."
        ),
    ),
    (
        "K112",
        (
            "Tổ chức 400 buổi tuyên truyền, thu hút 30.000 lượt người.\nSo với năm trước, số "
            "buổi tuyên truyền tăng 80 buổi (30%)."
        ),
    ),
)
"""The rule that is broken, and a text that breaks it."""
