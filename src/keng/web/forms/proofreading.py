"""Handing in a file to be proofread."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.styled import StyledForm

MOST_BYTES: Final = 100 * 1024 * 1024
ACCEPTED: Final = ".docx,.doc,.rtf,.odt,.pdf,.xlsx,.txt,.png,.jpg,.jpeg,.tif,.tiff,.webp,.bmp"


class ProofreadForm(StyledForm):
    """One file of any kind that is read; an empty one is refused in the words of the reader."""

    file = forms.FileField(
        label=gettext_lazy("Tệp cần soát"),
        help_text=gettext_lazy(
            "Word (.docx, .doc), PDF, Excel (.xlsx), văn bản thuần (.txt) hoặc ảnh quét. "
            "Word, Excel, văn bản tối đa 20 MB; PDF và ảnh tối đa 100 MB."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """A file of a size that is taken here; the readers have closer limits for each kind."""
        found: UploadedFile[Any] = self.cleaned_data["file"]
        if (found.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn 100 MB; hãy tách thành nhiều tệp, hoặc quét lại ở 200 dpi.")
            )
        return found
