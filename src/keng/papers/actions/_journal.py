"""What every act of the register shares: the row locks and the journal lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound, WrongState
from keng.kernel.moments import local_day
from keng.papers.models import Number, Paper, Series
from keng.papers.vocabulary import State

SERIES_STREAM = "number_series"
PAPER_STREAM = "registered_paper"


def series_for_update(series_id: int, *, actor: Actor, at: datetime) -> Series:
    """The series, locked until the transaction ends. Raises NotFound, NotAllowed ("issue")."""
    found = for_update(Series.objects.filter(pk=series_id)).first()
    if found is None:
        raise NotFound(
            f"Không có sổ số {series_id}.", message_en=f"There is no series {series_id}."
        )
    actor.require("issue", unit_id=found.unit_id, on=local_day(at))
    return found


def paper_for_update(paper_id: int, *, actor: Actor, at: datetime) -> Paper:
    """The entry, locked until the transaction ends.

    Raises NotFound, NotAllowed (the verb is enter at its unit), WrongState (it was put aside).
    """
    found = for_update(Paper.objects.filter(pk=paper_id)).first()
    if found is None:
        raise no_such_paper(paper_id)
    actor.require("enter", unit_id=found.unit_id, on=local_day(at))
    if found.state == State.DROPPED.value:
        raise WrongState(
            "Văn bản này đã bỏ khỏi sổ; hãy đăng ký lại nếu cần.",
            message_en="This paper was put aside; file it again if needed.",
        )
    return found


def no_such_series(series_id: int) -> NotFound:
    """The refusal for a series that is not there."""
    return NotFound(f"Không có sổ số {series_id}.", message_en=f"There is no series {series_id}.")


def no_such_paper(paper_id: int) -> NotFound:
    """The refusal for an entry that is not there."""
    return NotFound(
        f"Không có văn bản số thứ tự {paper_id} trong sổ.",
        message_en=f"There is no paper {paper_id} in the register.",
    )


def tell_series(
    series: Series,
    verb: str,
    numbers: Sequence[Number],
    *,
    actor: Actor,
    at: datetime,
    **facts: object,
) -> None:
    """One line in the stream of a series: how it and the numbers stand now."""
    told = {"unit": series.unit_id, "year": series.year, **facts, ROWS: stated(series, *numbers)}
    record(f"{SERIES_STREAM}:{series.pk}", verb, actor=actor, at=at, facts=told)


def tell_paper(
    paper: Paper,
    verb: str,
    rows: Sequence[Model],
    *,
    actor: Actor,
    at: datetime,
    **facts: object,
) -> None:
    """One line in the stream of an entry: how it and its rows stand now, never their words."""
    told = {
        "unit": paper.unit_id,
        "state": paper.state,
        "revision": paper.revision,
        **facts,
        ROWS: stated(paper, *rows),
    }
    record(f"{PAPER_STREAM}:{paper.pk}", verb, actor=actor, at=at, facts=told)
