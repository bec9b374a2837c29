"""The forms of plans: a plan, a task, a target, a report owed, a result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.figures import to_scaled
from keng.planning.actions import DutyGiven, ResultGiven, TargetGiven, TaskGiven
from keng.planning.queries.shapes import TargetLine
from keng.planning.vocabulary import Aim, Rhythm
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.phrases.planwords import AIMS, QUARTERS, RHYTHMS

ACCEPTED: Final = ".docx,.doc,.pdf,.txt,.png,.jpg,.jpeg,.tif,.tiff"
_LARGEST: Final = 50 * 1024 * 1024


class PlanForm(StyledForm):
    """Begin a plan: of which unit, for which year, anew or from an earlier plan."""

    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=1990, max_value=2100)
    title = forms.CharField(label=gettext_lazy("Tên kế hoạch"), max_length=300)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = units


class TakeOverForm(StyledForm):
    """Take a plan over into a later year."""

    year = forms.IntegerField(label=gettext_lazy("Sang năm"), min_value=1990, max_value=2100)
    title = forms.CharField(label=gettext_lazy("Tên kế hoạch mới"), max_length=300)


class TaskForm(StyledForm):
    """A task: what, who, until when, what proves it."""

    title = forms.CharField(label=gettext_lazy("Nhiệm vụ"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Nội dung (nếu cần nói rõ)"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    lead = forms.CharField(
        label=gettext_lazy("Chủ trì"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "body-names", "autocomplete": "off"}),
    )
    helpers = forms.CharField(
        label=gettext_lazy("Phối hợp"),
        help_text=gettext_lazy("mỗi cơ quan một dòng"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Quý"), required=False, coerce=int, empty_value=None
    )
    due_on = forms.DateField(label=gettext_lazy("Hạn"), required=False, widget=DayInput())
    rhythm = forms.ChoiceField(label=gettext_lazy("Lặp lại"), required=False)
    proof = forms.CharField(
        label=gettext_lazy("Sản phẩm, bằng chứng"), required=False, max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quarter, rhythm = self.fields["quarter"], self.fields["rhythm"]
        if isinstance(quarter, forms.ChoiceField):
            quarter.choices = [("", _("không ghi quý")), *enumerate(QUARTERS)][:1] + [
                (str(number), name) for number, name in enumerate(QUARTERS) if number
            ]
        if isinstance(rhythm, forms.ChoiceField):
            rhythm.choices = list(RHYTHMS.items())

    def given(self) -> TaskGiven:
        """The task, once the form is valid."""
        data = self.cleaned_data
        return TaskGiven(
            title=data["title"],
            text=data["text"],
            lead=data["lead"],
            helpers=tuple(line for line in data["helpers"].splitlines() if line.strip()),
            quarter=data["quarter"],
            due_on=data["due_on"],
            rhythm=Rhythm(data["rhythm"] or Rhythm.ONCE),
            proof=data["proof"],
        )


class TargetForm(StyledForm):
    """A target: what, how much, of what, measured by which figure."""

    what = forms.CharField(label=gettext_lazy("Chỉ tiêu"), max_length=500)
    aim = forms.ChoiceField(label=gettext_lazy("Mức"))
    value = forms.DecimalField(
        label=gettext_lazy("Số"), required=False, max_digits=12, decimal_places=4, localize=True
    )
    measure = forms.CharField(
        label=gettext_lazy("Đơn vị tính (% nếu là tỷ lệ)"), required=False, max_length=60
    )
    unit_kind = forms.CharField(
        label=gettext_lazy("Tính trên (thôn, hộ, trường ...)"), required=False, max_length=120
    )
    indicator = forms.ChoiceField(label=gettext_lazy("Đo bằng số liệu"), required=False)
    due_on = forms.DateField(label=gettext_lazy("Hạn"), required=False, widget=DayInput())

    def __init__(self, *args: Any, indicators: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aim, indicator = self.fields["aim"], self.fields["indicator"]
        if isinstance(aim, forms.ChoiceField):
            aim.choices = list(AIMS.items())
        if isinstance(indicator, forms.ChoiceField):
            indicator.choices = [("", _("ghi tay")), *indicators]

    def given(self) -> TargetGiven:
        """The target, once the form is valid."""
        data = self.cleaned_data
        value: Decimal | None = data["value"]
        digits = decimals_of(value)
        return TargetGiven(
            what=data["what"],
            value=None if value is None else to_scaled(str(value), digits),
            digits=digits,
            measure=data["measure"],
            aim=Aim(data["aim"]),
            unit_kind=data["unit_kind"],
            indicator=data["indicator"],
            due_on=data["due_on"],
        )


class MeasureForm(StyledForm):
    """How a target stands on a day."""

    value = forms.DecimalField(
        label=gettext_lazy("Đến nay"), min_value=0, max_digits=12, decimal_places=4, localize=True
    )
    day = forms.DateField(label=gettext_lazy("Tính đến ngày"), widget=DayInput())
    source = forms.CharField(
        label=gettext_lazy("Nguồn (báo cáo, biên bản, sổ theo dõi ...)"),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, digits: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digits = digits

    def clean_value(self) -> Decimal:
        """A number with no more decimals than the target has."""
        value: Decimal = self.cleaned_data["value"]
        if decimals_of(value) > self.digits:
            raise forms.ValidationError(
                _("Mức đề ra có %(n)s chữ số thập phân; hãy ghi kết quả như vậy.")
                % {"n": self.digits}
            )
        return value

    def given(self) -> tuple[int, date, str]:
        """The number with the decimals of the target, its day, its source."""
        data = self.cleaned_data
        return to_scaled(str(data["value"]), self.digits), data["day"], data["source"]


class DutyForm(StyledForm):
    """A report that is owed."""

    what = forms.CharField(label=gettext_lazy("Báo cáo"), max_length=500)
    rhythm = forms.CharField(
        label=gettext_lazy("Định kỳ (6 tháng, năm ...)"), required=False, max_length=120
    )
    due_on = forms.DateField(label=gettext_lazy("Hạn gửi"), required=False, widget=DayInput())
    receiver = forms.CharField(label=gettext_lazy("Gửi về"), required=False, max_length=200)

    def given(self) -> DutyGiven:
        """The report, once the form is valid."""
        return DutyGiven(**self.cleaned_data)


class GoalForm(StyledForm):
    """A goal in a sentence."""

    text = forms.CharField(
        label=gettext_lazy("Mục tiêu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ResultForm(StyledForm):
    """What was done for a task; fit for a phone."""

    day = forms.DateField(label=gettext_lazy("Ngày làm"), widget=DayInput())
    covers = forms.TypedChoiceField(label=gettext_lazy("Cho kỳ đến ngày"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Kết quả"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    figure = forms.CharField(label=gettext_lazy("Số liệu"), required=False, max_length=60)
    paper = forms.CharField(
        label=gettext_lazy("Văn bản (số, ký hiệu, ngày)"), required=False, max_length=200
    )
    photo = forms.FileField(
        label=gettext_lazy("Ảnh"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    partly = forms.BooleanField(
        label=gettext_lazy("Mới làm được một phần, chưa đóng nhiệm vụ"), required=False
    )

    def __init__(
        self, *args: Any, turns: list[tuple[str, str]], photos: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        covers = self.fields["covers"]
        if isinstance(covers, forms.ChoiceField):
            covers.choices = turns
        if not turns:
            del self.fields["covers"]
        if not photos:
            del self.fields["photo"]

    def given(self) -> ResultGiven:
        """The result, once the form is valid."""
        data = self.cleaned_data
        photo, covers = data.get("photo"), data.get("covers")
        return ResultGiven(
            day=data["day"],
            text=data["text"],
            figure=data["figure"],
            paper=data["paper"],
            photo=photo.read() if photo else b"",
            photo_name=photo.name if photo else "",
            covers=forms.DateField().clean(covers) if covers else None,
            partly=data["partly"],
        )


class ReadPlanForm(StyledForm):
    """The file out of which a plan is read."""

    plan = forms.FileField(
        label=gettext_lazy("Tệp kế hoạch (.docx, .pdf, bản quét, .txt)"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_plan(self) -> Any:
        """A file of a size that plans and their scans have."""
        found = self.cleaned_data["plan"]
        if (found.size or 0) > _LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 50 MB; hãy quét ở 200 dpi."))
        return found


def target_initial(line: TargetLine) -> dict[str, Any]:
    """A target as its form shows it."""
    value = None if line.value is None else Decimal(line.value).scaleb(-line.digits)
    return {
        "what": line.what,
        "aim": line.aim,
        "value": value,
        "measure": line.measure,
        "unit_kind": line.unit_kind,
        "indicator": line.indicator,
        "due_on": line.due_on,
    }


def decimals_of(value: Decimal | None) -> int:
    """How many decimals a number has.

    >>> decimals_of(Decimal("92.50")), decimals_of(Decimal("90"))
    (1, 0)
    """
    if value is None:
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
