"""Forms of the run of a year: opening, council, decision, changes, appeals, sets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from keng.criteria.actions import DecisionHead
from keng.web.forms.accounts import unit_field
from keng.web.forms.styled import DayInput, StyledForm, dress


def _choice(label: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices)


class OpenRunForm(StyledForm):
    """A set, a year and the unit that decides."""

    def __init__(
        self, *args: Any, sets: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["set_code"] = _choice(gettext_lazy("Bộ tiêu chí"), sets)
        self.fields["unit"] = _choice(gettext_lazy("Đơn vị quyết định"), units)
        dress(self)


class DelegateForm(StyledForm):
    """To which unit the decision is handed, and by which paper."""

    unit = unit_field()
    basis = forms.CharField(label=gettext_lazy("Văn bản ủy quyền"), max_length=300)


class MemberForm(StyledForm):
    """A post on the council; the account is left empty for who has none."""

    post = forms.CharField(
        label=gettext_lazy("Chức danh trong hội đồng"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Phó Chủ tịch Ủy ban nhân dân xã. Không ghi họ tên."),
    )
    unit = unit_field()
    login = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("Để trống nếu thành viên chấm trên giấy; người khác nhập thay."),
    )
    is_chair = forms.BooleanField(label=gettext_lazy("Là chủ tịch hội đồng"), required=False)


class HeadForm(StyledForm):
    """What a person gives for a decision."""

    number = forms.IntegerField(
        label=gettext_lazy("Số quyết định"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Để trống nếu văn thư chưa lấy số."),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu"), max_length=60, help_text=gettext_lazy("Ví dụ: QĐ-UBND")
    )
    on = forms.DateField(label=gettext_lazy("Ngày quyết định"), widget=DayInput())
    authority = forms.CharField(
        label=gettext_lazy("Thẩm quyền ký"),
        max_length=200,
        help_text=gettext_lazy("Dòng trên chữ ký, ví dụ: TM. ỦY BAN NHÂN DÂN hoặc CHỦ TỊCH."),
    )
    signer_post = forms.CharField(
        label=gettext_lazy("Chức vụ người ký"), max_length=200, required=False
    )
    minutes = forms.CharField(
        label=gettext_lazy("Ghi chú kèm quyết định"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def head(self) -> DecisionHead:
        """The same for the action."""
        said = self.cleaned_data
        return DecisionHead(
            symbol=said["symbol"],
            on=said["on"],
            authority=said["authority"],
            signer_post=said["signer_post"],
            number=said["number"],
            minutes=said["minutes"],
        )


class ChangeForm(HeadForm):
    """A decision that amends or revokes another one."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Việc cần làm"),
        choices=[
            ("revoke", gettext_lazy("Thu hồi kết quả")),
            ("amend", gettext_lazy("Sửa đổi theo hồ sơ hiện nay")),
        ],
    )
    reason = forms.CharField(label=gettext_lazy("Lý do"), widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("kind", "reason", "number", "symbol", "on", "authority", "signer_post")


class AppealForm(StyledForm):
    """What a unit asks the decider to look at again."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung kiến nghị"), widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(StyledForm):
    """The answer to an appeal."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết luận"),
        choices=[
            ("rejected", gettext_lazy("Không chấp nhận kiến nghị")),
            ("upheld", gettext_lazy("Chấp nhận, sẽ ra quyết định khác")),
        ],
    )
    answer = forms.CharField(
        label=gettext_lazy("Trả lời"), widget=forms.Textarea(attrs={"rows": 3})
    )
