"""The set that a run pins: the pack's, with what the province laid over it. Ready to judge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from keng.criteria.models import LocalVersion, Run
from keng.journal.canonical import canonical
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.orgunits.queries import ancestors, direct_superior, unit_view
from keng.packs import installed
from keng.packs.judging.overlay import Overlay, overlaid
from keng.packs.judging.rulebook import ReadySet, made_ready, ready
from keng.packs.schema import Pack
from keng.packs.schema.criteria import Criterion, Fact
from keng.packs.schema.criteria_sets import CriteriaSet
from keng.packs.setchecks import inconsistencies


def set_of(run: Run) -> CriteriaSet:
    """The set by which the units of the run are judged."""
    return ready_of(run).set


def ready_of(run: Run) -> ReadySet:
    """The same, its rules compiled."""
    return ready_with(run.pack_version_id, run.set_code, overlay_said(run))


def overlay_said(run: Run) -> dict[str, Any]:
    """What the province laid over the set of the run; {} where it laid nothing."""
    return dict(run.local.overlay) if run.local is not None else {}


def criteria_asked(found: ReadySet) -> dict[str, Criterion]:
    """The criteria that a unit is asked about: those of the set and those that it refers to."""
    asked = {code: one.criterion for code, one in found.criteria.items()}
    for one in tuple(asked.values()):
        if one.reference is None or one.reference.set not in found.others:
            continue
        there = found.others[one.reference.set].criteria
        for code in one.reference.criteria or tuple(there):
            if code in there:
                asked.setdefault(code, there[code].criterion)
    return asked


def reads_of_criterion(found: ReadySet, code: str) -> tuple[tuple[str, CellKey], ...]:
    """The figures that a verdict on the criterion rests on, as (time, cell).

    Of a criterion that refers to another set these are the figures of what it refers to.
    """
    one = found.criteria[code]
    reads = dict.fromkeys(one.reads())
    reference = one.criterion.reference
    if reference is not None and reference.set in found.others:
        there = found.others[reference.set].criteria
        for other in reference.criteria or tuple(there):
            if other in there:
                reads.update(dict.fromkeys(there[other].reads()))
    return tuple(reads)


def facts_of_criterion(found: ReadySet, code: str) -> tuple[Fact, ...]:
    """The facts that a person types at a criterion: those its rules read, then those for record."""
    place = next((one for one in (found, *found.others.values()) if code in one.criteria), None)
    if place is None:
        return ()
    one = place.criteria[code]
    named = (name.code for rule in one.rules for name in rule.names if name.space == "fact")
    codes = dict.fromkeys((*named, *one.criterion.facts))
    return tuple(place.set.facts[fact] for fact in codes if fact in place.set.facts)


def pack_of(run: Run) -> Pack:
    """The programme version that the run pins."""
    return installed.version_of(run.pack_version_id)


def laid_over(pack: Pack, set_code: str, said: Mapping[str, Any]) -> ReadySet:
    """A set of the pack with what a province typed laid over it, its rules compiled.

    Raises BadInput for what the set does not allow or the law already gives, RuleError for a rule
    that names nothing.
    """
    changed = overlaid(pack.set_of(set_code), overlay_of(said))
    if wrong := [(vi, en) for _, vi, en in inconsistencies(changed, pack)]:
        raise BadInput(
            f"Bộ tiêu chí sau khi bổ sung tự mâu thuẫn: {'; '.join(vi for vi, _ in wrong)}.",
            message_en=f"With this the set contradicts itself: {'; '.join(en for _, en in wrong)}.",
            code="bad_overlay",
        )
    return made_ready(changed, pack)


def overlay_of(said: Mapping[str, Any]) -> Overlay:
    """What a province typed, as judging takes it; BadInput where it has no such shape."""
    try:
        return Overlay(
            added=tuple(Criterion.model_validate(one) for one in said.get("added", ())),
            facts={code: Fact.model_validate(one) for code, one in said.get("facts", {}).items()},
            parameters=dict(said.get("parameters", {})),
            points={code: Decimal(text) for code, text in said.get("points", {}).items()},
            bounds={code: Decimal(text) for code, text in said.get("bounds", {}).items()},
            recognised_from=said.get("recognised_from"),
            complete=said.get("complete"),
        )
    except (ValidationError, InvalidOperation, AttributeError, TypeError) as error:
        raise BadInput(
            f"Phần bổ sung của địa phương không đúng mẫu: {error}",
            message_en=f"The local additions have no right shape: {error}",
            code="bad_overlay",
        ) from None


@lru_cache(maxsize=64)
def _laid_over(version_id: int, digest: str, set_code: str, said: str) -> ReadySet:
    del digest  # ids come back after a restore; the digest makes the key sure
    return laid_over(installed.version_of(version_id), set_code, json.loads(said))


def ready_with(version_id: int, set_code: str, said: Mapping[str, Any]) -> ReadySet:
    """A set of an installed version with an overlay, compiled once per process."""
    pack = installed.version_of(version_id)
    if not said:
        return ready(pack, set_code)
    return _laid_over(version_id, digest_of_version(version_id), set_code, canonical(said).decode())


def digest_of_version(version_id: int) -> str:
    """The digest of an installed version."""
    return next(one.digest for one in installed.versions() if one.id == version_id)


def local_in_force(unit_id: int, set_code: str, on: date) -> LocalVersion | None:
    """What the province of a unit laid over a set, as it holds on a day; None = nothing."""
    above = (unit_id, *ancestors(unit_id, on=on))
    rows = LocalVersion.objects.filter(unit_id__in=above, set_code=set_code, since__lte=on)
    return rows.order_by("-since", "-n").first()


def set_for(set_code: str, year: int) -> CriteriaSet:
    """The set of the programme in use, as it may be used for a year.

    Raises NotFound for an unknown set, BadInput where it is a register of titles, where nobody
    knows since when it holds, or where it was not in force on the last day of its window.
    """
    found = installed.current().set_of(set_code)
    if found.register_only:
        raise BadInput(
            f"“{found.title.vi}” là danh mục danh hiệu để đăng ký, không phải bộ tiêu chí.",
            message_en=f"{found.title.en!r} is a register of titles, not a set of criteria.",
            code="set_is_register",
        )
    _, last = found.window.of(year)
    if not found.in_force(last):
        span = "chưa rõ ngày có hiệu lực" if found.since is None else _span(found)
        raise BadInput(
            f"“{found.title.vi}” không áp dụng cho năm {year} ({span}); hãy chọn bộ tiêu chí khác.",
            message_en=f"{found.title.en!r} does not apply to {year}; choose another set.",
            code="set_not_in_force",
        )
    return found


def decider_for(found: CriteriaSet, unit_id: int, year: int) -> int:
    """The unit that decides on a unit by the set, on the last day of the window.

    Follows who manages the unit, not where it lies (semantics 10). Raises BadInput where the set
    does not know who decides, or the unit has no manager: both are asked of a person.
    """
    _, on = found.window.of(year)
    view = unit_view(unit_id, on=on)
    known = direct_superior(unit_id, on=on)
    managed_by = unit_view(known, on=on).level if known is not None else None
    rule = found.decider(view.level, managed_by, on)
    if rule is None or rule.decides is None:
        raise BadInput(
            f"Chưa có quy định cấp nào công nhận {view.full_name} theo “{found.title.vi}” ngày "
            f"{on:%d/%m/%Y}; hãy chỉ rõ đơn vị quyết định khi mở đợt xét.",
            message_en=f"Nobody has said who decides on {view.full_name} by {found.title.en!r}; "
            "name the deciding unit when the run is opened.",
            where=view.full_name,
            code="decider_unknown",
        )
    for above in (known, *((*ancestors(known, on=on),) if known is not None else ())):
        if above is not None and unit_view(above, on=on).level == rule.decides:
            return above
    raise BadInput(
        f"{view.full_name} chưa có đơn vị quản lý nên chưa biết ai quyết định; hãy ghi đơn vị "
        "quản lý trước.",
        message_en=f"{view.full_name} has no manager, so nobody knows who decides; name its "
        "manager first.",
        where=view.full_name,
        code="no_manager",
    )


def checked_decider(found: CriteriaSet, unit_id: int, year: int, *, named: int) -> int:
    """The deciding unit that a person named: the one of the law, or where it is silent, one above.

    Raises BadInput for any other unit.
    """
    try:
        known = decider_for(found, unit_id, year)
    except BadInput as silent:
        if silent.code not in {"decider_unknown", "no_manager"}:
            raise
        known = None
    _, on = found.window.of(year)
    view = unit_view(unit_id, on=on)
    manager = direct_superior(unit_id, on=on)
    above = {*ancestors(unit_id, on=on), *(ancestors(manager, on=on) if manager else ())}
    above |= {manager} if manager else set()
    fits = named == known if known is not None else named in above - {unit_id}
    if fits and unit_view(named, on=on).level != "nation":
        return named
    says = unit_view(known, on=on).full_name if known is not None else ""
    raise BadInput(
        f"Không chọn được đơn vị này để công nhận {view.full_name}: "
        + (f"theo quy định là {says}." if says else "phải là một đơn vị cấp trên."),
        message_en=f"This unit cannot decide on {view.full_name}: "
        + (f"by the rule it is {says}." if says else "it must be a unit above."),
        where=view.full_name,
        code="other_decider",
    )


def window_day(run: Run) -> date:
    """The last day of the window: the day whose map and law count."""
    return set_of(run).window.of(run.year)[1]


def _span(found: CriteriaSet) -> str:
    first = f"từ {found.since:%d/%m/%Y}" if found.since else ""
    return f"{first} đến trước {found.until:%d/%m/%Y}" if found.until else first
