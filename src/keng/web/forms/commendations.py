"""Commendations: calls, proposals, seats, decisions, answers to rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.commendations.actions import DecisionHead, Described, NewRuling
from keng.commendations.vocabulary import Recipient, RuleName
from keng.web.forms.accounts import unit_field
from keng.web.forms.initiatives import TokenForm, UnitField
from keng.web.forms.recognition import HeadForm
from keng.web.forms.styled import DayInput, StyledForm, dress
from keng.web.phrases.commendingwords import RECIPIENTS, RULES, award_label, spoken

_GROUPS = (
    ("named", gettext_lazy("Tập thể có tên riêng (tổ, đội, chi hội)")),
    ("unit", gettext_lazy("Chính đơn vị đó (thôn, xã, trường)")),
    ("initiative", gettext_lazy("Mô hình trong sổ mô hình")),
)


def award_choices() -> list[tuple[str, str]]:
    """The awards of the programme, in its order."""
    return [(code, award_label(code)) for code in spoken().awards]


class OpenCallForm(TokenForm):
    """A call: where it is decided, its year, its title, until when one may propose."""

    title = forms.CharField(
        label=gettext_lazy("Tên đợt xét"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Khen thưởng tổng kết năm; Khen thưởng đột xuất tháng 6."),
    )
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)
    closes_on = forms.DateField(
        label=gettext_lazy("Nhận đề nghị đến hết ngày"), widget=DayInput(), required=False
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ChoiceField(label=_("Đơn vị xét khen"), choices=units)
        dress(self)
        self.order_fields(["unit", "title", "year", "closes_on"])


class ProposalForm(TokenForm):
    """Who is proposed for which award, and for what."""

    recipient = forms.ChoiceField(label=gettext_lazy("Đề nghị khen"), widget=forms.RadioSelect)
    award = forms.ChoiceField(label=gettext_lazy("Hình thức khen"))
    group = forms.ChoiceField(
        label=gettext_lazy("Tập thể là"), choices=_GROUPS, required=False, initial="named"
    )
    initiative = forms.IntegerField(
        label=gettext_lazy("Mô hình số"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Số trên địa chỉ trang của mô hình; chỉ điền khi khen một mô hình."),
    )
    name = forms.CharField(
        label=gettext_lazy("Tên tập thể, hoặc họ và tên cá nhân"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Tên cá nhân được mã hóa riêng, rút được bất cứ lúc nào. Khen chính đơn vị hoặc mô "
            "hình thì để trống."
        ),
    )
    about = forms.CharField(
        label=gettext_lazy("Chức vụ, nơi công tác (cá nhân)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Không ghi ngày sinh, số giấy tờ, điện thoại, địa chỉ nhà."),
    )
    deed = forms.CharField(
        label=gettext_lazy("Thành tích, ghi một dòng"),
        max_length=200,
        help_text=gettext_lazy("In vào danh sách kèm quyết định. Không nêu tên người."),
    )
    achievement = forms.CharField(
        label=gettext_lazy("Tóm tắt thành tích"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text=gettext_lazy(
            "Việc đã làm và kết quả. Không nêu tên người, vụ việc của người bị quản lý."
        ),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recipients, awards = self.fields["recipient"], self.fields["award"]
        recipients.widget.attrs.pop("class", None)
        if isinstance(recipients, forms.ChoiceField) and isinstance(awards, forms.ChoiceField):
            recipients.choices = [(one.value, str(words)) for one, words in RECIPIENTS.items()]
            awards.choices = [("", _("Chọn hình thức")), *award_choices()]
        self.fields["home"] = UnitField(on=on, label=_("Đơn vị của tập thể, cá nhân"))
        self.fields["home"].widget.attrs["class"] = "form-control"
        self.order_fields(["recipient", "award", "home", "group", "initiative", "name", "about"])

    def described(self) -> Described:
        """What was said, for the action."""
        said = self.cleaned_data
        return Described(
            award=said["award"],
            recipient=Recipient(said["recipient"]),
            home_id=said["home"],
            deed=said["deed"],
            achievement=said["achievement"],
            group=said["group"] or "named",
            initiative_id=said["initiative"],
            name=said["name"],
            about=said["about"],
        )


class SeatForm(StyledForm):
    """A post on the council; the account is left empty for who votes on paper."""

    post = forms.CharField(
        label=gettext_lazy("Chức danh trong hội đồng"),
        max_length=160,
        help_text=gettext_lazy("Ví dụ: Phó Chủ tịch Ủy ban nhân dân xã. Không ghi họ tên."),
    )
    unit = unit_field()
    login = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("Để trống nếu thành viên bỏ phiếu giấy; thư ký nhập thay."),
    )
    is_chair = forms.BooleanField(label=gettext_lazy("Là chủ tịch hội đồng"), required=False)


class CommendForm(HeadForm):
    """What a person gives for a decision that commends."""

    minutes = forms.CharField(
        label=gettext_lazy("Căn cứ, giải trình"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Biên bản họp, văn bản cho phép hoặc lý do; bắt buộc nếu có cảnh báo."
        ),
    )


class RevokeForm(HeadForm):
    """A decision that takes an award back, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do hủy"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("reason", "number", "symbol", "on", "authority", "signer_post")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["minutes"]

    def clean(self) -> dict[str, Any]:
        """Without minutes of its own: the reason says it."""
        return {**(super().clean() or {}), "minutes": ""}


def head_of(form: HeadForm) -> DecisionHead:
    """The head that was given, for the action."""
    said = form.cleaned_data
    return DecisionHead(
        symbol=said["symbol"],
        on=said["on"],
        authority=said["authority"],
        signer_post=said["signer_post"],
        number=said["number"],
        minutes=said["minutes"],
    )


class NumberForm(StyledForm):
    """Number and day under which a decision was signed."""

    number = forms.IntegerField(label=gettext_lazy("Số quyết định"), min_value=1)
    on = forms.DateField(label=gettext_lazy("Ngày ký"), widget=DayInput())


class DossierForm(StyledForm):
    """A file of the dossier."""

    title = forms.CharField(
        label=gettext_lazy("Tên tài liệu"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Báo cáo thành tích; Biên bản họp thôn."),
    )
    file = forms.FileField(label=gettext_lazy("Tệp"))


class RulingForm(StyledForm):
    """An answer to a rule that the programme leaves open."""

    rule = forms.ChoiceField(label=gettext_lazy("Quy định"))
    award = forms.ChoiceField(label=gettext_lazy("Hình thức khen"), required=False)
    recipient = forms.ChoiceField(label=gettext_lazy("Dành cho"), required=False)
    value = forms.IntegerField(
        label=gettext_lazy("Giá trị"),
        min_value=0,
        help_text=gettext_lazy("Số lượng, số năm hoặc phần trăm; có là 1, không là 0."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Từ năm"),
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("Số lượng khen chỉ áp dụng cho năm này."),
    )
    basis = forms.CharField(
        label=gettext_lazy("Văn bản quy định"),
        max_length=300,
        help_text=gettext_lazy("Số, ký hiệu, ngày, cơ quan ban hành."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "rule": [(one.value, str(words)) for one, words in RULES.items()],
            "award": [("", _("(không theo hình thức)")), *award_choices()],
            "recipient": [
                ("", _("(cả hai)")),
                *((one.value, str(words)) for one, words in RECIPIENTS.items()),
            ],
        }
        for name, given in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = given

    def ruling(self) -> NewRuling:
        """What was answered, for the action."""
        said = self.cleaned_data
        return NewRuling(
            RuleName(said["rule"]), said["value"], said["basis"], said["award"], said["recipient"]
        )
