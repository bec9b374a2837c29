"""The register of papers: filters, what a paper is, files, lists, links, number series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.papers.actions import Facts
from keng.papers.kinds import kinds
from keng.papers.queries import Filter, Force, PaperView, SeriesView, Within
from keng.papers.reading import Head
from keng.papers.sameness import Reference
from keng.papers.vocabulary import Direction, LinkKind
from keng.web import wording
from keng.web.forms.readreports import ACCEPTED
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.forms.workbooks import (
    MOST_BYTES,
    MOST_FILES,
    SeveralFiles,
    WorkbooksField,
)
from keng.web.frame.uploads import LARGEST_BYTES

DIRECTIONS: Final[tuple[tuple[str, Promise], ...]] = (
    (Direction.RECEIVED.value, gettext_lazy("văn bản đến")),
    (Direction.SENT.value, gettext_lazy("văn bản đi")),
)
LINKS: Final[Mapping[str, Promise]] = {
    LinkKind.IMPLEMENTS.value: gettext_lazy("triển khai thực hiện"),
    LinkKind.CITES.value: gettext_lazy("viện dẫn, căn cứ"),
    LinkKind.REPLACES.value: gettext_lazy("thay thế"),
}
_LARGEST: Final = 50 * 1024 * 1024
Choices = Sequence[tuple[str, str]]


def kind_choices(empty: str) -> list[tuple[str, str]]:
    """The kinds of papers by name, the codes of the decree first."""
    named = [
        (one.code, one.en if wording.language() == "en" else one.vi) for one in kinds().values()
    ]
    return [("", empty), *named]


class RegisterFilterForm(StyledForm):
    """What is wanted of the register."""

    q = forms.CharField(
        label=gettext_lazy("Tìm chữ, không cần dấu"), required=False, max_length=200
    )
    within = forms.ChoiceField(
        label=gettext_lazy("Tìm trong"),
        required=False,
        choices=[
            (Within.ALL.value, gettext_lazy("cả nội dung")),
            (Within.HEAD.value, gettext_lazy("số, ký hiệu, trích yếu")),
        ],
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Sổ"),
        required=False,
        choices=[("", gettext_lazy("đi và đến")), *DIRECTIONS],
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=200)
    year = forms.ChoiceField(label=gettext_lazy("Năm"), required=False)
    in_force = forms.ChoiceField(
        label=gettext_lazy("Hiệu lực"),
        required=False,
        choices=[
            (Force.ALL.value, gettext_lazy("tất cả")),
            (Force.YES.value, gettext_lazy("chưa ghi hết hiệu lực")),
            (Force.NO.value, gettext_lazy("đã hết hiệu lực")),
        ],
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", kind_choices(_("mọi loại")))
        _offer(self, "year", [("", _("mọi năm")), *((str(year), str(year)) for year in years)])

    def wanted(self) -> Filter:
        """What was filled in; a field that makes no sense is left out."""
        self.is_valid()
        given = self.cleaned_data
        year = given.get("year", "")
        return Filter(
            words=given.get("q", ""),
            within=Within(given.get("within", "")),
            direction=given.get("direction", ""),
            kind=given.get("kind", ""),
            issuer=given.get("issuer", ""),
            year=int(year) if year else None,
            in_force=Force(given.get("in_force", "")),
        )

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields that nearly everybody uses."""
        return [self[name] for name in ("q", "direction", "kind", "year")]

    @property
    def more(self) -> list[forms.BoundField]:
        """The others."""
        return [self[name] for name in ("within", "issuer", "in_force")]

    @property
    def is_special(self) -> bool:
        """Whether one of the others is in use, so that they are shown."""
        return any(self.data.get(name) for name in ("within", "issuer", "in_force"))


class PaperForm(StyledForm):
    """What a paper is. A number series is offered for sent papers only."""

    direction = forms.ChoiceField(label=gettext_lazy("Sổ"), choices=DIRECTIONS)
    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), required=False)
    number = forms.CharField(
        label=gettext_lazy("Số"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Ví dụ 05 hoặc 124/2021. Lấy số ở sổ số thì để trống."),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Ví dụ KH-UBND."),
    )
    series = forms.ChoiceField(
        label=gettext_lazy("Lấy số ở sổ (văn bản đi)"),
        required=False,
        help_text=gettext_lazy("Để trống số thì được cấp số tiếp theo của sổ."),
    )
    issued_on = forms.DateField(
        label=gettext_lazy("Ngày ban hành"), required=False, widget=DayInput()
    )
    arrived_on = forms.DateField(
        label=gettext_lazy("Ngày đến (văn bản đến)"), required=False, widget=DayInput()
    )
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)
    place = forms.CharField(label=gettext_lazy("Nơi ban hành"), required=False, max_length=120)
    title = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Hãy ghi trích yếu nội dung văn bản.")},
    )

    def __init__(self, *args: Any, series: Sequence[SeriesView] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", kind_choices(_("chưa rõ loại")))
        named = [(str(one.id), f"{one.code} {one.year}: {_next(one)}") for one in series]
        if named:
            _offer(self, "series", [("", _("không, số đã ghi ở trên")), *named])
        else:
            del self.fields["series"]

    def facts(self) -> Facts:
        """What was filled in, in the words of `papers`."""
        given = self.cleaned_data
        chosen = given.get("series", "")
        return Facts(
            direction=Direction(given["direction"]),
            head=Head(
                kind=given["kind"],
                number=given["number"],
                symbol=given["symbol"],
                issued_on=given["issued_on"],
                issuer=given["issuer"],
                place=given["place"],
                title=given["title"],
            ),
            arrived_on=given["arrived_on"],
            series_id=int(chosen) if chosen else None,
        )


def initial_of(view: PaperView) -> dict[str, Any]:
    """What the form of a paper begins with: what the register says, or what was read."""
    head = view.head
    return {
        "direction": head.direction,
        "kind": head.kind,
        "number": view.number,
        "symbol": head.symbol,
        "issued_on": head.issued_on,
        "arrived_on": head.arrived_on,
        "issuer": head.issuer,
        "place": view.place,
        "title": head.title,
    }


class _ForUnit(StyledForm):
    """Into whose register, and into which of its books."""

    office = forms.ChoiceField(label=gettext_lazy("Sổ của cơ quan"))
    direction = forms.ChoiceField(label=gettext_lazy("Sổ"), choices=DIRECTIONS)

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "office", offices)


