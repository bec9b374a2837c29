"""What the page of numbers asks: a unit and who below it, indicators, periods, map, picture."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.errors import DomainError
from keng.kernel.figures import CellKey
from keng.orgunits.queries import day_map
from keng.publishing.pivots import Axis
from keng.web.forms.choosing import UnitAndPeriod
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.frame.refusals import message_of
from keng.web.tables.charts import Kind

SELF, CHILDREN = "self", "children"
WAS, ON, BOTH = "was", "on", "both"
TABLE_ONLY = "none"
_LEVELS: Final = {
    "province": gettext_lazy("Các tỉnh, thành phố"),
    "district": gettext_lazy("Các huyện, quận, thị xã"),
    "commune": gettext_lazy("Các xã, phường, đặc khu"),
    "village": gettext_lazy("Các thôn, tổ dân phố"),
    "agency": gettext_lazy("Các cơ quan"),
    "enterprise": gettext_lazy("Các doanh nghiệp"),
    "school": gettext_lazy("Các trường học"),
    "body": gettext_lazy("Các ban, ngành, đoàn thể"),
}
_AXES: Final = (
    (Axis.INDICATORS.value, gettext_lazy("Chỉ tiêu")),
    (Axis.UNITS.value, gettext_lazy("Đơn vị")),
    (Axis.PERIODS.value, gettext_lazy("Kỳ báo cáo")),
)
_BACK: Final = tuple((str(count), str(count)) for count in (1, 2, 3, 4, 5, 6, 8, 12, 24))
_MAPS: Final = (
    (WAS, gettext_lazy("Như khi báo cáo")),
    (ON, gettext_lazy("Theo bản đồ ngày chọn")),
    (BOTH, gettext_lazy("Đặt cạnh nhau")),
)
CHARTS: Final = (
    (TABLE_ONLY, gettext_lazy("Chỉ bảng số")),
    (Kind.TREND.value, gettext_lazy("Diễn biến")),
    (Kind.RANKING.value, gettext_lazy("Xếp theo số liệu")),
    (Kind.SAME.value, gettext_lazy("So với cùng kỳ")),
    (Kind.DISTRIBUTION.value, gettext_lazy("Phân bố")),
)


class Keys(forms.Field):
    """Cells of the pack by their codes, in the order given, each once."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[CellKey, ...]:
        """The cells. Refuses a code that cannot be read."""
        try:
            return tuple(dict.fromkeys(CellKey.parse(str(one)) for one in value or ()))
        except DomainError as refusal:
            raise forms.ValidationError(message_of(refusal)) from refusal


class ExploreForm(UnitAndPeriod):
    """Everything that the address of a view may say."""

    back = forms.ChoiceField(label=gettext_lazy("Số kỳ, lùi về trước"), choices=_BACK)
    below = forms.ChoiceField(label=gettext_lazy("Xem số của"))
    name = forms.CharField(
        label=gettext_lazy("Lọc đơn vị theo tên, không cần dấu"), required=False, max_length=80
    )
    rows = forms.ChoiceField(label=gettext_lazy("Dòng là"), choices=_AXES)
    cols = forms.ChoiceField(label=gettext_lazy("Cột là"), choices=_AXES)
    maps = forms.ChoiceField(label=gettext_lazy("Bản đồ đơn vị"), choices=_MAPS)
    map_on = forms.DateField(label=gettext_lazy("Bản đồ ngày"), required=False, widget=DayInput())
    chart = forms.ChoiceField(label=gettext_lazy("Biểu đồ"), choices=CHARTS)
    of = forms.CharField(label=gettext_lazy("Vẽ chỉ tiêu"), required=False)
    same = forms.BooleanField(label=gettext_lazy("Kèm cùng kỳ năm trước"), required=False)
    drafts = forms.BooleanField(
        label=gettext_lazy("Gồm cả số chưa tiếp nhận (DỰ THẢO)"), required=False
    )
    ind = Keys(required=False)

    def __init__(self, *args: Any, on: date, unit_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        below = self.fields["below"]
        if isinstance(below, forms.ChoiceField):
            below.choices = _below(unit_id, on)

    def clean(self) -> dict[str, Any]:
        """Rows and columns must differ; a map needs its day."""
        cleaned = super().clean() or {}
        if cleaned.get("rows") and cleaned.get("rows") == cleaned.get("cols"):
            self.add_error("cols", _("Dòng và cột phải khác nhau."))
        if cleaned.get("maps") in {ON, BOTH} and not cleaned.get("map_on"):
            self.add_error("map_on", _("Hãy chọn ngày của bản đồ."))
        return cleaned


class KeepForm(StyledForm):
    """A name for the view that is on the screen, and with whom it is shared."""

    name = forms.CharField(label=gettext_lazy("Tên"), max_length=120)
    unit = forms.ChoiceField(label=gettext_lazy("Ai thấy"), required=False)
    query = forms.CharField(widget=forms.HiddenInput(), max_length=4000)

    def __init__(self, *args: Any, own: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            shared = _("Mọi người của %(unit)s")
            unit.choices = [
                ("", _("Chỉ mình tôi")),
                *((str(unit_id), shared % {"unit": name}) for unit_id, name in own),
            ]


def _below(unit_id: int | None, on: date) -> list[tuple[str, str]]:
    """Itself, those right under it, and each level that has units somewhere below."""
    found = [(SELF, _("Chính đơn vị")), (CHILDREN, _("Các đơn vị trực thuộc"))]
    known = day_map(on)
    if unit_id is None:
        levels = set(_LEVELS)
    else:
        levels = {known.views[below].level for below in known.tree.below(unit_id)}
    return [*found, *((level, str(word)) for level, word in _LEVELS.items() if level in levels)]
