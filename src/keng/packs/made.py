"""Forms that offices made of the programme's indicators: found by code, listed, verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from keng.journal import rows
from keng.kernel.periods import Period
from keng.kernel.problems import Problem
from keng.packs.content import digest_of
from keng.packs.models import MadeForm
from keng.packs.schema import Form

_known: dict[str, Form] = {}  # a code means the same content for ever


@dataclass(frozen=True)
class Made:
    """A form that an office made, and the one period for which it asks."""

    form: Form
    period: Period


def find(code: str) -> Form | None:
    """The made form of a code; None if there is none. Read once per process."""
    if code not in _known:
        content = MadeForm.objects.filter(code=code).values_list("content", flat=True).first()
        if content is None:
            return None
        _known[code] = Form.model_validate(content)
    return _known[code]


@lru_cache(maxsize=4)
def made_forms(latest: str) -> tuple[Made, ...]:
    """Every made form, oldest first; `latest` is the code of the last one, "" for none."""
    if not latest:
        return ()
    found = MadeForm.objects.order_by("pk").values_list(
        "code", "content", "regime", "first", "last"
    )
    return tuple(
        Made(_known.setdefault(code, Form.model_validate(content)), Period(regime, first, last))
        for code, content, regime, first, last in found
    )


def problems() -> Iterator[Problem]:
    """Made forms that are not what was made, for `keng verify`."""
    for row in MadeForm.objects.order_by("pk").iterator():
        if digest_of(row.content) != row.digest:
            yield Problem("packs_madeform", str(row.pk), "content differs from its digest")
    yield from rows.problems(MadeForm, streams="made_form:")
