"""What an officer says of a request: its words, its period and day, and whom it asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.inquiries.words import LONGEST_INSTRUCTION, LONGEST_TITLE
from keng.kernel.errors import BadInput
from keng.kernel.periods import CALENDAR, Period
from keng.orgunits.queries import UnitView
from keng.web.forms.choosing import PeriodField, period_choices, with_period
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.frame.refusals import message_of

LEVELS: Final = (
    ("province", gettext_lazy("Tỉnh, thành phố")),
    ("district", gettext_lazy("Huyện (đến 30/6/2025)")),
    ("commune", gettext_lazy("Xã, phường, đặc khu")),
    ("village", gettext_lazy("Thôn, tổ dân phố")),
    ("agency", gettext_lazy("Cơ quan")),
    ("enterprise", gettext_lazy("Doanh nghiệp")),
    ("school", gettext_lazy("Trường học")),
)


class InquiryForm(StyledForm):
    """The title, the word to whoever fills it in, the period, the day and the levels."""

    title = forms.CharField(
        label=gettext_lazy("Tên yêu cầu"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy(
            "Là tên biểu mà đơn vị thấy, ví dụ: Chuyên đề phòng cháy, chữa cháy."
        ),
    )
    instruction = forms.CharField(
        label=gettext_lazy("Hướng dẫn ngắn"),
        required=False,
        max_length=LONGEST_INSTRUCTION,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Người nhập thấy ở đầu biểu. Không ghi tên người, số điện thoại."),
    )
    period = PeriodField(required=False)
    first = forms.DateField(label=gettext_lazy("Hoặc từ ngày"), required=False, widget=DayInput())
    last = forms.DateField(label=gettext_lazy("đến hết ngày"), required=False, widget=DayInput())
    due_on = forms.DateField(
        label=gettext_lazy("Hạn nộp"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Ngày cuối còn đúng hạn, theo văn bản giao. Bắt buộc trước khi mở."),
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Hỏi các đơn vị cấp"),
        choices=LEVELS,
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, *args: Any, on: date, period: Period | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        if isinstance(field, PeriodField):
            asked = self.data.get("period") or (period.code if period else None)
            field.choices = [
                ("", [("", _("– chọn kỳ –"))]),
                *with_period(asked, period_choices(on)),
            ]
        self.fields["levels"].widget.attrs["class"] = "form-check-input"

    def clean(self) -> dict[str, Any]:
        """One period: two days before a choice in words."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if bool(first) != bool(last):
            self.add_error("last", _("Hãy ghi cả hai ngày của kỳ, hoặc để trống cả hai."))
        elif first and last:
            try:
                given["period"] = Period(CALENDAR.code, first, last)
            except BadInput as refusal:
                self.add_error("last", message_of(refusal))
        elif "period" in given and not given["period"] and "period" not in self.errors:
            self.add_error("period", _("Hãy chọn kỳ báo cáo."))
        return given


class NewInquiryForm(InquiryForm):
    """The same for a request that is begun, with the office that asks."""

    unit = forms.CharField(
        label=gettext_lazy("Đơn vị hỏi"),
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    field_order = (
        "unit",
        "title",
        "instruction",
        "period",
        "first",
        "last",
        "due_on",
        "levels",
    )


class ChosenUnits(forms.Form):
    """Which of the units of the levels are asked; none for all of them."""

    units = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, candidates: Sequence[UnitView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(unit.id, unit.full_name) for unit in candidates]


class CopyForm(StyledForm):
    """For which period a request is asked again."""

    period = PeriodField()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        if isinstance(field, PeriodField):
            field.choices = with_period(self.data.get("period"), period_choices(on))
