"""Acts on the map of units: which units, which day, by which paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from keng.orgunits.vocabulary import KINDS, MANAGED_BY_ACT, Level
from keng.web.forms.styled import DayInput, StyledForm

# A unit field asks the search as one types; the hits fill one list for the whole page.
SEARCHED: Final[Mapping[str, Any]] = {
    "list": "unit-hits",
    "autocomplete": "off",
    "hx-get": reverse_lazy("web:unit_hits"),
    "hx-trigger": "input changed delay:250ms",
    "hx-include": "[name=on]",
    "hx-target": "#unit-hits",
    "hx-sync": "#unit-hits:queue last",  # the answer to what was typed last is the one shown
}
_LONGEST_LIST: Final = 60

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


class Lines(forms.Widget):
    """Several texts under one name, each in its own field, with empty ones at the end to go on."""

    template_name = "web/remapping/_lines.html"

    def __init__(self, label: Promise, *, least: int, attrs: Mapping[str, Any]) -> None:
        super().__init__(attrs=dict(attrs))
        self.label = label
        self.least = least

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The texts that are not blank, in their order."""
        del files
        given = data.getlist(name) if isinstance(data, QueryDict) else data.get(name, [])
        return [text.strip() for text in given if text.strip()]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The fields that the template shows."""
        context = super().get_context(name, value, attrs)
        filled = list(value or [])
        context["label"] = self.label
        context["lines"] = [*filled, *[""] * max(1, self.least - len(filled))]
        return context


class LinesField(forms.Field):
    """The texts of `Lines`, at least so many."""

    def __init__(
        self,
        label: Promise,
        *,
        least: int = 1,
        help_text: Promise | str = "",
        attrs: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        widget = Lines(label, least=least, attrs=attrs)
        super().__init__(label=label, help_text=help_text, widget=widget)
        self.least = least

    def clean(self, value: Any) -> list[str]:
        """The list, refused when it is too short or longer than any act on record."""
        texts = list(value or [])
        if len(texts) < self.least:
            raise forms.ValidationError(
                gettext_lazy("Cần ít nhất %(n)s dòng."), params={"n": self.least}
            )
        if len(texts) > _LONGEST_LIST:
            raise forms.ValidationError(
                gettext_lazy("Nhiều nhất %(n)s dòng trong một lần."), params={"n": _LONGEST_LIST}
            )
        return texts


def unit_text(label: Promise, *, required: bool = True, help_text: Promise | str = "") -> Any:
    """A unit by its name or path."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs=dict(SEARCHED)),
    )


_CODE: Final = gettext_lazy("Mã số (để trống nếu chưa biết)")
_NEW: Final = gettext_lazy("Viết đủ loại và tên, ví dụ: phường Tứ Kỳ")
_WITH_CODE: Final = gettext_lazy(
    "Mỗi dòng một đơn vị, viết đủ loại và tên; mã số, nếu biết, viết sau dấu chấm phẩy: "
    "xã Tứ Kỳ; 11074"
)


