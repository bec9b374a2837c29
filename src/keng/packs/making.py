"""Making a form of the programme's indicators, for one request of an office."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction

from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.packs.models import MadeForm
from keng.packs.queries import current_version
from keng.packs.schema import MADE_PREFIX, Form, FormCell, FormGroup, Level, Pack, Text


@dataclass(frozen=True)
class Heading:
    """A block of a form that is to be made: its words and its cells, in order."""

    title: str
    cells: Sequence[CellKey]


@dataclass(frozen=True)
class Wanted:
    """A form that is to be made; `instruction` is a short word to whoever fills it in."""

    title: str
    headings: Sequence[Heading]
    levels: Collection[str]
    instruction: str = ""


@transaction.atomic
def make_form(
    wanted: Wanted, period: Period, *, owner_unit_id: int, actor: Actor, at: datetime
) -> tuple[str, int]:
    """Make a form of the programme in use, for one period; its code and the pack version.

    The row is never changed afterwards. The words have been screened by the caller.

    Raises NotAllowed (manage_rounds for the owner), and BadInput: no cell, a cell twice, one that
    the programme does not know with this breakdown. Nothing is made then.
    """
    actor.require("manage_rounds", unit_id=owner_unit_id, on=local_day(at))
    version_id, pack = current_version()
    form = form_as_wanted(wanted, period, pack, f"{MADE_PREFIX}{secrets.token_hex(6)}")
    row = MadeForm.objects.create(
        code=form.code,
        content=form.model_dump(mode="json", by_alias=True),
        regime=period.regime,
        first=period.first,
        last=period.last,
        pack_version_id=version_id,
    )
    facts = {
        "owner": owner_unit_id,
        "period": period.code,
        "digest": row.digest,
        ROWS: stated(row),
    }
    record(f"made_form:{row.code}", "packs.form_made", actor=actor, at=at, facts=facts)
    return row.code, version_id


def form_as_wanted(wanted: Wanted, period: Period, pack: Pack, code: str) -> Form:
    """The form as it would be made, for a look before the act. Raises BadInput as `make_form`."""
    keys = [key for heading in wanted.headings for key in heading.cells]
    refuse_unfit(keys, pack)
    return Form(
        code=code,
        label=_text(wanted.title),
        unit_levels=cast("tuple[Level, ...]", tuple(sorted(wanted.levels))),
        regime=period.regime,
        periods=(),
        note=_text(wanted.instruction) if wanted.instruction else None,
        groups=tuple(
            FormGroup(
                code=f"g{n}",
                label=_text(heading.title),
                photos=_may_have_photos(heading.cells, pack),
                cells=tuple(FormCell(indicator=key.indicator, by=key.by) for key in heading.cells),
            )
            for n, heading in enumerate(wanted.headings, 1)
            if heading.cells
        ),
    )


def refuse_unfit(keys: Sequence[CellKey], pack: Pack) -> None:
    """Raise BadInput unless these are cells of the programme, at least one and each once."""
    if not keys:
        raise BadInput(
            "Biểu chưa có chỉ tiêu nào; hãy tìm và thêm ít nhất một chỉ tiêu.",
            message_en="The form has no indicator yet; find and add at least one.",
            code="no_indicator",
        )
    unknown = [str(key) for key in keys if not pack.knows(key)]
    if unknown:
        raise BadInput(
            f"Chương trình không có: {', '.join(unknown)}. Chỉ chọn được chỉ tiêu và phân tổ của "
            "chương trình.",
            message_en=f"The programme does not have: {', '.join(unknown)}. Only its indicators "
            "and breakdowns can be chosen.",
            code="unknown_indicator",
        )
    twice = sorted({pack.cell_label(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise BadInput(
            f"Có hai lần trong biểu: {'; '.join(twice)}. Hãy bỏ một.",
            message_en=f"Twice in the form: {'; '.join(twice)}. Remove one.",
            code="repeated_indicator",
        )


def _may_have_photos(keys: Collection[CellKey], pack: Pack) -> bool:
    """Whether the programme itself allows photos beside every one of the cells (semantics 27)."""
    groups = [group for form in pack.forms.values() for group in form.groups if group.photos]
    allowed = {cell.key for group in groups for cell in group.cells}
    return bool(keys) and all(key in allowed for key in keys)


def _text(words: str) -> Text:
    # An office writes in Vietnamese; nobody translates its words.
    return Text(vi=words, en=words)
