"""Two plans in our own words, invented, with what a careful reader finds in them."""

COMMUNE = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ ĐÔNG MẪU Độc lập - Tự do - Hạnh phúc

Số: 07/KH-UBND Đông Mẫu, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Bảo đảm an ninh, trật tự và phong trào quần chúng năm 2026

Để việc giữ gìn trật tự ở thôn, xóm đi vào nền nếp, UBND xã Đông Mẫu lập kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Tạo chuyển biến rõ về ý thức của người dân trong việc giữ gìn trật tự nơi mình ở.
2. Yêu cầu
Việc làm phải thiết thực, tiết kiệm, có người chịu trách nhiệm cụ thể.

II. CHỈ TIÊU
- 100% thôn có bản đăng ký thi đua từ đầu năm.
- Ít nhất 90% hộ gia đình ký cam kết.
- Xây dựng mới 02 mô hình tự quản; duy trì 05 mô hình đang hoạt động.
- Giảm ít nhất 10% số vụ phạm pháp so với năm 2025.
- Không để xảy ra cháy lớn trên địa bàn.

III. NHIỆM VỤ
1. Tổ chức họp dân ở các thôn để bàn việc giữ gìn trật tự; niêm yết tại nhà văn hóa.
2. Công an xã chủ trì, phối hợp với Đoàn Thanh niên, Hội Cựu chiến binh mở 03 lớp trước 30/4.
3. Tham mưu kiện toàn Ban Chỉ đạo xã trong quý I.

IV. TỔ CHỨC THỰC HIỆN
1. Công an xã
Là cơ quan thường trực. Theo dõi, đôn đốc các thôn; tổng hợp kết quả báo cáo UBND xã.
2. Văn phòng HĐND và UBND xã
Tham mưu bố trí kinh phí xong trước ngày 30/2.
3. Đề nghị Ủy ban MTTQ xã và các đoàn thể
Vận động hội viên tham gia tuần tra nhân dân.
4. Trưởng các thôn
Báo cáo kết quả hằng tháng (trước ngày 20) và báo cáo năm (trước 05/11 hằng năm) về Công an xã.

Trên đây là Kế hoạch năm 2026, đề nghị các đơn vị thực hiện./.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

PHỤ LỤC
Phân công nhiệm vụ năm 2026

| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |
| I | Tuyên truyền | | | | |
| 1 | Phát thanh an toàn | Ban Văn hóa xã | Công an xã, Đoàn Thanh niên | Hằng tháng | Bài |
| 2 | Tổ chức ngày hội toàn dân | UBND xã | Các thôn; Ủy ban MTTQ xã | Trước 15/8 | Kế hoạch, ảnh |
| II | Xây dựng lực lượng | | | | |
| 3 | Tập huấn tổ bảo vệ | Công an xã | | Quý II | Báo cáo kết quả |
| 4 | Rà soát camera | | Trưởng các thôn | 31/9/2026 | Danh sách |
| 5 | Sơ kết 6 tháng | Công an xã | | 10/6/2025 | Báo cáo |
"""

COMMUNE_TASKS = (
    # line, lead, helpers, quarter, due
    (25, None, (), None, None),
    (26, "Công an xã", ("Đoàn Thanh niên", "Hội Cựu chiến binh"), 2, "2026-04-30"),
    (27, None, (), 1, None),
    (31, "Công an xã", (), None, None),
    (33, "Văn phòng HĐND và UBND xã", (), None, None),
    (35, "Ủy ban MTTQ xã và các đoàn thể", (), None, None),
    (37, "Trưởng các thôn", (), None, None),
    (37, "Trưởng các thôn", (), 4, "--11-05"),
    (53, "Ban Văn hóa xã", ("Công an xã", "Đoàn Thanh niên"), None, None),
    (54, "UBND xã", ("Các thôn", "Ủy ban MTTQ xã"), 3, "2026-08-15"),
    (56, "Công an xã", (), 2, None),
    (57, None, ("Trưởng các thôn",), None, None),
    (58, "Công an xã", (), 2, "2025-06-10"),
)
COMMUNE_TARGETS = (
    (18, 100, "%"),
    (19, 90, "%"),
    (20, 2, "mô hình"),
    (20, 5, "mô hình"),
    (21, 10, "%"),
    (22, 0, None),
    (26, 3, "lớp"),
)
COMMUNE_DUTIES = ((31, None), (37, None), (37, "--11-05"))

PROVINCE = """UBND TỈNH MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BAN CHỈ ĐẠO Độc lập - Tự do - Hạnh phúc
Số: 31/KH-BCĐ Mẫu, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Công tác trọng tâm của Ban Chỉ đạo tỉnh năm 2026
A. MỤC TIÊU
1. Phấn đấu 85% xã, phường đạt tiêu chuẩn; 70% cơ quan, doanh nghiệp được công nhận.
2. Mỗi xã, phường xây dựng ít nhất 01 mô hình mới.
B. LỊCH THỰC HIỆN
1. Quý I
- Hội nghị tổng kết năm 2025 và ký giao ước thi đua (trước ngày 10/02).
- Ban hành hướng dẫn đăng ký tiêu chuẩn.
2. Quý II
- Kiểm tra chéo giữa các xã, phường; sơ kết 6 tháng.
3. Quý III
- Tổ chức ngày hội toàn dân vào ngày 19/8.
4. Quý IV
- Chấm điểm, phân loại, hoàn thành trước ngày 15/12.
C. PHÂN CÔNG NHIỆM VỤ
1. Công an tỉnh
1.1. Chủ trì, phối hợp với Sở Nội vụ tham mưu quy chế hoạt động của Ban Chỉ đạo.
1.2. Thường xuyên kiểm tra, đôn đốc các xã, phường.
2. Sở Giáo dục và Đào tạo
Chỉ đạo các trường ký cam kết ngay từ đầu năm học; phối hợp với Công an tỉnh tập huấn cho giáo viên.
3. Sở Tài chính
Cân đối kinh phí cho Kế hoạch.
4. UBND các xã, phường
Xây dựng kế hoạch và gửi về Công an tỉnh trước ngày 28/02.
D. CHẾ ĐỘ BÁO CÁO
Các thành viên Ban Chỉ đạo gửi báo cáo 6 tháng trước ngày 05/6, báo cáo năm trước 20/11 về Công an
tỉnh.
Nơi nhận:
- Thành viên BCĐ;
- Lưu: VT.
"""
PROVINCE_TASKS = (
    (11, None, (), 1, "2026-02-10"),
    (12, None, (), 1, None),
    (14, None, (), 2, None),
    (14, None, (), 2, None),
    (16, None, (), 3, "2026-08-19"),
    (18, None, (), 4, "2026-12-15"),
    (21, "Công an tỉnh", ("Sở Nội vụ",), None, None),
    (22, "Công an tỉnh", (), None, None),
    (24, "Sở Giáo dục và Đào tạo", (), None, None),
    (24, "Sở Giáo dục và Đào tạo", ("Công an tỉnh",), None, None),
    (26, "Sở Tài chính", (), None, None),
    (28, "UBND các xã, phường", (), 1, "2026-02-28"),
    (30, "Các thành viên Ban Chỉ đạo", (), 2, "2026-06-05"),
    (30, "Các thành viên Ban Chỉ đạo", (), 4, "2026-11-20"),
)
PROVINCE_TARGETS = ((7, 85, "%"), (7, 70, "%"), (8, 1, "mô hình"))
PROVINCE_DUTIES = ((28, "2026-02-28"), (30, "2026-06-05"), (30, "2026-11-20"))
