"""Tables of other offices: the sample, how it is laid out, and the files that are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.intake.foreign import Shape, UnitFrom
from keng.intake.foreign.tablemaps import MOST_HEADING_ROWS
from keng.web.forms.choosing import UnitAndPeriod
from keng.web.forms.styled import StyledForm
from keng.web.forms.workbooks import SeveralFiles, UploadForm, WorkbooksField
from keng.web.frame.uploads import LARGEST_BYTES

ACCEPTED: Final = ".xlsx,.docx"
Choices = Sequence[tuple[str, str]]
SHAPES: Final = (
    (Shape.UNITS_IN_ROWS.value, gettext_lazy("Mỗi đơn vị một dòng, chỉ tiêu ở các cột")),
    (
        Shape.ONE_UNIT.value,
        gettext_lazy("Bảng của một đơn vị: mỗi chỉ tiêu một dòng, số ở một cột"),
    ),
    (Shape.UNITS_IN_COLUMNS.value, gettext_lazy("Mỗi chỉ tiêu một dòng, đơn vị ở các cột")),
)
UNIT_FROM: Final = (
    (UnitFrom.ASKED.value, gettext_lazy("Chọn đơn vị mỗi lần nhập")),
    (UnitFrom.SHEET.value, gettext_lazy("Tên trang (mỗi trang một đơn vị)")),
    (UnitFrom.FILE.value, gettext_lazy("Tên tệp (mỗi tệp một đơn vị)")),
)


class SampleForm(StyledForm):
    """Whose tables, of which form, and one of them as a sample."""

    office = forms.ChoiceField(label=gettext_lazy("Cơ quan dùng cách đọc này"))
    form = forms.ChoiceField(label=gettext_lazy("Số liệu đưa vào biểu"))
    sample = forms.FileField(
        label=gettext_lazy("Tệp mẫu (.xlsx hoặc .docx)"),
        help_text=gettext_lazy("Một bảng đã điền, càng giống tệp sẽ nhập càng tốt; tối đa 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, offices: Choices, form_choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "office", offices)
        _offer(self, "form", form_choices)

    def clean_sample(self) -> UploadedFile[Any]:
        """A file of a size that office tables have."""
        found: UploadedFile[Any] = self.cleaned_data["sample"]
        if (found.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(_("Có tệp lớn hơn 10 MB; hãy bỏ các trang không cần."))
        return found


class LayoutForm(StyledForm):
    """Which table of the sample, where its headings are, and what stands in rows and columns."""

    table = forms.ChoiceField(label=gettext_lazy("Trang hoặc bảng"))
    by_name = forms.BooleanField(
        label=gettext_lazy("Luôn lấy trang có tên này (nếu không, tìm theo tiêu đề)"),
        required=False,
    )
    top = forms.IntegerField(label=gettext_lazy("Tiêu đề bắt đầu ở hàng"), min_value=1)
    rows = forms.IntegerField(
        label=gettext_lazy("Tiêu đề có mấy hàng"), min_value=1, max_value=MOST_HEADING_ROWS
    )
    shape = forms.ChoiceField(label=gettext_lazy("Bảng xếp thế nào"), choices=SHAPES)
    names = forms.ChoiceField(label=gettext_lazy("Cột ghi tên (đơn vị hoặc chỉ tiêu)"))
    value = forms.ChoiceField(
        label=gettext_lazy("Cột số liệu (bảng của một đơn vị)"), required=False
    )
    measures = forms.ChoiceField(
        label=gettext_lazy("Cột đơn vị tính (nếu chỉ tiêu ở các dòng)"), required=False
    )
    unit_from = forms.ChoiceField(
        label=gettext_lazy("Bảng của một đơn vị: biết đơn vị nào từ đâu"),
        choices=UNIT_FROM,
        required=False,
    )

    def __init__(self, *args: Any, tables: Choices, columns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("0", _("Không có"))]
        _offer(self, "table", tables)
        _offer(self, "names", columns)
        _offer(self, "value", [*none, *columns])
        _offer(self, "measures", [*none, *columns])


class MapNameForm(StyledForm):
    """What a way of reading is called."""

    name = forms.CharField(
        label=gettext_lazy("Tên cách đọc"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: Bảng tổng hợp ANTT của huyện."),
    )


class ApplyForm(UnitAndPeriod):
    """The files that are read, for which period, and of which unit where the table says none."""

    workbook = WorkbooksField(
        label=gettext_lazy("Các tệp (.xlsx, .docx)"),
        help_text=gettext_lazy("Chọn được nhiều tệp, ví dụ cả thư mục; mỗi tệp tối đa 10 MB."),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )
    clean_workbook = UploadForm.clean_workbook

    def __init__(self, *args: Any, asks_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_unit:
            self.fields["workbook"].help_text = gettext_lazy(
                "Bảng của đơn vị chọn ở trên; mỗi lần một tệp, tối đa 10 MB."
            )
        else:
            del self.fields["unit"]

    def clean(self) -> dict[str, Any]:
        """Of a table of one chosen unit there is one file."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "unit" in self.fields and len(given.get("workbook", ())) > 1:
            told = _("Bảng này là của đơn vị bạn chọn: mỗi lần chỉ nhập một tệp.")
            self.add_error("workbook", told)
        return given


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
