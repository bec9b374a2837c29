"""Reports: which one, its head and signer, issuing it, and the files that come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.publishing.heads import Head, SignedBy
from keng.web.forms.choosing import UnitAndPeriod
from keng.web.forms.styled import DayInput, StyledForm

_LINES: Final = ("parent_line", "issuer_line", "symbol", "series", "authority", "signer_title")


class OutlineForm(UnitAndPeriod):
    """Which report of which unit for which period."""

    outline = forms.ChoiceField(label=gettext_lazy("Đề cương"))
    field_order = ("unit", "outline", "period")

    def __init__(
        self, *args: Any, on: date, outlines: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, on=on, **kwargs)
        field = self.fields["outline"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(outlines)


class HeadForm(StyledForm):
    """What the head and the signature of one paper say; an empty field is left to the pack."""

    place = forms.CharField(label=gettext_lazy("Địa danh"), required=False, max_length=100)
    addressees = forms.CharField(
        label=gettext_lazy("Kính gửi (mỗi dòng một nơi)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    signed_by = forms.ChoiceField(
        label=gettext_lazy("Người ký"),
        choices=[
            (SignedBy.HEAD.value, gettext_lazy("cấp trưởng")),
            (SignedBy.DEPUTY.value, gettext_lazy("cấp phó ký thay (KT.)")),
        ],
    )
    signer = forms.CharField(label=gettext_lazy("Họ tên người ký"), required=False, max_length=100)
    recipients = forms.CharField(
        label=gettext_lazy("Nơi nhận (mỗi dòng một nơi)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parent_line = forms.CharField(label=gettext_lazy("Cơ quan chủ quản"), required=False)
    issuer_line = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False)
    symbol = forms.CharField(label=gettext_lazy("Ký hiệu"), required=False)
    series = forms.CharField(label=gettext_lazy("Sổ số văn bản"), required=False)
    authority = forms.CharField(label=gettext_lazy("Thẩm quyền ký"), required=False)
    signer_title = forms.CharField(label=gettext_lazy("Chức vụ người ký"), required=False)

    line_names: tuple[str, ...] = _LINES

    def head(self) -> Head:
        """What was filled in, in the words of `publishing`."""
        given = self.cleaned_data
        return Head(
            place=given["place"],
            addressees=_lines(given["addressees"]),
            signer=given["signer"],
            signed_by=SignedBy(given["signed_by"]),
            recipients=_lines(given["recipients"]),
            lines=tuple((name, given[name]) for name in self.line_names if given.get(name)),
        )


def filled_from(head: Head) -> dict[str, Any]:
    """What the fields of a head hold for a paper that has one already."""
    return {
        "place": head.place,
        "addressees": "\n".join(head.addressees or ()),
        "signed_by": head.signed_by.value,
        "signer": head.signer,
        "recipients": "\n".join(head.recipients or ()),
        **dict(head.lines),
    }


class ReasonForm(StyledForm):
    """Why a paper is given back."""

    reason = forms.CharField(label=gettext_lazy("Lý do trả lại"), max_length=1000)


class NumberForm(StyledForm):
    """Number and day of an issued paper."""

    number = forms.IntegerField(label=gettext_lazy("Số"), min_value=1)
    day = forms.DateField(label=gettext_lazy("Ngày ban hành"), widget=DayInput())


class FileForm(StyledForm):
    """A file that comes back: a draft written on in Word, or the signed paper."""

    file = forms.FileField(label=gettext_lazy("Tệp"))

    def content(self) -> bytes:
        """The bytes of the file."""
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return bytes(found.read())


class IssueForm(StyledForm):
    """Number, day and, where nobody approved in Keng, the signed file."""

    number = forms.IntegerField(
        label=gettext_lazy("Số"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Để trống cả số và ngày nếu văn thư cấp sau."),
    )
    day = forms.DateField(label=gettext_lazy("Ngày ban hành"), required=False, widget=DayInput())
    signed = forms.FileField(label=gettext_lazy("Bản đã ký (PDF hoặc .docx ký số)"), required=False)

    def signed_content(self) -> bytes | None:
        """The bytes of the signed file, if one came."""
        found: UploadedFile[Any] | None = self.cleaned_data["signed"]
        return bytes(found.read()) if found else None


def outline_choices(outlines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The outlines of the pack; a word where there is none."""
    return list(outlines) or [("", _("chương trình chưa có đề cương"))]


def _lines(text: str) -> tuple[str, ...] | None:
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    return lines or None
