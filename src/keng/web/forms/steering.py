"""The forms of committees: the committee, its papers, members, what they oversee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.actors import Actor
from keng.papers.queries import Filter, PaperHead, found_papers
from keng.steering.actions import NewCommittee, NewSeat
from keng.steering.vocabulary import Act, Place, Rhythm
from keng.web.forms.styled import DayInput, StyledForm
from keng.web.phrases.steeringwords import ACTS, PLACES, RHYTHMS, paper_words

OFFERED: Final = 60
_NUMBERED: Final = re.compile(r"\[(\d+)\]\s*$")


class PaperField(forms.CharField):
    """A paper of the unit's register: chosen from those offered, or found by number or words."""

    def __init__(self, *, required: bool = True, label: Any = None) -> None:
        widget = forms.TextInput(attrs={"list": "paper-names", "autocomplete": "off"})
        super().__init__(
            required=required,
            max_length=1200,
            widget=widget,
            label=label or gettext_lazy("Văn bản trong sổ"),
            help_text=gettext_lazy("Gõ số, ký hiệu hoặc trích yếu rồi chọn; phải có trong sổ."),
        )
        self.actor: Actor | None = None
        self.unit_id: int | None = None
        self.on: date | None = None

    def asks(self, actor: Actor, unit_id: int, on: date) -> None:
        """Whose register is looked through, and as whom."""
        self.actor, self.unit_id, self.on = actor, unit_id, on

    def clean(self, value: Any) -> int | None:
        """The number of the entry; a text that several papers answer to is told so."""
        text = super().clean(value)
        if not text:
            return None
        if found := _NUMBERED.search(text):
            return int(found.group(1))
        if self.actor is None or self.on is None:
            raise forms.ValidationError(_("Hãy chọn văn bản trong danh sách."))
        rows = found_papers(Filter(words=text, unit_id=self.unit_id), actor=self.actor, on=self.on)[
            :6
        ]
        if len(rows) == 1:
            return rows[0].id
        if not rows:
            raise forms.ValidationError(
                _("Sổ văn bản của đơn vị không có văn bản này; hãy đăng ký văn bản trước.")
            )
        names = "; ".join(paper_words(one) for one in rows[:5])
        raise forms.ValidationError(
            _("Có nhiều văn bản như vậy: %(names)s. Hãy chọn một.") % {"names": names}
        )


class OfUnit(StyledForm):
    """A form whose papers are those of one unit."""

    def __init__(
        self, *args: Any, asker: tuple[Actor, int, date] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PaperField) and asker is not None:
                field.asks(*asker)


class Checks(forms.CheckboxSelectMultiple):
    """Boxes to tick, one a line."""

    is_checks = True


def checks(label: Any, *, required: bool = False) -> forms.TypedMultipleChoiceField:
    """A field of boxes whose values are numbers."""
    return forms.TypedMultipleChoiceField(
        label=label,
        required=required,
        coerce=int,
        widget=Checks(attrs={"class": "form-check-input"}),
    )


def put_choices(form: forms.BaseForm, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Say what may be chosen in a field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def offered(papers: Sequence[PaperHead]) -> list[str]:
    """Papers as they are offered: in a line, with the number of the entry behind it."""
    return [f"{paper_words(one)} [{one.id}]" for one in papers]


class CommitteeForm(OfUnit):
    """A committee: of which unit, what it is called, how often it meets, by which paper."""

    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    name = forms.CharField(
        label=gettext_lazy("Tên đầy đủ của Ban Chỉ đạo"),
        help_text=gettext_lazy("Ghi đúng như trong quyết định."),
        max_length=300,
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Kỳ họp theo quy chế"), choices=list(RHYTHMS.items())
    )
    paper = PaperField(required=False, label=gettext_lazy("Quyết định thành lập"))
    on = forms.DateField(
        label=gettext_lazy("Có hiệu lực từ"),
        help_text=gettext_lazy("Để trống: từ ngày văn bản."),
        required=False,
        widget=DayInput(),
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_choices(self, "unit", units)

    def given(self) -> NewCommittee:
        """The committee, once the form is valid."""
        data = self.cleaned_data
        return NewCommittee(data["name"], Rhythm(data["rhythm"]), data["paper"], data["on"])


class ChangeCommitteeForm(StyledForm):
    """Name and rhythm of a committee said anew."""

    name = forms.CharField(label=gettext_lazy("Tên đầy đủ"), max_length=300)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Kỳ họp theo quy chế"), choices=list(RHYTHMS.items())
    )


class ActForm(OfUnit):
    """What a paper does with the committee."""

    kind = forms.ChoiceField(label=gettext_lazy("Văn bản này"), choices=list(ACTS.items()))
    paper = PaperField()
    on = forms.DateField(
        label=gettext_lazy("Có hiệu lực từ"),
        help_text=gettext_lazy("Để trống: từ ngày văn bản."),
        required=False,
        widget=DayInput(),
    )

    def kind_given(self) -> Act:
        """The kind, once the form is valid."""
        return Act(self.cleaned_data["kind"])


class SeatForm(StyledForm):
    """A member by post."""

    post = forms.CharField(
        label=gettext_lazy("Chức danh"),
        help_text=gettext_lazy("Ví dụ: Chủ tịch UBND xã. Không ghi tên người."),
        max_length=160,
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Trong Ban"), choices=list(PLACES.items()), initial=Place.MEMBER.value
    )
    body = forms.CharField(
        label=gettext_lazy("Cơ quan"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "body-names", "autocomplete": "off"}),
    )
    login = forms.CharField(
        label=gettext_lazy("Tài khoản giữ chức danh (nếu có)"), required=False, max_length=150
    )
    since = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        help_text=gettext_lazy("Để trống: từ ngày thành lập Ban."),
        required=False,
        widget=DayInput(),
    )

    def given(self) -> NewSeat:
        """The member, once the form is valid."""
        data = self.cleaned_data
        return NewSeat(
            data["post"], Place(data["place"]), data["since"], data["body"], data["login"]
        )


class AssignForm(StyledForm):
    """What a member oversees: units below, groups of the register."""

    seat = forms.TypedChoiceField(label=gettext_lazy("Thành viên"), coerce=int)
    since = forms.DateField(label=gettext_lazy("Từ ngày"), widget=DayInput())
    units = checks(gettext_lazy("Phụ trách đơn vị"))
    groups = checks(gettext_lazy("Phụ trách mô hình"))

    def __init__(
        self,
        *args: Any,
        seats: Sequence[tuple[int, str]],
        units: Sequence[tuple[int, str]],
        groups: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("seat", seats), ("units", units), ("groups", groups)):
            put_choices(self, name, choices)
        if not groups:
            del self.fields["groups"]
