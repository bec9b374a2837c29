"""What a person chooses about notices, where they are reached, and what chasing asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from keng.notices.vocabulary import Way
from keng.publishing.heads import Head, SignedBy
from keng.web.forms.styled import DayInput, StyledForm


class ContactForm(StyledForm):
    """The e-mail address and telephone of a post."""

    email = forms.CharField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Nên dùng thư công vụ. Để trống nếu không muốn nhận thư."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại liên hệ"),
        required=False,
        max_length=32,
        help_text=gettext_lazy("Cấp trên thấy số này khi đôn đốc báo cáo. Có thể để trống."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class LetterForm(StyledForm):
    """In whose name the letter or notice goes out; an empty field is left to the programme."""

    profile = forms.ChoiceField(label=gettext_lazy("Cơ quan ban hành"), required=False)
    signed_by = forms.ChoiceField(
        label=gettext_lazy("Người ký"),
        required=False,
        choices=[
            (SignedBy.HEAD.value, gettext_lazy("cấp trưởng")),
            (SignedBy.DEPUTY.value, gettext_lazy("cấp phó ký thay (KT.)")),
        ],
    )
    signer = forms.CharField(label=gettext_lazy("Họ tên người ký"), required=False, max_length=100)
    answer_by = forms.DateField(
        label=gettext_lazy("Yêu cầu nộp chậm nhất ngày"), required=False, widget=DayInput()
    )

    def __init__(self, *args: Any, profiles: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profile"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(profiles)

    def head(self) -> Head:
        """What was filled in, in the words of `publishing`."""
        given = self.cleaned_data
        return Head(
            profile=given["profile"],
            signer=given["signer"],
            signed_by=SignedBy(given["signed_by"] or SignedBy.HEAD.value),
        )


class ChaseNoteForm(StyledForm):
    """How units were chased outside Keng."""

    way = forms.ChoiceField(
        label=gettext_lazy("Đã đôn đốc bằng"),
        choices=[
            (Way.LETTER.value, gettext_lazy("công văn")),
            (Way.PHONE.value, gettext_lazy("điện thoại")),
            (Way.CHAT.value, gettext_lazy("tin nhắn")),
        ],
    )
