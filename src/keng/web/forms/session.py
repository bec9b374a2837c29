"""Signing in and the change of one's own password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.styled import DayInput, StyledForm, dress


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


class CodeForm(StyledForm):
    """The code of the phone, or one of the recovery codes on paper."""

    code = forms.CharField(
        label=gettext_lazy("Mã xác nhận"),
        max_length=20,
        help_text=gettext_lazy("6 chữ số trên điện thoại, hoặc một mã dự phòng đã in."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}
        ),
    )


class PhoneCodeForm(StyledForm):
    """A code of the phone alone, on a page with other forms."""

    code = forms.CharField(
        label=gettext_lazy("Mã trên điện thoại"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class TokenForm(StyledForm):
    """A new token of the API: for which program, for what, how long; the password proves who."""

    label = forms.CharField(
        label=gettext_lazy("Dùng cho chương trình"),
        max_length=80,
        help_text=gettext_lazy("Ví dụ: phần mềm thống kê của phòng."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Phạm vi"),
        choices=[
            ("read", gettext_lazy("chỉ đọc")),
            ("write", gettext_lazy("đọc và ghi")),
        ],
    )
    last_day = forms.DateField(label=gettext_lazy("Dùng đến hết ngày"), widget=DayInput())
    password = forms.CharField(
        label=gettext_lazy("Mật khẩu của bạn"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RuleForm(StyledForm):
    """Whether, and from which day, the second step is asked for at a unit and below it."""

    unit = forms.CharField(label=gettext_lazy("Đơn vị"), max_length=300)
    way = forms.ChoiceField(
        label=gettext_lazy("Quy định"),
        choices=[
            ("from", gettext_lazy("bắt buộc từ một ngày")),
            ("never", gettext_lazy("không bắt buộc")),
            ("none", gettext_lazy("bỏ quy định riêng")),
        ],
    )
    since = forms.DateField(
        label=gettext_lazy("Bắt buộc từ ngày"),
        required=False,
        help_text=gettext_lazy("Chỉ ghi khi chọn bắt buộc từ một ngày."),
        widget=DayInput(),
    )

    def clean(self) -> dict[str, Any]:
        """A day exactly where one is asked for: neither is guessed."""
        given: dict[str, Any] = super().clean() or {}
        if "since" not in self.errors:
            if given.get("way") == "from" and given.get("since") is None:
                self.add_error("since", _("Hãy ghi ngày bắt đầu bắt buộc."))
            elif given.get("way") != "from" and given.get("since") is not None:
                self.add_error("since", _("Đã ghi ngày thì phải chọn bắt buộc từ một ngày."))
        return given


class PasswordForm(StyledForm):
    """The present password and, twice, the new one; of an account without a name also the name."""

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

    def __init__(self, *args: Any, asks_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_name:
            name = forms.CharField(
                label=gettext_lazy("Họ tên, chức vụ"),
                max_length=200,
                help_text=gettext_lazy(
                    "Ví dụ: Nguyễn Văn A, công chức văn phòng. Chỉ ghi được một lần; sau này nhờ "
                    "quản trị viên sửa."
                ),
                widget=forms.TextInput(attrs={"autocomplete": "name"}),
            )
            self.fields = {"full_name": name, **self.fields}
            dress(self)

    def clean_again(self) -> str:
        """The new password was typed alike both times."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("wanted"):
            raise forms.ValidationError(_("Hai lần nhập mật khẩu mới không giống nhau."))
        return again
