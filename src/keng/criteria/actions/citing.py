"""Evidence that lies elsewhere: papers of Keng and of its register, figures, addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from keng.criteria.actions.evidencing import added, for_evidence, standing
from keng.criteria.models import Evidence
from keng.criteria.permissions import require_for_unit
from keng.criteria.words import needed, written
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.papers.queries import heads_of
from keng.papers.vocabulary import State as PaperState
from keng.reporting.models import Figure

_SCHEMES: Final = ("http", "https")


@transaction.atomic
def cite_paper(
    assessment_id: int, criterion: str, paper_id: int, title: str, *, actor: Actor, at: datetime
) -> Evidence:
    """Name a paper of Keng as evidence; the caller has looked that it is there.

    Raises NotAllowed, WrongState, BadInput as `attach_file`.
    """
    found = for_evidence(assessment_id, criterion, actor=actor, at=at)
    same = standing(found, criterion).filter(kind="paper", paper_id=paper_id).first()
    if same is not None:
        return same
    row = Evidence(
        assessment=found,
        criterion=criterion,
        kind=Evidence.Kind.PAPER.value,
        title=_title(title, criterion),
        paper_id=paper_id,
    )
    return added(row, found, actor=actor, at=at)


@transaction.atomic
def cite_registered(
    assessment_id: int, criterion: str, entry_id: int, *, actor: Actor, at: datetime
) -> Evidence:
    """Name an entry of the register of papers as evidence, by what it is called there.

    Raises NotFound for an entry that the actor does not see or that waits to be confirmed,
    NotAllowed, WrongState and BadInput as `attach_file`.
    """
    entry = heads_of([entry_id], actor=actor, on=local_day(at)).get(entry_id)
    if entry is None or entry.state != PaperState.FILED:
        raise NotFound(
            f"Sổ văn bản không có văn bản số thứ tự {entry_id} đã xác nhận mà bạn xem được.",
            message_en=f"You see no confirmed entry {entry_id} in the register.",
        )
    found = for_evidence(assessment_id, criterion, actor=actor, at=at)
    same = standing(found, criterion).filter(registered_id=entry.id).first()
    if same is not None:
        return same
    title = ", ".join(part for part in (entry.line, entry.title) if part)
    row = Evidence(
        assessment=found,
        criterion=criterion,
        kind=Evidence.Kind.PAPER.value,
        title=_title(title, criterion),
        registered_id=entry.id,
    )
    return added(row, found, actor=actor, at=at)


@transaction.atomic
def cite_figure(
    assessment_id: int,
    criterion: str,
    submission_id: int,
    key: CellKey,
    title: str,
    *,
    actor: Actor,
    at: datetime,
) -> Evidence:
    """Name a cell of a submission as evidence, with the revision that it has now.

    Raises NotAllowed (also for the submission's unit), WrongState, NotFound (no such figure),
    BadInput as `attach_file`.
    """
    found = for_evidence(assessment_id, criterion, actor=actor, at=at)
    figure = (
        Figure.objects.filter(submission_id=submission_id, indicator=key.indicator, by=key.by)
        .select_related("submission")
        .first()
    )
    if figure is None:
        raise NotFound(
            f"Biểu số {submission_id} không có số liệu ở ô “{key}”.",
            message_en=f"Submission {submission_id} holds nothing in {key}.",
        )
    require_for_unit(actor, "view", figure.submission.unit_id, at=at)
    same = standing(found, criterion).filter(figure=figure, figure_revision=figure.revision).first()
    if same is not None:
        return same
    row = Evidence(
        assessment=found,
        criterion=criterion,
        kind=Evidence.Kind.FIGURE.value,
        title=_title(title, criterion),
        figure=figure,
        figure_revision=figure.revision,
    )
    return added(row, found, actor=actor, at=at)


@transaction.atomic
def add_link(
    assessment_id: int, criterion: str, address: str, title: str, *, actor: Actor, at: datetime
) -> Evidence:
    """Give an address (http or https) as evidence.

    Raises NotAllowed, WrongState, BadInput for another kind of address and as `attach_file`.
    """
    found = for_evidence(assessment_id, criterion, actor=actor, at=at)
    link = address.strip()
    parts = urlsplit(link)
    if parts.scheme not in _SCHEMES or not parts.netloc or len(link) > 500:
        raise BadInput(
            "Đường dẫn phải bắt đầu bằng http:// hoặc https:// và không quá 500 ký tự.",
            message_en="A link begins with http:// or https:// and has at most 500 letters.",
            where=criterion,
            code="bad_link",
        )
    same = standing(found, criterion).filter(link=link).first()
    if same is not None:
        return same
    row = Evidence(
        assessment=found,
        criterion=criterion,
        kind=Evidence.Kind.LINK.value,
        title=written(title, where=criterion) or link[:300],
        link=link,
    )
    return added(row, found, actor=actor, at=at)


def _title(title: str, criterion: str) -> str:
    return needed(
        title,
        where=criterion,
        vi="Hãy ghi tên minh chứng.",
        en="Say what the evidence is called.",
    )[:300]
