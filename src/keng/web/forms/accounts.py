"""Users: making one, giving and ending duties, substitutes, handing over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from keng.access.roles import Role
from keng.web import wording
from keng.web.forms.styled import DayInput, StyledForm


def unit_field() -> forms.CharField:
    """A unit by its name, without diacritics if one likes."""
    return forms.CharField(
        label=gettext_lazy("Đơn vị"),
        help_text=gettext_lazy("Ví dụ: xã Tân Kỳ, thành phố Hải Phòng; không cần gõ dấu."),
        widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"}),
    )


class NewAccountForm(StyledForm):
    """A new user, where the person works and, usually, the first duty."""

    login = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=64,
        help_text=gettext_lazy("Chữ thường không dấu, số, dấu chấm, gạch nối."),
    )
    full_name = forms.CharField(label=gettext_lazy("Họ tên, chức vụ"), max_length=200)
    unit = unit_field()
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_role_choices(self, ("", "–"))


class ChangeForm(StyledForm):
    """The name of the person and the unit where the person works."""

    full_name = forms.CharField(label=gettext_lazy("Họ tên, chức vụ"), max_length=200)
    unit = unit_field()


class GrantForm(StyledForm):
    """A role at a unit, from one day until another."""

    role = forms.ChoiceField(label=gettext_lazy("Vai trò"))
    unit = unit_field()
    first = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Để trống là từ hôm nay."),
    )
    last = forms.DateField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Để trống là không có hạn."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_role_choices(self)


class HandOverForm(StyledForm):
    """All duties of one user at a unit go to another from a day on."""

    successor = forms.CharField(label=gettext_lazy("Người nhận (tên đăng nhập)"), max_length=64)
    unit = unit_field()
    on = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())


class SubstituteForm(StyledForm):
    """Another user stands in at a unit on the days named."""

    stands_in = forms.CharField(label=gettext_lazy("Người làm thay (tên đăng nhập)"), max_length=64)
    unit = unit_field()
    first = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())
    last = forms.DateField(label=gettext_lazy("Đến hết ngày"), widget=DayInput())


def set_role_choices(form: StyledForm, *before: tuple[str, str]) -> None:
    """Offer the roles in the words of the request's language."""
    field = form.fields["role"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [*before, *((role.value, wording.role(role)) for role in Role)]
