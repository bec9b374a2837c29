"""A programme pack as a zip, and the confirmation that it takes the place of the one in use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.web.forms.styled import StyledForm
from keng.web.frame.requests import whole
from keng.web.frame.uploads import LARGEST_BYTES


class PackForm(StyledForm):
    """The zip of a pack."""

    pack = forms.FileField(
        label=gettext_lazy("Bộ chương trình (.zip)"),
        help_text=gettext_lazy("Thư mục chương trình gồm các tệp YAML, nén thành .zip, tới 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )

    def clean_pack(self) -> UploadedFile[Any]:
        """A file of a size that packs have."""
        found: UploadedFile[Any] = self.cleaned_data["pack"]
        if (found.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 10 MB; chỉ nén các tệp YAML."))
        return found


class PublishForm(StyledForm):
    """The version typed once more by whoever publishes it: it then holds for every unit."""

    token = forms.CharField(widget=forms.HiddenInput())
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    version = forms.CharField(
        label=gettext_lazy("Gõ lại số phiên bản để xác nhận"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def seen_version(self) -> int | None:
        """The version in use that the person compared with; None if there was none."""
        seen = self.data.get("seen", "")
        return whole(seen, None)
