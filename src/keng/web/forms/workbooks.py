"""Choosing a workbook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.styled import StyledForm
from keng.web.uploads import LARGEST_BYTES


class UploadForm(StyledForm):
    """One .xlsx file."""

    workbook = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx)"),
        help_text=gettext_lazy(
            "Dùng mẫu tải từ Keng, điền khi không có mạng cũng được. Tối đa 10 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> UploadedFile[Any]:
        """A file of a size that an office sheet has."""
        found: UploadedFile[Any] = self.cleaned_data["workbook"]
        if (found.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 10 MB; hãy bỏ các trang không cần."))
        return found
