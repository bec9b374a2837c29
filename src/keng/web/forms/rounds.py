"""Opening a round and moving its due day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from keng.web.forms.choosing import UnitAndPeriod
from keng.web.forms.styled import DayInput, StyledForm


class OpenRoundForm(UnitAndPeriod):
    """Which form is asked, for which period, by which unit, until when."""

    form = forms.ChoiceField(label=gettext_lazy("Biểu"))
    due_on = forms.DateField(
        label=gettext_lazy("Hạn nộp"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy(
            "Để trống thì lấy hạn của chương trình cho từng cấp; nếu chương trình chưa biết, Keng "
            "sẽ hỏi."
        ),
    )
    field_order = ("unit", "form", "period", "due_on")

    def __init__(
        self, *args: Any, on: date, form_choices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.fields["unit"].label = gettext_lazy("Đơn vị mở đợt")
        field = self.fields["form"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(form_choices)


class SeriesForm(StyledForm):
    """Which form is asked, for the periods of which year, by which unit."""

    unit = forms.CharField(
        label=gettext_lazy("Đơn vị mở đợt"),
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    form = forms.ChoiceField(label=gettext_lazy("Biểu"))
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)

    def __init__(self, *args: Any, form_choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(form_choices)


class DueDayForm(StyledForm):
    """The day of the month after its period on which a round is due, where the pack is silent."""

    day = forms.IntegerField(
        label=gettext_lazy("Hạn là ngày mấy của tháng sau kỳ"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=gettext_lazy(
            "Theo văn bản giao của bạn; chỉ dùng cho kỳ mà chương trình chưa có hạn và ô hạn để "
            "trống. Tháng thiếu ngày ấy thì lấy ngày cuối tháng."
        ),
    )


class ExtendForm(StyledForm):
    """A later due day, and why."""

    due_on = forms.DateField(label=gettext_lazy("Hạn mới"), widget=DayInput())
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500)


class CloseForm(StyledForm):
    """Why a round is closed."""

    reason = forms.CharField(label=gettext_lazy("Lý do đóng đợt"), max_length=500)
