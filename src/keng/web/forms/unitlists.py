"""A list of local units from a workbook, by which act and from which day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.remapping import ActForm
from keng.web.frame.uploads import LARGEST_BYTES


class UnitListForm(ActForm):
    """The file, the day from which the units exist, and the act."""

    workbook = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx)"),
        help_text=gettext_lazy("Theo tệp mẫu: loại, tên, trực thuộc, đơn vị quản lý, mã số."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> UploadedFile[Any]:
        """A file of a size that office sheets have."""
        found: UploadedFile[Any] = self.cleaned_data["workbook"]
        if (found.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("Có tệp lớn hơn 10 MB; hãy bỏ các trang không cần."))
        return found
