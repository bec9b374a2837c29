"""What a province lays over a set: dated versions, and what becomes of what is running."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from keng.criteria.actions._store import run_told
from keng.criteria.models import LocalVersion, PastResult, Run
from keng.criteria.sets import laid_over
from keng.criteria.states import State
from keng.criteria.words import needed
from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.kernel.moments import local_day
from keng.orgunits.queries import ancestors
from keng.packs import installed
from keng.packs.judging.vocabulary import Result
from keng.rules.language import RuleError


@dataclass(frozen=True)
class LocalSet:
    """What a province lays over a set, by which local act, from which day.

    `overlay` holds added (criteria), facts, parameters, points, bounds, recognised_from, complete.
    `running` "keep" leaves runs under way as they are, "adopt" lets them judge by the new version.
    """

    set_code: str
    overlay: Mapping[str, Any]
    basis: str
    since: date
    running: str


@dataclass(frozen=True)
class PastYear:
    """What was decided of a unit by a set in a year before Keng, and by which paper."""

    set_code: str
    year: int
    outcome: str
    source: str
    class_code: str = ""


@transaction.atomic
def publish_local(
    unit_id: int, said: LocalSet, *, seen: int, actor: Actor, at: datetime
) -> LocalVersion:
    """Publish the next version of what a province lays over a set.

    `seen` is the number of the version that the administrator saw (0: none).

    Raises NotAllowed without "manage_packs" on the unit, Conflict (another version meanwhile),
    BadInput: no basis, an overlay that the set does not allow, a rule that names nothing. Nothing
    is saved then.
    """
    actor.require("manage_packs", unit_id=unit_id, on=local_day(at))
    version_id, _ = installed.current_version()
    words = needed(
        said.basis, where="basis", vi="Hãy ghi văn bản của địa phương.", en="Name the local act."
    )
    if said.running not in LocalVersion.Running.values:
        raise BadInput(
            "Chọn: các đợt xét đang chạy giữ bản cũ, hay áp dụng bản mới.",
            message_en="Choose whether running assessments keep the old version or take the new.",
            code="running_not_said",
        )
    checked_overlay(said.set_code, said.overlay)
    before = LocalVersion.objects.filter(unit_id=unit_id, set_code=said.set_code)
    last = before.aggregate(last=Max("n"))["last"] or 0
    if last != seen:
        raise Conflict(
            "Có người vừa ban hành bản khác; hãy xem bản mới nhất rồi làm lại.",
            message_en="Somebody published another version; look at the newest first.",
            theirs=last,
        )
    made = LocalVersion(
        unit_id=unit_id,
        set_code=said.set_code,
        n=last + 1,
        pack_version_id=version_id,
        since=said.since,
        overlay=dict(said.overlay),
        basis=words[:300],
        running=said.running,
        at=at,
        account_id=actor.account_id,
    )
    runs = _running(made) if said.running == LocalVersion.Running.ADOPT else []
    made.adopted_by = [run.pk for run in runs]
    made.save()
    facts = {"unit": unit_id, "n": made.n, "running": said.running, ROWS: stated(made)}
    record(
        f"local_set:{unit_id}.{said.set_code}",
        "criteria.localised",
        actor=actor,
        at=at,
        facts=facts,
    )
    for run in runs:
        run.local, run.pack_version_id = made, version_id
        run.save(update_fields=["local", "pack_version"])
        run_told(run, "adopted_local", {"local": made.pk}, actor=actor, at=at)
    return made


def checked_overlay(set_code: str, overlay: Mapping[str, Any]) -> None:
    """Refuse an overlay that the set does not allow; BadInput with what is wrong."""
    try:
        laid_over(installed.current(), set_code, overlay)
    except RuleError as error:
        raise BadInput(str(error), message_en=str(error), code="bad_overlay") from None


@transaction.atomic
def type_past_result(unit_id: int, said: PastYear, *, actor: Actor, at: datetime) -> PastResult:
    """Type once what was decided of a unit in a year before Keng, with its source.

    Raises NotAllowed without "enter" on the unit, Conflict (typed already, otherwise), BadInput:
    no source, or an outcome that is none. The same again changes nothing.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    if said.outcome not in (Result.RECOGNISED, Result.NOT_RECOGNISED):
        raise BadInput(
            "Chọn được công nhận hoặc không được công nhận.",
            message_en="Choose recognised or not recognised.",
        )
    words = needed(
        said.source, where="source", vi="Hãy ghi nguồn (quyết định).", en="Name the source."
    )
    known = PastResult.objects.filter(
        unit_id=unit_id, set_code=said.set_code, year=said.year
    ).first()
    if known is not None:
        if (known.outcome, known.class_code) == (said.outcome, said.class_code):
            return known
        raise Conflict(
            f"Kết quả năm {said.year} đã được ghi khác, theo {known.source}; Keng giữ bản đã ghi.",
            message_en=f"The result of {said.year} was typed otherwise; Keng keeps what was typed.",
            theirs=known.pk,
        )
    made = PastResult.objects.create(
        unit_id=unit_id,
        set_code=said.set_code,
        year=said.year,
        outcome=said.outcome,
        class_code=said.class_code,
        source=words[:300],
        at=at,
        account_id=actor.account_id,
    )
    facts = {"unit": unit_id, "set": said.set_code, "year": said.year, ROWS: stated(made)}
    record(f"past_result:{made.pk}", "criteria.past_typed", actor=actor, at=at, facts=facts)
    return made


def _running(made: LocalVersion) -> list[Run]:
    """The runs below the province that are not decided yet and whose window the version covers."""
    found = []
    law = installed.current().set_of(made.set_code)
    for run in for_update(Run.objects.filter(set_code=made.set_code)).order_by("pk"):
        last = law.window.of(run.year)[1]
        if last < made.since or made.unit_id not in (run.unit_id, *ancestors(run.unit_id, on=last)):
            continue
        if run.assessments.exclude(state__in=[State.DECIDED, State.WITHDRAWN]).exists():
            found.append(run)
    return found
