"""Signing in and the change of one's own password."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.styled import StyledForm


class SignInForm(StyledForm):
    """Login and password; whether they are right, `access.actions.sign_in` says."""

    login = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(StyledForm):
    """The present password and, twice, the new one."""

    present = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện tại"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    wanted = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        strip=False,
        max_length=1000,
        help_text=gettext_lazy("Ít nhất 8 ký tự, không quá dễ đoán."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The new password was typed alike both times."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("wanted"):
            raise forms.ValidationError(_("Hai lần nhập mật khẩu mới không giống nhau."))
        return again