class ActForm(StyledForm):
    """The day and the act that every change of the map has."""

    on = forms.DateField(label=gettext_lazy("Có hiệu lực từ ngày"), widget=DayInput())
    basis = forms.CharField(
        label=gettext_lazy("Văn bản làm căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ký hiệu, ngày, cơ quan ban hành, đúng như khi viện dẫn."),
        widget=forms.TextInput(attrs={"list": "known-acts", "autocomplete": "off"}),
    )
    field_order: Sequence[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [name for name in self.fields if name not in ("on", "basis")]
        self.order_fields([*first, "on", "basis"])


class MergeForm(ActForm):
    """Whole units become one new unit."""

    units = LinesField(gettext_lazy("Các đơn vị sáp nhập"), least=2, attrs=SEARCHED)
    into = forms.CharField(
        label=gettext_lazy("Đơn vị mới"),
        max_length=200,
        help_text=_NEW,
    )
    code = forms.CharField(label=_CODE, max_length=20, required=False)
    under = unit_text(
        gettext_lazy("Trực thuộc"),
        required=False,
        help_text=gettext_lazy("Để trống nếu vẫn thuộc đơn vị cấp trên của đơn vị đầu tiên."),
    )


class SplitForm(ActForm):
    """One unit is cut into several."""

    units = LinesField(gettext_lazy("Đơn vị bị chia"), attrs=SEARCHED)
    into = LinesField(gettext_lazy("Các đơn vị mới"), least=2, help_text=_WITH_CODE)


class RearrangeForm(ActForm):
    """Whole units and parts of units become several new ones, by one act."""

    units = LinesField(gettext_lazy("Các đơn vị cũ"), least=2, attrs=SEARCHED)
    into = LinesField(gettext_lazy("Các đơn vị mới"), help_text=_WITH_CODE)


class RenameForm(ActForm):
    """Another name or kind for the same territory."""

    unit = unit_text(gettext_lazy("Đơn vị"))
    to = forms.CharField(label=gettext_lazy("Tên mới"), max_length=200, help_text=_NEW)
    code = forms.CharField(label=_CODE, max_length=20, required=False)


class MoveForm(ActForm):
    """Another parent."""

    unit = unit_text(gettext_lazy("Đơn vị"))
    under = unit_text(gettext_lazy("Chuyển về trực thuộc"))


class ManageForm(ActForm):
    """Another manager, or none."""

    unit = unit_text(gettext_lazy("Đơn vị"))
    by = unit_text(
        gettext_lazy("Giao cho đơn vị quản lý"),
        required=False,
        help_text=gettext_lazy("Để trống là thôi giao; đơn vị không ai quản lý sẽ được liệt kê."),
    )


class DissolveForm(ActForm):
    """A unit ends and nobody succeeds it."""

    unit = unit_text(gettext_lazy("Đơn vị giải thể"))


class CreateForm(ActForm):
    """A village, agency, enterprise, school or body."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    name = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=200,
        help_text=gettext_lazy(
            "Thôn, tổ dân phố: chỉ tên riêng (An Nhân). Cơ quan, trường, doanh nghiệp: tên đầy đủ."
        ),
    )
    code = forms.CharField(label=_CODE, max_length=20, required=False)
    under = unit_text(gettext_lazy("Trực thuộc (nơi đặt)"))
    manager = unit_text(
        gettext_lazy("Đơn vị quản lý, nếu không phải cấp trên trực tiếp"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (code, kind.label) for code, kind in KINDS.items() if kind.level in _LOCAL
            ]


class CorrectNameForm(ActForm):
    """The name, kind or code that was written wrongly, as it ought to stand."""

    unit = unit_text(gettext_lazy("Đơn vị"))
    to = forms.CharField(
        label=gettext_lazy("Tên đúng"),
        max_length=200,
        help_text=gettext_lazy(
            "Viết đủ loại và tên, ví dụ: phường Tứ Kỳ. Cơ quan, trường, doanh nghiệp: tên đầy đủ."
        ),
    )
    code = forms.CharField(
        label=gettext_lazy("Mã số đúng (để trống nếu giữ mã đang ghi)"),
        max_length=20,
        required=False,
    )
    no_code = forms.BooleanField(
        label=gettext_lazy("Bỏ mã số đang ghi vì không phải của đơn vị này"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = gettext_lazy("Một ngày mà tên sai đang đứng")


class CorrectDayForm(ActForm):
    """The true day of what is only known to have happened by some day."""

    units = LinesField(
        gettext_lazy("Đơn vị"),
        help_text=gettext_lazy(
            "Mọi đơn vị mà cùng một văn bản lập, bỏ, chuyển hay đổi tên; đơn vị kế thừa tự đi theo."
        ),
        attrs=SEARCHED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = gettext_lazy("Ngày đúng, theo văn bản")


_LOCAL: Final = frozenset({Level.VILLAGE, *MANAGED_BY_ACT, Level.BODY})


class UndoForm(StyledForm):
    """Why a change is taken back."""

    basis = forms.CharField(label=gettext_lazy("Lý do hoàn tác"), max_length=300)
