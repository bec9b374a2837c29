"""Choosing workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.styled import StyledForm
from keng.web.frame.uploads import LARGEST_BYTES

MOST_FILES: Final = 200
MOST_BYTES: Final = 100 * 1024 * 1024


class SeveralFiles(forms.ClearableFileInput):
    """A file input in which several files can be chosen."""

    allow_multiple_selected = True


class WorkbooksField(forms.FileField):
    """One or more files, each checked as a single one would be."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files in the order chosen."""
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        return [super(WorkbooksField, self).clean(one, initial) for one in given or [None]]


class UploadForm(StyledForm):
    """One .xlsx file, or several."""

    workbook = WorkbooksField(
        label=gettext_lazy("Tệp Excel (.xlsx)"),
        help_text=gettext_lazy(
            "Dùng mẫu tải từ Keng, điền khi không có mạng cũng được. Chọn được nhiều tệp; "
            "mỗi tệp tối đa 10 MB."
        ),
        widget=SeveralFiles(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> list[UploadedFile[Any]]:
        """Files of a size that office sheets have."""
        found: list[UploadedFile[Any]] = self.cleaned_data["workbook"]
        if any((one.size or 0) > LARGEST_BYTES for one in found):
            raise forms.ValidationError(_("Có tệp lớn hơn 10 MB; hãy bỏ các trang không cần."))
        if len(found) > MOST_FILES or sum(one.size or 0 for one in found) > MOST_BYTES:
            raise forms.ValidationError(
                _("Mỗi lần tối đa 200 tệp và 100 MB; hãy chia thành nhiều lần.")
            )
        return found
