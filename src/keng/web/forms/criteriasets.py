"""What a province lays over a set: unknowns typed in with their source, choices, own criteria."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.packs.draftsets import additions, additions_text
from keng.packs.judging.overlay import unknowns
from keng.packs.loading import PackError
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.web import wording
from keng.web.forms.styled import DayInput, StyledForm, dress
from keng.web.frame.refusals import message_of

_FOLDERS: Final = {"points": "points", "bound": "bounds", "parameter": "parameters"}


class LocalForm(StyledForm):
    """The unknowns of one set as fields, the basis, the first day, what runs under way do."""

    basis = forms.CharField(
        label=gettext_lazy("Văn bản của địa phương"),
        max_length=300,
        help_text=gettext_lazy("Nguồn của các giá trị nhập thêm: số, ký hiệu, ngày, cơ quan."),
    )
    since = forms.DateField(label=gettext_lazy("Áp dụng từ ngày"), widget=DayInput())
    running = forms.ChoiceField(
        label=gettext_lazy("Các đợt xét đang chạy"),
        choices=[
            ("", gettext_lazy("– chọn –")),
            ("keep", gettext_lazy("Giữ bản đang dùng")),
            ("adopt", gettext_lazy("Áp dụng bản mới")),
        ],
    )
    confirm = forms.CharField(
        label=gettext_lazy("Gõ lại mã bộ tiêu chí để ban hành"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, law: CriteriaSet, standing: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.law = law
        self.asked = unknowns(law)
        self.adds: dict[str, Any] = {}
        for name in self.asked:
            self.fields[name] = self._field(name, standing)
        if not law.complete:
            self.fields["complete"] = forms.BooleanField(
                label=_("Đã nhập đủ tiêu chí và điểm còn thiếu"),
                required=False,
                initial=bool(standing.get("complete")),
            )
        if law.local_additions_allowed:
            self.fields["added"] = forms.CharField(
                label=_("Tiêu chí của địa phương (YAML)"),
                required=False,
                initial=additions_text(standing),
                widget=forms.Textarea(
                    attrs={"rows": 8, "spellcheck": "false", "class": "form-control code"}
                ),
                help_text=_("Hai mục: criteria và facts, viết như trong bộ tiêu chí."),
            )
        from_here = [*self.asked, "complete", "added", "basis", "since", "running", "confirm"]
        self.order_fields(from_here)
        dress(self)

    def overlay(self) -> dict[str, Any]:
        """What was typed, as the actions take it; blank fields stay unknown."""
        found: dict[str, Any] = {}
        for name in self.asked:
            value = self.cleaned_data.get(name)
            if value in (None, ""):
                continue
            sort, _colon, code = name.partition(":")
            if sort == "recognised_from":
                found["recognised_from"] = value
            else:
                said = f"{value.normalize():f}" if isinstance(value, Decimal) else value
                found.setdefault(_FOLDERS[sort], {})[code] = said
        if self.cleaned_data.get("complete"):
            found["complete"] = True
        return {**found, **self.adds}

    def clean_added(self) -> str:
        """Criteria of the province, read as YAML; every fault is named with its line."""
        text = str(self.cleaned_data.get("added", ""))
        if text.strip():
            try:
                self.adds = additions(text)
            except PackError as refusal:
                raise forms.ValidationError(message_of(refusal)) from refusal
        return text

    def _field(self, name: str, standing: dict[str, Any]) -> forms.Field:
        sort, _colon, code = name.partition(":")
        language = wording.language()
        if sort == "points":
            title = self.law.criteria[code].title.of(language)
            label = _("Điểm tối đa của %(code)s: %(title)s") % {"code": code, "title": title}
            initial = standing.get("points", {}).get(code)
            return forms.DecimalField(label=label, required=False, min_value=0, initial=initial)
        if sort == "bound":
            title = next(one.title for one in self.law.classes if one.code == code).of(language)
            label = _("Điểm tối thiểu của loại %(class)s") % {"class": title}
            initial = standing.get("bounds", {}).get(code)
            return forms.DecimalField(label=label, required=False, min_value=0, initial=initial)
        if sort == "parameter":
            found = self.law.parameters[code]
            choices = [("", "–"), *((key, one.of(language)) for key, one in found.values.items())]
            return forms.ChoiceField(
                label=found.title.of(language),
                required=False,
                choices=choices,
                initial=standing.get("parameters", {}).get(code, ""),
            )
        return forms.IntegerField(
            label=_("Số tiêu chí phải đạt để được công nhận"),
            required=False,
            min_value=1,
            initial=standing.get("recognised_from"),
        )


class DraftForm(StyledForm):
    """The text of a set, from the page or from a file."""

    file = forms.FileField(
        label=gettext_lazy("Hoặc chọn tệp YAML"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung bộ tiêu chí"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 24, "spellcheck": "false", "class": "form-control code"}
        ),
    )
