"""What a screened column and a kind of personal data are called to people."""

from __future__ import annotations

from functools import cache

from django.utils.translation import gettext as _

from keng.screening.personal import Kind
from keng.screening.refusals import KINDS
from keng.takeaway.describing import all_models, column_words, words_of
from keng.web import wording


def field_title(field: str) -> str:
    """The words of a `table.column` in the language of the request; the code of an unknown one."""
    vietnamese, english = _titles().get(field, (field, field))
    return english if wording.language() == "en" else vietnamese


def table_title(field: str) -> str:
    """What a row of the table of `table.column` is, in Vietnamese as the room keeps it."""
    return _tables().get(field.partition(".")[0], "")


def kind_title(kind: str) -> str:
    """What a kind of personal data is called."""
    vietnamese, english = KINDS[Kind(kind)]
    return english if wording.language() == "en" else vietnamese


def usual_reasons() -> list[str]:
    """Why personal data are kept most often, offered to whoever has to give a reason."""
    return [
        _("Số liên hệ của cơ quan, tổ chức"),
        _("Đầu mối được phân công, đã công khai"),
        _("Đúng như ghi trong văn bản đã ban hành"),
    ]


@cache
def _titles() -> dict[str, tuple[str, str]]:
    return {
        f"{model._meta.db_table}.{column.column}": words
        for model in all_models()
        for column in model._meta.concrete_fields
        if (words := column_words(model, column))
    }


@cache
def _tables() -> dict[str, str]:
    return {
        model._meta.db_table: words.title for model in all_models() if (words := words_of(model))
    }
