"""Choosing a unit and a period: names without diacritics, periods in words."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.errors import BadInput
from keng.kernel.periods import CALENDAR, Period, known_regimes
from keng.packs import installed
from keng.packs.installed import period_named
from keng.web import wording
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.frame.refusals import message_of

_YEARS_BACK: Final = 4
_SPANS: Final = (
    *((1, last) for last in (12, 6)),
    (7, 12),
    *((first, first + 2) for first in (1, 4, 7, 10)),
    *((1, last) for last in (8, 9, 10, 11)),
    *((month, month) for month in range(1, 13)),
)

CHANGED, LACKING = "changed", "lacking"
_ONLY: Final = (
    ("", gettext_lazy("Mọi dòng")),
    (CHANGED, gettext_lazy("Dòng tăng hoặc giảm")),
    (LACKING, gettext_lazy("Dòng còn thiếu số")),
)
_MORE: Final = ("map_on", "known_on", "beside", "drafts")
Choices = list[tuple[str, list[tuple[str, str]]]]


def period_choices(on: date) -> Choices:
    """Periods of this year and four years back, then the years of the other regimes."""
    years = range(on.year, on.year - _YEARS_BACK - 1, -1)
    groups = [
        (
            _("Năm %(year)s") % {"year": year},
            [_choice(CALENDAR.span(year, first, last)) for first, last in _SPANS],
        )
        for year in years
    ]
    for code, regime in sorted(known_regimes().items()):
        if code != CALENDAR.code:
            spans = [regime.span(year, 1, 12) for year in years]
            groups.append(
                (_("Chế độ kỳ %(code)s") % {"code": code}, [_choice(span) for span in spans])
            )
    return groups


class PeriodField(forms.ChoiceField):
    """A period chosen in words; an address may name any other period by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=gettext_lazy("Kỳ báo cáo"), **kwargs)

    def clean(self, value: Any) -> Period | None:
        """The period of a code; None for none where it may be left out."""
        if not value and not self.required:
            return None
        if not value:
            raise forms.ValidationError(_("Hãy chọn kỳ báo cáo."))
        try:
            return period_named(str(value))
        except BadInput as refusal:
            raise forms.ValidationError(message_of(refusal)) from refusal


class UnitAndPeriod(StyledForm):
    """Which unit, which period."""

    unit = forms.CharField(
        label=gettext_lazy("Đơn vị"),
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )
    period = PeriodField()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        if isinstance(field, PeriodField):
            field.choices = with_period(self.data.get("period"), period_choices(on))


class ConsolidatedForm(UnitAndPeriod):
    """What the consolidated table shows: unit, period, comparison, map, moment and drafts."""

    map_on = forms.DateField(
        label=gettext_lazy("Theo bản đồ ngày"), required=False, widget=DayInput()
    )
    known_on = forms.DateField(
        label=gettext_lazy("Như đã biết đến hết ngày"), required=False, widget=DayInput()
    )
    compare = forms.BooleanField(label=gettext_lazy("So với cùng kỳ"), required=False)
    drafts = forms.BooleanField(
        label=gettext_lazy("Gồm cả số chưa tiếp nhận (DỰ THẢO)"), required=False
    )
    beside = forms.BooleanField(label=gettext_lazy("Đặt cạnh số như khi báo cáo"), required=False)
    q = forms.CharField(
        label=gettext_lazy("Lọc theo nội dung, không cần dấu"), required=False, max_length=80
    )
    group = forms.ChoiceField(label=gettext_lazy("Nhóm"), required=False)
    only = forms.ChoiceField(label=gettext_lazy("Chỉ hiện"), choices=_ONLY, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self._on = on
        field = self.fields["group"]
        if isinstance(field, forms.ChoiceField):
            groups = installed.current().groups.items()
            named = [(code, group.label.of(wording.language())) for code, group in groups]
            field.choices = [("", _("Mọi nhóm")), *named]

    def clean_known_on(self) -> date | None:
        """A day that has begun; nobody knows yet what will be known later."""
        day: date | None = self.cleaned_data["known_on"]
        if day is not None and day > self._on:
            raise forms.ValidationError(
                _("Ngày này chưa đến; hãy chọn ngày không sau hôm nay (%(today)s).")
                % {"today": wording.day(self._on)}
            )
        return day

    @property
    def sifting(self) -> list[forms.BoundField]:
        """The fields that choose rows of the table."""
        return [self[name] for name in ("q", "group", "only")]

    @property
    def asking(self) -> list[forms.BoundField]:
        """The fields that choose the table."""
        return [self[name] for name in ("unit", "period", "compare")]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields that few people need: another map, another moment, drafts."""
        return [self[name] for name in _MORE]

    @property
    def is_special(self) -> bool:
        """Whether any of these is in use or wrong: then they are shown."""
        return any(self.data.get(name) or self.errors.get(name) for name in _MORE)


def _choice(period: Period) -> tuple[str, str]:
    return period.code, wording.period(period)


def with_period(code: str | None, groups: Choices) -> Choices:
    """The choices and, where an address names a period that is not among them, that one."""
    if not code or any(code == known for _label, group in groups for known, _word in group):
        return groups
    try:
        chosen = period_named(code)
    except BadInput:
        return groups
    return [(_("Kỳ đang xem"), [_choice(chosen)]), *groups]
