"""The head of a paper of recognition, and what Keng cannot know of it: who met, by which acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.publishing.heads import Head
from keng.publishing.recognition import PaperKind
from keng.web.forms.papers import HeadForm
from keng.web.forms.styled import dress

_ANSWERS: Final[Mapping[PaperKind, tuple[str, ...]]] = {
    PaperKind.MINUTES: ("met_at", "met_where"),
    PaperKind.PROPOSAL: ("authority_basis", "minutes", "basis"),
    PaperKind.DECISION: ("authority_basis", "proposal", "basis"),
    PaperKind.CERTIFICATES: (),
    PaperKind.RESULTS: ("basis", "request"),
    PaperKind.MEETING: ("met_at", "met_where", "chair", "secretary", "ended_at"),
}
_OF_MEETINGS: Final = frozenset({PaperKind.MINUTES, PaperKind.MEETING})
_UNADDRESSED: Final = _OF_MEETINGS | {PaperKind.DECISION, PaperKind.CERTIFICATES}
_UNSIGNED: Final = ("signed_by", "signer", "authority", "signer_title", "recipients")
"""What minutes do not have: they end with secretary and chair side by side."""

_LABELS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "met_at": (gettext_lazy("Thời gian họp"), gettext_lazy("Ví dụ: 8 giờ 00 ngày 02/12/2025.")),
    "met_where": (gettext_lazy("Địa điểm họp"), gettext_lazy("Ví dụ: Trụ sở UBND xã.")),
    "chair": (
        gettext_lazy("Chủ trì (chủ tọa)"),
        gettext_lazy("Chức danh, ví dụ: Trưởng Ban Chỉ đạo."),
    ),
    "secretary": (gettext_lazy("Thư ký"), gettext_lazy("Chức danh người ghi biên bản.")),
    "ended_at": (gettext_lazy("Giờ kết thúc"), gettext_lazy("Ví dụ: 10 giờ 30.")),
    "authority_basis": (
        gettext_lazy("Căn cứ thẩm quyền"),
        gettext_lazy("Luật, nghị quyết giao thẩm quyền cho cơ quan ban hành; bắt đầu bằng Căn cứ."),
    ),
    "minutes": (
        gettext_lazy("Biên bản họp xét"),
        gettext_lazy("Ví dụ: Biên bản họp ngày 02/12/2025 của Hội đồng."),
    ),
    "proposal": (
        gettext_lazy("Theo đề nghị"),
        gettext_lazy("Cả câu, ví dụ: Theo đề nghị của Hội đồng tại Tờ trình số 05/TTr-HĐ ..."),
    ),
    "basis": (
        gettext_lazy("Căn cứ viết thay"),
        gettext_lazy("Mỗi dòng một căn cứ; để trống thì Keng ghi theo bộ tiêu chí."),
    ),
    "request": (
        gettext_lazy("Đề nghị của đơn vị"),
        gettext_lazy("Để trống thì Keng ghi câu đề nghị công nhận."),
    ),
}
_AT_A_MEETING: Final[Mapping[tuple[PaperKind, str], tuple[Promise, Promise]]] = {
    (PaperKind.MEETING, "met_at"): (gettext_lazy("Giờ bắt đầu"), gettext_lazy("Ví dụ: 8 giờ 00.")),
}
"""Of a meeting the day is known; only the hour is asked."""

_LONG: Final = frozenset({"basis"})


class RecognitionHeadForm(HeadForm):
    """A head with the answers that one kind of paper asks for; `answers` come first."""

    def __init__(self, *args: Any, kind: PaperKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = _ANSWERS[kind]
        self.line_names = (*self.answers, *HeadForm.line_names)
        for name in self.answers:
            label, told = _AT_A_MEETING.get((kind, name), _LABELS[name])
            long = forms.Textarea(attrs={"rows": 3}) if name in _LONG else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=str(label), help_text=str(told), required=False, max_length=2000, widget=long
            )
        for name in _without(kind):
            del self.fields[name]
        if "authority" in self.fields:
            self.fields["authority"].help_text = gettext_lazy(
                "Nhiều dòng cách nhau bằng dấu chấm phẩy, ví dụ: TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH."
            )
        self.order_fields(self.answers)
        dress(self)

    def asked(self) -> list[forms.BoundField]:
        """The fields that answer what stands in brackets."""
        return [self[name] for name in self.answers]

    def heading(self) -> list[forms.BoundField]:
        """The fields of head and signature."""
        return [field for field in self if field.name not in self.answers]

    def head(self) -> Head:
        """What was filled in; a field that the paper does not have is left to the programme."""
        given = self.cleaned_data
        for name, nothing in _NOTHING.items():
            given.setdefault(name, nothing)
        return super().head()

    def head_again(self) -> Head:
        """The same for a paper that has a head: an emptied answer is taken back."""
        lines = tuple((name, self.cleaned_data.get(name, "")) for name in self.line_names)
        return replace(self.head(), lines=lines)


_NOTHING: Final = {"addressees": "", "signed_by": "head", "signer": "", "recipients": ""}


def _without(kind: PaperKind) -> tuple[str, ...]:
    unaddressed = ("addressees",) if kind in _UNADDRESSED else ()
    return (*unaddressed, *(_UNSIGNED if kind in _OF_MEETINGS else ()))