class FilesForm(_ForUnit):
    """Files of papers, one or a whole folder."""

    given = WorkbooksField(
        label=gettext_lazy("Tệp văn bản (.docx, .pdf, bản quét, .doc, .txt)"),
        help_text=gettext_lazy(
            "Chọn được nhiều tệp, ví dụ cả thư mục; mỗi tệp tối đa 50 MB, mỗi lần 200 tệp và "
            "100 MB."
        ),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )

    def clean_given(self) -> list[UploadedFile[Any]]:
        """Files of a size that papers and their scans have."""
        return _fitting(self.cleaned_data["given"], _LARGEST, _("Có tệp lớn hơn 50 MB."))


class ListForm(_ForUnit):
    """A list of papers in a workbook."""

    given = WorkbooksField(
        label=gettext_lazy("Danh sách (.xlsx)"),
        help_text=gettext_lazy("Tối đa 10 MB và 30.000 dòng một tệp."),
        widget=SeveralFiles(attrs={"accept": ".xlsx"}),
    )

    def clean_given(self) -> list[UploadedFile[Any]]:
        """Files of a size that lists have."""
        return _fitting(self.cleaned_data["given"], LARGEST_BYTES, _("Có tệp lớn hơn 10 MB."))


class DropForm(StyledForm):
    """Why an entry is put aside."""

    reason = forms.CharField(label=gettext_lazy("Lý do bỏ khỏi sổ"), max_length=1000)


class EndForm(StyledForm):
    """From which day a paper is no longer in force."""

    ends_on = forms.DateField(
        label=gettext_lazy("Hết hiệu lực từ ngày"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Để trống là chưa ghi hết hiệu lực."),
    )


class AttachForm(StyledForm):
    """A file for a paper that is filed already."""

    file = forms.FileField(label=gettext_lazy("Tệp (bản ký, bản quét)"))


class LinkForm(StyledForm):
    """A paper that this one cites, implements or replaces."""

    kind = forms.ChoiceField(label=gettext_lazy("Văn bản này"), choices=list(LINKS.items()))
    number = forms.CharField(
        label=gettext_lazy("Số"),
        max_length=40,
        error_messages={"required": gettext_lazy("Hãy ghi số, ví dụ 05 hoặc 124/2021.")},
    )
    symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        max_length=80,
        error_messages={"required": gettext_lazy("Hãy ghi ký hiệu, ví dụ KH-UBND.")},
    )
    issued_on = forms.DateField(
        label=gettext_lazy("Ngày ban hành"), required=False, widget=DayInput()
    )
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), required=False, max_length=300)

    def reference(self) -> Reference:
        """The other paper as it is named."""
        given = self.cleaned_data
        return Reference("", given["number"], given["symbol"], given["issued_on"], given["issuer"])


class SeriesForm(StyledForm):
    """A number series to begin."""

    office = forms.ChoiceField(label=gettext_lazy("Của cơ quan"))
    code = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        max_length=80,
        help_text=gettext_lazy("Mỗi cơ quan ban hành một sổ: KH-UBND, BC-BCĐ…"),
    )
    name = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=300)
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)
    first = forms.IntegerField(
        label=gettext_lazy("Bắt đầu từ số"),
        min_value=1,
        initial=1,
        help_text=gettext_lazy("Nếu sổ giấy đã cấp đến số 41 thì ghi 42."),
    )

    def __init__(self, *args: Any, offices: Choices, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "office", offices)
        self.fields["year"].initial = on.year


class ReserveForm(StyledForm):
    """What a number is taken for."""

    about = forms.CharField(
        label=gettext_lazy("Lấy số cho văn bản nào"), required=False, max_length=300
    )


class ChangeSeriesForm(StyledForm):
    """A series that gives way to another within the year."""

    code = forms.CharField(label=gettext_lazy("Ký hiệu mới"), max_length=80)
    name = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=300)
    goes_on = forms.BooleanField(
        label=gettext_lazy("Đánh số tiếp, không quay về 1"), required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do (văn bản nào, từ ngày nào)"), max_length=1000
    )


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def _next(series: SeriesView) -> str:
    return _("số tiếp theo %(n)02d") % {"n": series.next or 0}


def _fitting(found: list[UploadedFile[Any]], largest: int, refusal: str) -> list[UploadedFile[Any]]:
    if any((one.size or 0) > largest for one in found):
        raise forms.ValidationError(refusal)
    if len(found) > MOST_FILES or sum(one.size or 0 for one in found) > MOST_BYTES:
        raise forms.ValidationError(
            _("Mỗi lần tối đa 200 tệp và 100 MB; hãy chia thành nhiều lần.")
        )
    return found
