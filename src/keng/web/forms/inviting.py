"""A list of people who are to get an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.styled import StyledForm
from keng.web.frame.uploads import LARGEST_BYTES


class AccountListForm(StyledForm):
    """The file with a line for each account."""

    workbook = forms.FileField(
        label=gettext_lazy("Danh sách (.xlsx, .csv)"),
        help_text=gettext_lazy(
            "Theo tệp mẫu: đơn vị, tên đăng nhập, họ tên, vai trò. Để trống tên đăng nhập thì Keng "
            "đề nghị; để trống vai trò là cán bộ lập báo cáo."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_workbook(self) -> UploadedFile[Any]:
        """A file of a size that office sheets have."""
        found: UploadedFile[Any] = self.cleaned_data["workbook"]
        if (found.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("Có tệp lớn hơn 10 MB; hãy bỏ các trang không cần."))
        return found
