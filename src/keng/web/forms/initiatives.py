"""Groups: what is said of one, and the short forms about its life."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.initiatives.actions import Described
from keng.kernel.errors import DomainError
from keng.orgunits.queries import unit_named
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.frame.refusals import message_of
from keng.web.phrases.groupwords import label_of, spoken

EQUIPMENT: Final = "equipment_"
_MOST: Final = 1_000_000


class TokenForm(StyledForm):
    """A form whose second sending changes nothing: its token goes with it."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4().hex, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class UnitField(forms.CharField):
    """A unit by its name or its way, found on the map of today."""

    def __init__(self, *, on: date, **kwargs: Any) -> None:
        self.on = on
        widget = forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=300, **kwargs)

    def clean(self, value: Any) -> int | None:
        """The id of the unit; None for an empty field that need not be filled."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return unit_named(text, on=self.on).id
        except DomainError as refusal:
            raise forms.ValidationError(message_of(refusal)) from refusal


class GroupForm(TokenForm):
    """What is said of a group; the equipment asked for is that of the programme."""

    name = forms.CharField(label=gettext_lazy("Tên mô hình"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    post = forms.CharField(
        label=gettext_lazy("Chức danh phụ trách"),
        help_text=gettext_lazy("Ghi chức danh (ví dụ: Trưởng thôn), không ghi tên người."),
        required=False,
        max_length=160,
    )
    founded_on = forms.DateField(
        label=gettext_lazy("Ngày thành lập"), widget=DayInput(), required=False
    )
    paper_number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản thành lập"),
        help_text=gettext_lazy("Ví dụ: 15/QĐ-UBND. Để trống nếu chưa có hồ sơ."),
        required=False,
        max_length=60,
    )
    paper_on = forms.DateField(
        label=gettext_lazy("Ngày văn bản"), widget=DayInput(), required=False
    )
    paper_text = forms.CharField(
        label=gettext_lazy("Trích yếu hoặc nơi lưu hồ sơ"), required=False, max_length=300
    )
    points = forms.IntegerField(
        label=gettext_lazy("Số đội, tổ (điểm)"), min_value=1, max_value=_MOST, initial=1
    )
    members = forms.IntegerField(
        label=gettext_lazy("Số thành viên"),
        help_text=gettext_lazy("Chỉ ghi số người, không ghi tên. Để trống nếu chưa rõ."),
        min_value=0,
        max_value=_MOST,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [("", _("Chọn loại")), *kind_choices()]
        for code, one in spoken().equipment.items():
            self.fields[f"{EQUIPMENT}{code}"] = forms.IntegerField(
                label=f"{label_of(spoken().equipment, code)} ({one.unit})",
                min_value=0,
                max_value=_MOST,
                required=False,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )

    def clean(self) -> dict[str, Any]:
        """A number for equipment that such a group is not asked for is said, never dropped."""
        given = super().clean() or {}
        kind = spoken().kinds.get(given.get("kind", ""))
        for code in spoken().equipment:
            name = f"{EQUIPMENT}{code}"
            if kind and given.get(name) is not None and code not in kind.equipment:
                self.add_error(name, _("Loại mô hình này không ghi thiết bị này; hãy để trống."))
        return given

    def described(self) -> Described:
        """What was said, for the action."""
        given = self.cleaned_data
        names = set(Described.__dataclass_fields__) - {"equipment"}
        kind = spoken().kinds[given["kind"]]
        equipment = {code: given[f"{EQUIPMENT}{code}"] for code in kind.equipment}
        return Described(**{name: given[name] for name in names}, equipment=equipment)


class NewGroupForm(GroupForm):
    """A group to be entered: where it stands, and from which one it was replicated."""

    replicated_from = forms.IntegerField(
        label=gettext_lazy("Nhân rộng từ mô hình số"),
        help_text=gettext_lazy("Số trên địa chỉ trang của mô hình gốc; để trống nếu xây dựng mới."),
        min_value=1,
        required=False,
    )
    field_order = ["unit", "name", "kind"]

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(on=on, label=_("Đơn vị"))
        self.fields["unit"].widget.attrs["class"] = "form-control"
        self.order_fields(self.field_order)


class ActivityForm(TokenForm):
    """What a group did: one thumb, a kind, a day, a few words, a photo."""

    kind = forms.ChoiceField(label=gettext_lazy("Đã làm gì?"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("Ngày"), widget=DayInput())
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        help_text=gettext_lazy("Không ghi tên người, số điện thoại."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = forms.FileField(
        label=gettext_lazy("Ảnh"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-shrink": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        kinds.widget.attrs.pop("class", None)
        if isinstance(kinds, forms.ChoiceField):
            said = spoken().activities
            kinds.choices = [(code, label_of(said, code)) for code in said]


class ReviewForm(StyledForm):
    """The yearly review of how effective a group is."""

    year = forms.IntegerField(label=gettext_lazy("Năm được đánh giá"), min_value=2000)
    on = forms.DateField(label=gettext_lazy("Ngày đánh giá"), widget=DayInput())
    grade = forms.ChoiceField(label=gettext_lazy("Kết quả"))
    note = forms.CharField(label=gettext_lazy("Nhận xét"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = self.fields["grade"]
        if isinstance(grades, forms.ChoiceField):
            said = spoken().grades
            grades.choices = [(code, label_of(said, code)) for code in said]


class AcknowledgeForm(StyledForm):
    """Which higher level acknowledged the group, when, by which paper."""

    on = forms.DateField(label=gettext_lazy("Ngày ghi nhận"), widget=DayInput())
    by = forms.CharField(label=gettext_lazy("Cơ quan ghi nhận"), max_length=200)
    paper_number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản"), required=False, max_length=60
    )


class EndForm(StyledForm):
    """From which day a group is dissolved, and why."""

    on = forms.DateField(label=gettext_lazy("Ngày giải thể"), widget=DayInput())
    why = forms.CharField(label=gettext_lazy("Lý do hoặc văn bản"), max_length=300)


class MoveForm(StyledForm):
    """To which unit a group goes, from which day, by which paper."""

    on = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())
    why = forms.CharField(label=gettext_lazy("Theo văn bản"), max_length=300)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(on=today, label=_("Chuyển sang đơn vị"))
        self.fields["unit"].widget.attrs["class"] = "form-control"
        self.order_fields(["unit"])


class RuleForm(StyledForm):
    """When a group exists on paper only, by which paper, from which day."""

    since = forms.DateField(label=gettext_lazy("Áp dụng từ ngày"), widget=DayInput())
    activity_months = forms.IntegerField(
        label=gettext_lazy("Không hoạt động quá (tháng)"), min_value=1, max_value=60, required=False
    )
    review_months = forms.IntegerField(
        label=gettext_lazy("Không đánh giá quá (tháng)"), min_value=1, max_value=60, required=False
    )
    needs_dossier = forms.BooleanField(
        label=gettext_lazy("Phải có văn bản thành lập"), required=False
    )
    basis = forms.CharField(
        label=gettext_lazy("Văn bản quy định"),
        help_text=gettext_lazy("Số, ký hiệu, ngày, cơ quan ban hành."),
        max_length=300,
    )


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of group of the programme, in its order."""
    kinds: Mapping[str, object] = spoken().kinds
    return [(code, label_of(kinds, code)) for code in kinds]
