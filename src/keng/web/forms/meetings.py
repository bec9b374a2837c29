"""The forms of meetings: what was held or called, what was concluded, the task that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from keng.steering.actions import ConclusionGiven, MeetingGiven, TaskWanted
from keng.steering.vocabulary import REVIEWS, MeetingKind
from keng.web.forms.steering import OfUnit, PaperField, checks, put_choices
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.phrases.steeringwords import MEETINGS, stretch_words


class MeetingForm(OfUnit):
    """A meeting that was held, or one that is called for a day to come."""

    day = forms.DateField(
        label=gettext_lazy("Ngày họp"),
        help_text=gettext_lazy("Ngày chưa tới: chỉ báo họp, sau đó ghi biên bản."),
        widget=DayInput(),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=list(MEETINGS.items()))
    covers = forms.TypedChoiceField(
        label=gettext_lazy("Sơ kết, tổng kết kỳ"),
        help_text=gettext_lazy("Chỉ khi sơ kết, tổng kết. Tổng kết năm: chọn kỳ của năm đó."),
        required=False,
        coerce=date.fromisoformat,
        empty_value=None,
    )
    agenda = forms.CharField(
        label=gettext_lazy("Nội dung họp"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    present = checks(gettext_lazy("Thành phần dự"))
    minutes = forms.CharField(
        label=gettext_lazy("Biên bản tóm tắt"),
        help_text=gettext_lazy("Ghi việc và chức danh; không ghi tên người, không ghi tin mật."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    paper = PaperField(
        required=False, label=gettext_lazy("Biên bản, thông báo kết luận trong sổ (kèm tệp)")
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(
        self, *args: Any, present: Sequence[tuple[int, str]], today: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"token": uuid4().hex, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        put_choices(self, "present", present)
        put_choices(self, "covers", [("", "–"), *_stretches(today)])

    def given(self) -> MeetingGiven:
        """The meeting, once the form is valid."""
        data = self.cleaned_data
        kind = MeetingKind(data["kind"])
        return MeetingGiven(
            data["day"],
            kind,
            data["covers"] if kind in REVIEWS else None,
            data["agenda"],
            data["minutes"],
            data["present"],
            data["paper"],
            data["token"],
        )


class ConclusionForm(StyledForm):
    """A sentence that was concluded."""

    text = forms.CharField(
        label=gettext_lazy("Kết luận"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label=gettext_lazy("Giao cho"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "body-names", "autocomplete": "off"}),
    )
    due_on = forms.DateField(label=gettext_lazy("Hạn"), required=False, widget=DayInput())

    def given(self) -> ConclusionGiven:
        """The conclusion, once the form is valid."""
        return ConclusionGiven(**self.cleaned_data)


class ToTaskForm(StyledForm):
    """Into which plan a conclusion goes, and what is still to be said of it."""

    plan = forms.TypedChoiceField(label=gettext_lazy("Vào kế hoạch"), coerce=int)
    lead = forms.CharField(
        label=gettext_lazy("Chủ trì"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "body-names", "autocomplete": "off"}),
    )
    due_on = forms.DateField(label=gettext_lazy("Hạn"), required=False, widget=DayInput())

    def __init__(self, *args: Any, plans: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_choices(self, "plan", plans)

    def given(self) -> TaskWanted:
        """The task, once the form is valid."""
        data = self.cleaned_data
        return TaskWanted(data["plan"], data["lead"], due_on=data["due_on"])


def _stretches(today: date) -> Iterator[tuple[str, str]]:
    """The half years that a review may look back on, or whose year: this one and the one before."""
    for year in (today.year, today.year - 1):
        for month in (1, 7):
            yield f"{year}-{month:02}-01", stretch_words(date(year, month, 1), 6)
