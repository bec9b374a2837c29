"""The forms of coordination: what was signed, with whom, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.figures import to_scaled
from keng.steering.actions import NewCooperation, OutcomeGiven
from keng.steering.turns import Asked
from keng.steering.vocabulary import Rhythm
from keng.web.forms.initiatives import UnitField
from keng.web.forms.plans import decimals_of
from keng.web.forms.steering import OfUnit, PaperField, checks, put_choices
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.phrases.steeringwords import RHYTHMS


class AskedForm(StyledForm):
    """What it is called, and which meetings and reviews it asks for."""

    title = forms.CharField(
        label=gettext_lazy("Tên chương trình, quy chế phối hợp"), max_length=300
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Giao ban theo văn bản"), choices=list(RHYTHMS.items())
    )
    reviews_half_year = forms.BooleanField(label=gettext_lazy("Có sơ kết 6 tháng"), required=False)
    reviews_year = forms.BooleanField(label=gettext_lazy("Có tổng kết năm"), required=False)

    def asked(self) -> Asked:
        """What is asked for, once the form is valid."""
        data = self.cleaned_data
        return Asked(Rhythm(data["rhythm"]), data["reviews_half_year"], data["reviews_year"])


class CooperationForm(AskedForm, OfUnit):
    """A programme as it was signed."""

    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    paper = PaperField(label=gettext_lazy("Văn bản đã ký"))
    first = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())
    last = forms.DateField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Để trống nếu văn bản không nói hạn."),
        required=False,
        widget=DayInput(),
    )
    field_order = ["unit", "title", "paper", "first", "last", "rhythm"]

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_choices(self, "unit", units)

    def given(self) -> NewCooperation:
        """The programme, once the form is valid."""
        data = self.cleaned_data
        return NewCooperation(
            data["title"], data["paper"], data["first"], data["last"], self.asked()
        )


class ExtendForm(OfUnit):
    """An extension by another paper."""

    paper = PaperField(label=gettext_lazy("Văn bản gia hạn, ký mới"))
    first = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())
    last = forms.DateField(label=gettext_lazy("Đến hết ngày"), required=False, widget=DayInput())


class PartnerForm(StyledForm):
    """A partner: a unit of the map, or a body by its name."""

    name = forms.CharField(
        label=gettext_lazy("Cơ quan, đoàn thể"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "body-names", "autocomplete": "off"}),
    )
    since = forms.DateField(
        label=gettext_lazy("Tham gia từ"),
        help_text=gettext_lazy("Để trống: từ đầu chương trình."),
        required=False,
        widget=DayInput(),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = UnitField(on=on, label=_("hoặc đơn vị có trong Keng"), required=False)
        field.widget.attrs["class"] = "form-control"
        self.fields["unit"] = field
        self.order_fields(["name", "unit", "since"])


class OutcomeForm(StyledForm):
    """A result: of which indicator, how much, when, whose, with whom."""

    indicator = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu báo cáo"))
    value = forms.DecimalField(
        label=gettext_lazy("Số"), max_digits=15, decimal_places=4, localize=True
    )
    first = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())
    last = forms.DateField(label=gettext_lazy("Đến ngày"), widget=DayInput())
    partner = forms.TypedChoiceField(
        label=gettext_lazy("Tính cho đối tác"),
        help_text=gettext_lazy("Mỗi kết quả chỉ tính một lần, ở đối tác này."),
        coerce=int,
    )
    together = checks(gettext_lazy("Cùng thực hiện (nêu tên, không tính lại)"))
    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=300)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self,
        *args: Any,
        indicators: Sequence[tuple[str, str, int]],
        partners: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"token": uuid4().hex, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self._digits = {code: digits for code, _label, digits in indicators}
        put_choices(self, "indicator", [(code, label) for code, label, _digits in indicators])
        put_choices(self, "partner", partners)
        put_choices(self, "together", partners)

    def clean(self) -> dict[str, Any]:
        """A number with no more decimals than the indicator has."""
        data = super().clean() or {}
        value: Decimal | None = data.get("value")
        digits = self._digits.get(data.get("indicator", ""), 0)
        if value is not None and decimals_of(value) > digits:
            self.add_error("value", _("Chỉ tiêu này có %(n)s chữ số thập phân.") % {"n": digits})
        return data

    def given(self) -> OutcomeGiven:
        """The result, once the form is valid."""
        data = self.cleaned_data
        return OutcomeGiven(
            data["indicator"],
            to_scaled(str(data["value"]), self._digits[data["indicator"]]),
            data["first"],
            data["last"],
            data["partner"],
            data["together"],
            data["note"],
            data["token"],
        )


class StopForm(StyledForm):
    """That a programme runs no more."""

    on = forms.DateField(label=gettext_lazy("Kết thúc từ ngày"), widget=DayInput())
    why = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)
