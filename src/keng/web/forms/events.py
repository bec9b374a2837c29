"""Events: a campaign day or a piece of communication work, with the numbers that it asks for."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.errors import DomainError
from keng.orgunits.queries import unit_named
from keng.web.forms.initiatives import TokenForm, UnitField
from keng.web.forms.styled import DayInput
from keng.web.frame.refusals import message_of
from keng.web.phrases.groupwords import label_of, spoken

NUMBER: Final = "number_"
_MOST: Final = 10_000_000


class EventForm(TokenForm):
    """One event of a kind; the numbers follow from the kind."""

    on = forms.DateField(label=gettext_lazy("Ngày"), widget=DayInput())
    title = forms.CharField(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Chủ đề, không ghi tên người. Để trống thì ghi theo loại việc."),
        required=False,
        max_length=200,
    )
    partners = forms.CharField(
        label=gettext_lazy("Đơn vị phối hợp"),
        help_text=gettext_lazy(
            "Mỗi dòng một đơn vị. Việc chỉ được tính một lần, ở đơn vị chủ trì."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = forms.FileField(
        label=gettext_lazy("Ảnh"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-shrink": ""}),
    )

    def __init__(self, *args: Any, kind: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        said = spoken().events[kind]
        for name, label in (("host", _("Đơn vị chủ trì")), ("place", _("Nơi tổ chức"))):
            field = UnitField(on=today, label=label, required=name == "host")
            field.widget.attrs["class"] = "form-control"
            self.fields[name] = field
        self.fields["place"].help_text = _(
            "Thôn hoặc đơn vị bên dưới; để trống nếu là đơn vị chủ trì."
        )
        for code, ask in said.asks.items():
            self.fields[f"{NUMBER}{code}"] = forms.IntegerField(
                label=f"{label_of(said.asks, code)} ({ask.unit})",
                min_value=0,
                max_value=_MOST,
                required=False,
                widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )
        numbers = [f"{NUMBER}{code}" for code in said.asks]
        if not said.photos:
            del self.fields["photo"]
        self.order_fields(["on", *numbers, "title", "host", "place", "partners", "photo"])

    def clean_partners(self) -> tuple[int, ...]:
        """The ids of the units named, one a line; a name that leads nowhere is said."""
        found = []
        for line in self.cleaned_data["partners"].splitlines():
            if line.strip():
                try:
                    found.append(unit_named(line, on=self.today).id)
                except DomainError as refusal:
                    raise forms.ValidationError(message_of(refusal)) from refusal
        return tuple(found)

    def numbers(self) -> dict[str, int | None]:
        """The numbers that were given, by the code of their question."""
        given = self.cleaned_data
        return {name.removeprefix(NUMBER): given[name] for name in given if name.startswith(NUMBER)}
