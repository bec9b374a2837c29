"""Columns that hold what a person wrote: no text reaches them unscreened, whoever writes it.

A screen, the API, an import and the command line all end at the column, so the column asks. It is
an ordinary text column for the database and for migrations. A passage that already stands in the
same field of the same record is not asked for again; one that nobody decided about is refused, and
with it the transaction.

A model lists in `COPIES` the screened columns that it inherits and that only repeat what was
screened elsewhere: the history of a text. A text with a reason not to be screened stays an ordinary
column; the list of these, with the reasons, is `passed.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.signals import post_save

from keng.screening import keeping
from keng.screening.asking import decided
from keng.screening.desk import composed, open_desk
from keng.screening.personal import Passage, found_in

if TYPE_CHECKING:
    _Field = models.Field[str, str]
    _TextBase = models.TextField[str, str]
    _LineBase = models.CharField[str, str]
else:
    _Field, _TextBase, _LineBase = object, models.TextField, models.CharField


class _Cleared(str):
    """A text that was looked at on its way into the column."""

    __slots__ = ()


class Screened(_Field):
    """What makes a text column a screened one."""

    def deconstruct(self) -> Any:
        """As the ordinary column: whether a text is screened is no matter of the table."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any) -> None:
        """Take part in the saving of the model, to learn the number of a new record."""
        super().contribute_to_class(cls, name, *args)
        if not cls._meta.abstract:
            post_save.connect(keeping.settle, sender=cls, dispatch_uid="screening")

    def pre_save(self, model_instance: models.Model, *args: Any, **told: Any) -> Any:
        """The text to be stored. Raises PersonalData."""
        value = super().pre_save(model_instance, *args, **told)
        if not isinstance(value, str) or not value:
            return value
        if self.attname not in getattr(model_instance, "COPIES", ()) and (
            found := found_in(composed(value))
        ):
            self._decide(model_instance, composed(value), found)
        return _Cleared(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The same for a column that is written without its record (`update`)."""
        if isinstance(value, _Cleared):
            value = str(value)
        elif isinstance(value, str) and value and (found := found_in(composed(value))):
            self._decide(None, composed(value), found)
        return super().get_db_prep_save(value, connection)

    def _decide(self, record: models.Model | None, text: str, found: Sequence[Passage]) -> None:
        standing = keeping.standing(record, self.attname) if record is not None else frozenset()
        kept = decided(self.model, str(self.column), text, found, standing)
        desk = open_desk()
        if kept and desk is not None:
            keeping.keep(desk, self.model, record, str(self.column), kept)


class FreeText(Screened, _TextBase):
    """A text of any length that a person writes."""


class FreeLine(Screened, _LineBase):
    """A short text that a person writes."""
