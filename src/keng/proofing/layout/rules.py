"""The rules of layout: what each asks and why, told in words because no text shows it."""

from __future__ import annotations

from typing import Final

from keng.proofing.finding import RuleText, Severity

LAYOUT_RULES: Final[dict[str, RuleText]] = {
    rule.code: rule
    for rule in (
        RuleText(
            "K341",
            Severity.STYLE,
            "Khổ giấy khác A4",
            "Paper that is not A4",
            "Văn bản hành chính dùng khổ A4 (210 x 297 mm); khổ khác làm lệch trang khi in và "
            "khi số hóa.",
            "Official papers are A4; another size shifts the pages in printing and scanning.",
            "Tệp Word đặt khổ Letter (216 x 279 mm).",
            "Tệp Word đặt khổ A4 (210 x 297 mm).",
        ),
        RuleText(
            "K342",
            Severity.STYLE,
            "Lề trang ngoài mức quy định",
            "Margins outside of what is asked",
            "Lề trên và dưới 20–25 mm, lề trái 30–35 mm, lề phải 15–20 mm, đủ chỗ đóng tập và "
            "đóng dấu. Trang nằm ngang không xét.",
            "Top and bottom 20-25 mm, left 30-35, right 15-20: room for binding and the seal. "
            "Turned pages are not judged.",
            "Lề trái 25 mm, lề phải 25 mm.",
            "Lề trái 30 mm, lề phải 15 mm.",
        ),
        RuleText(
            "K343",
            Severity.STYLE,
            "Phông chữ không phải Times New Roman",
            "A font other than Times New Roman",
            "Văn bản hành chính dùng phông Times New Roman, bộ mã Unicode; phông khác có thể "
            "hiện sai trên máy khác.",
            "Official papers use Times New Roman in Unicode; another font may come out wrong "
            "on another machine.",
            "Thân văn bản dùng phông Calibri.",
            "Toàn văn bản dùng phông Times New Roman.",
        ),
        RuleText(
            "K344",
            Severity.STYLE,
            "Số trang sai chỗ hoặc thiếu",
            "Number of the page misplaced or missing",
            "Số trang đặt ở giữa lề trên, cỡ 13–14, chữ đứng, không hiện trên trang thứ nhất.",
            "The number stands centred in the top margin, size 13-14, upright, hidden on the "
            "first page.",
            "Số trang ở chân trang, hiện từ trang 1.",
            "Số trang ở giữa lề trên, hiện từ trang 2.",
        ),
        RuleText(
            "K345",
            Severity.STYLE,
            "Quốc hiệu, Tiêu ngữ sai thể thức",
            "National title or motto not as asked",
            "Quốc hiệu in hoa, đậm, cỡ 12–13; Tiêu ngữ in thường, đậm, cỡ 13–14, ở giữa dưới "
            "Quốc hiệu.",
            "The title in bold capitals of 12-13, the motto in bold small letters of 13-14, "
            "centred below it.",
            "Tiêu ngữ cỡ 12, không đậm.",
            "Tiêu ngữ cỡ 14, đậm, căn giữa.",
        ),
        RuleText(
            "K346",
            Severity.STYLE,
            "Tên cơ quan ban hành sai thể thức",
            "Name of the issuing body not as asked",
            "Tên cơ quan ban hành in hoa, đậm, cỡ 12–13; tên cơ quan chủ quản ở trên, in hoa, "
            "không đậm.",
            "The issuing body in bold capitals of 12-13; the parent body above it in "
            "capitals, not bold.",
            "UBND HUYỆN (đậm) / UBND XÃ (không đậm).",
            "UBND HUYỆN (không đậm) / UBND XÃ (đậm).",
        ),
        RuleText(
            "K347",
            Severity.STYLE,
            "Số, ký hiệu hoặc trích yếu công văn sai thể thức",
            "Number, symbol or subject of a letter not as asked",
            "Số, ký hiệu chữ đứng, cỡ 13; trích yếu của công văn (V/v) chữ đứng, cỡ 12–13, "
            "dưới số, ký hiệu.",
            "Number and symbol upright in 13; the subject of a letter (V/v) upright in 12-13 "
            "below it.",
            "“Số: 05/BC-UBND” cỡ 14, đậm.",
            "“Số: 05/BC-UBND” cỡ 13, chữ đứng.",
        ),
        RuleText(
            "K348",
            Severity.STYLE,
            "Địa danh, ngày tháng sai thể thức",
            "Place and date not as asked",
            "Địa danh và thời gian ban hành viết chữ nghiêng, in thường, cỡ 13–14.",
            "Place and date in italic small letters of 13-14.",
            "“An Bình, ngày 05 tháng 02 năm 2024” chữ đứng.",
            "“An Bình, ngày 05 tháng 02 năm 2024” chữ nghiêng.",
        ),
        RuleText(
            "K349",
            Severity.STYLE,
            "Tên loại, trích yếu sai thể thức",
            "Type or subject not as asked",
            "Tên loại in hoa, đậm, cỡ 13–14, căn giữa; trích yếu đậm, cỡ 13–14, ngay dưới tên "
            "loại.",
            "The type in bold capitals of 13-14, centred; the subject bold in 13-14 right "
            "below it.",
            "“BÁO CÁO” cỡ 16.",
            "“BÁO CÁO” cỡ 14, đậm, căn giữa.",
        ),
        RuleText(
            "K351",
            Severity.STYLE,
            "Kính gửi, căn cứ sai thể thức",
            "Addressee or legal basis not as asked",
            "“Kính gửi” chữ đứng, cỡ 13–14; các căn cứ chữ nghiêng, cỡ 13–14, mỗi căn cứ một dòng.",
            "The addressee upright in 13-14; the legal bases in italic of 13-14, one on a line.",
            "“Căn cứ Luật Tổ chức chính quyền địa phương;” chữ đứng.",
            "“Căn cứ Luật Tổ chức chính quyền địa phương;” chữ nghiêng.",
        ),
        RuleText(
            "K352",
            Severity.STYLE,
            "Cỡ chữ nội dung ngoài mức 13–14",
            "Body in another size than 13 to 14",
            "Nội dung văn bản dùng cỡ chữ 13–14.",
            "The body is set in 13-14.",
            "Thân văn bản cỡ 12.",
            "Thân văn bản cỡ 14.",
        ),
        RuleText(
            "K353",
            Severity.STYLE,
            "Đoạn văn của nội dung sai cách trình bày",
            "Paragraphs of the body not as asked",
            "Nội dung căn đều hai lề, dòng đầu lùi vào 1 cm hoặc 1,27 cm, cách đoạn ít nhất 6 "
            "pt, giãn dòng từ dòng đơn đến 1,5 dòng.",
            "The body is justified, first lines indented by 1 or 1.27 cm, paragraphs at least "
            "6 pt apart, lines single to 1.5.",
            "Thân văn bản căn trái, dòng đầu không lùi.",
            "Thân văn bản căn đều, dòng đầu lùi 1,27 cm.",
        ),
        RuleText(
            "K354",
            Severity.STYLE,
            "Đề mục lớn sai thể thức",
            "Heading of a part not as asked",
            "Tên phần, mục lớn (I, II …) viết đậm, chữ đứng, cỡ 13–14.",
            "Headings of parts (I, II ...) are bold and upright in 13-14.",
            "“I. TÌNH HÌNH” không đậm.",
            "“I. TÌNH HÌNH” đậm, cỡ 14.",
        ),
        RuleText(
            "K355",
            Severity.STYLE,
            "Nơi nhận sai thể thức",
            "Recipients not as asked",
            "Chữ “Nơi nhận” đậm, nghiêng, cỡ 12; danh sách nơi nhận chữ đứng, cỡ 11.",
            "The words “Nơi nhận” in bold italic of 12; the list upright in 11.",
            "Danh sách nơi nhận cỡ 13.",
            "Danh sách nơi nhận cỡ 11.",
        ),
        RuleText(
            "K356",
            Severity.STYLE,
            "Chức vụ, họ tên người ký sai thể thức",
            "Title or name of the signer not as asked",
            "Quyền hạn, chức vụ người ký in hoa, đậm, cỡ 13–14; họ tên in thường, đậm, cỡ 13–14.",
            "Authority and title of the signer in bold capitals of 13-14; the name in bold "
            "small letters of 13-14.",
            "“Chủ tịch” không đậm.",
            "“CHỦ TỊCH” đậm, cỡ 14.",
        ),
        RuleText(
            "K357",
            Severity.STYLE,
            "Chữ không phải màu đen",
            "Letters that are not black",
            "Văn bản hành chính dùng chữ màu đen; chữ màu thường là phần sửa còn sót. Đường "
            "dẫn không xét.",
            "Official papers are black; coloured letters are often left over from drafting. "
            "Links are not judged.",
            "Một đoạn còn chữ đỏ.",
            "Toàn văn bản chữ đen.",
        ),
    )
}
"""Each rule by its code; `bad` and `good` describe a file."""
