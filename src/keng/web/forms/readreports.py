"""Old reports: the files to read, and whose report one is, for which period and form."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.intake.reports.asking import LARGEST
from keng.web.forms.choosing import Choices, UnitAndPeriod, period_choices
from keng.web.forms.styled import StyledForm
from keng.web.forms.workbooks import MOST_BYTES, MOST_FILES, SeveralFiles, WorkbooksField

ACCEPTED: Final = ".docx,.doc,.pdf,.txt,.xlsx,.png,.jpg,.jpeg,.tif,.tiff"
_YEARS_APART: Final = 5  # as many years as `period_choices` offers for one day


class UploadReportsForm(StyledForm):
    """The files, and for which office they are read where the person works for several."""

    office = forms.ChoiceField(label=gettext_lazy("Đọc cho cơ quan"))
    reports = WorkbooksField(
        label=gettext_lazy("Các báo cáo (.docx, .pdf, bản quét, .doc, .txt)"),
        help_text=gettext_lazy(
            "Chọn được nhiều tệp, ví dụ cả thư mục; mỗi tệp tối đa 50 MB, mỗi lần 200 tệp và "
            "100 MB."
        ),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )

    keep = forms.BooleanField(
        required=False,
        label=gettext_lazy("Giữ cả bản gốc"),
        help_text=gettext_lazy(
            "Để xem ảnh trang cạnh biểu. Tệp được mã hóa bằng khóa riêng, chỉ người của cơ quan "
            "này mở được, mỗi lần mở được ghi vào nhật ký; bỏ bản gốc là hủy khóa, không khôi phục "
            "được. Không đánh dấu thì chỉ giữ bản chữ đã che."
        ),
    )

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        if isinstance(field, forms.ChoiceField):
            field.choices = offices

    def clean_reports(self) -> list[UploadedFile[Any]]:
        """Files of a size that reports and their scans have."""
        found: list[UploadedFile[Any]] = self.cleaned_data["reports"]
        if any((one.size or 0) > LARGEST for one in found):
            raise forms.ValidationError(
                _("Có tệp lớn hơn 50 MB; hãy tách nhỏ hoặc quét ở 200 dpi.")
            )
        if len(found) > MOST_FILES or sum(one.size or 0 for one in found) > MOST_BYTES:
            raise forms.ValidationError(
                _("Mỗi lần tối đa 200 tệp và 100 MB; hãy chia thành nhiều lần.")
            )
        return found


class ConfirmReportForm(UnitAndPeriod):
    """Whose report it is, for which period, and the form that its figures go into."""

    form = forms.ChoiceField(label=gettext_lazy("Đưa số vào biểu"))

    def __init__(
        self, *args: Any, on: date, form_choices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, on=on, **kwargs)
        field = self.fields["form"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Chọn biểu")), *form_choices]
        period = self.fields["period"]
        if isinstance(period, forms.ChoiceField):
            period.choices = [("", _("Chọn kỳ")), *old_periods(on)]


def old_periods(on: date) -> Choices:
    """The periods of this year and of nine years back: old reports are older than rounds."""
    earlier = date(on.year - _YEARS_APART, 12, 31)
    return [*period_choices(on), *period_choices(earlier)]
