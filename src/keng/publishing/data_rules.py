"""The rules that only Keng can ask, because it has the figures: a text against the data. Pure."""

from __future__ import annotations

from typing import Final

from keng.proofing.finding import RuleText, Severity

DATA_RULES: Final = {
    rule.code: rule
    for rule in (
        RuleText(
            "K501",
            Severity.WARNING,
            "Số bị gõ đè khác số liệu",
            "A figure typed over by hand",
            "Số do Keng điền đã bị sửa tay và không phải là số liệu hôm nay.",
            "A number that Keng filled in was changed by hand and is not the figure of today.",
            "Số liệu của xã: 12 vụ việc. Trong văn bản, ô số bị sửa tay: Vụ việc: 15 vụ.",
            "Vụ việc: 12 vụ.",
        ),
        RuleText(
            "K502",
            Severity.WARNING,
            "Số liệu đã thay đổi sau khi lập văn bản",
            "The data changed after the paper was written",
            "Số trong văn bản đúng là số lúc lập, nhưng nay số liệu đã khác.",
            "The number is what was printed then, but the figure is another one today.",
            "Văn bản lập khi có 12 vụ việc; sau đó biểu được sửa thành 13 vụ.",
            "Cập nhật số liệu: Vụ việc: 13 vụ.",
        ),
        RuleText(
            "K503",
            Severity.WARNING,
            "Số trong lời văn khác số liệu",
            "A number in the prose differs from the data",
            "Câu văn nêu một chỉ tiêu của đơn vị và kỳ này với giá trị khác số liệu.",
            "A sentence names an indicator of the unit and the period with another value.",
            "Số liệu của xã: 02 vụ cháy. Lời văn viết: Toàn xã xảy ra 03 vụ cháy.",
            "Toàn xã xảy ra 02 vụ cháy.",
        ),
        RuleText(
            "K504",
            Severity.STYLE,
            "Số nhỏ về người gõ trong lời văn",
            "A small number of people in the prose",
            "Văn bản này mở cho mọi người xem được đơn vị; Keng chỉ che các ô số của mình, không "
            "che được số gõ tay từ 1 đến 4 về người.",
            "This paper opens to whoever may look at the unit; Keng holds back its own figures, "
            "not a number of people from 1 to 4 that is typed.",
            "Văn bản không in tổng số nhỏ nào về người. Lời văn viết: Vận động 03 đối tượng ra "
            "trình diện.",
            "Vận động các đối tượng ra trình diện.",
        ),
    )
}
"""Each rule by its code."""
