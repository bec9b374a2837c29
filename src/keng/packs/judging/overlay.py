"""What a province makes of a set: criteria of its own, parameters chosen, unknowns typed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from keng.kernel.errors import BadInput, NotFound
from keng.packs.forbidden import hits_in
from keng.packs.schema.criteria import Criterion, CriterionPoints, Fact
from keng.packs.schema.criteria_results import CriterionGroup
from keng.packs.schema.criteria_sets import CriteriaSet

_LOCAL = CriterionGroup.model_validate(
    {"code": "local", "title": {"vi": "Tiêu chí của địa phương", "en": "Local criteria"}}
)


@dataclass(frozen=True)
class Overlay:
    """What is laid over a set: nothing by default, never less than the set asks.

    `added` stand in the group `local`; `points` and `bounds` are typed-in values of what the set
    leaves null; `recognised_from` likewise. A value that the law gives cannot be replaced.
    """

    added: tuple[Criterion, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, Decimal] = field(default_factory=dict)
    bounds: Mapping[str, Decimal] = field(default_factory=dict)
    recognised_from: int | None = None
    complete: bool | None = None


def overlaid(one: CriteriaSet, overlay: Overlay) -> CriteriaSet:
    """The set with the overlay laid over it.

    Raises BadInput where the set does not allow local criteria, a code is taken, or a value that
    the law gives would be replaced; NotFound for codes that the set does not have. What comes out
    may still contradict itself (points above the scale): `packs.sets.require_sound` tells. Words
    about people whom Keng never counts are refused here as in a pack.
    """
    _no_forbidden_words(overlay)
    if overlay.added and not one.local_additions_allowed:
        raise BadInput(
            f"Bộ “{one.code}” không cho phép thêm tiêu chí của địa phương.",
            message_en=f"The set {one.code!r} does not allow local criteria.",
        )
    criteria = dict(one.criteria)
    for code, points in overlay.points.items():
        criteria[code] = _with_points(_criterion(one, code), points)
    for criterion in overlay.added:
        if criterion.code in criteria:
            raise BadInput(
                f"Mã tiêu chí “{criterion.code}” đã có trong bộ; hãy đặt mã khác.",
                message_en=f"The code {criterion.code!r} is taken; choose another.",
            )
        criteria[criterion.code] = criterion.model_copy(update={"group": "local"})
    changed: dict[str, object] = {
        "criteria": criteria,
        "facts": {**one.facts, **overlay.facts},
        "groups": {**one.groups, **({"local": _LOCAL} if overlay.added else {})},
        "parameters": _chosen(one, overlay.parameters),
        "classes": _bounded(one, overlay.bounds),
    }
    if overlay.recognised_from is not None:
        _only_unknown(one.recognised_from, "recognised_from")
        changed["recognised_from"] = overlay.recognised_from
    if overlay.complete is not None:
        changed["complete"] = overlay.complete
    return one.model_copy(update=changed)


def _no_forbidden_words(overlay: Overlay) -> None:
    """The second net of the loader, for what is typed on screen."""
    for part in (*overlay.added, *overlay.facts.values()):
        for text in _texts(part.model_dump(mode="json")):
            for hit in hits_in(text):
                raise BadInput(
                    f"“{text}” nói đến {hit.topic.vi} (“{hit.term}”); Keng không đếm điều này.",
                    message_en=f"{text!r} speaks of {hit.topic.en} ({hit.term!r}).",
                    code="forbidden_words",
                )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in _REFERENCES:
                yield from (str(name), *_texts(one))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


# Keys of a criterion under which codes of the pack stand; those were read where they are declared.
_REFERENCES = frozenset({"rule", "applies_if", "share", "figures", "examples"})


def unknowns(one: CriteriaSet) -> tuple[str, ...]:
    """What of a set is null and can be typed in: "points:CODE", "bound:CLASS", ... in its order."""
    points = (
        f"points:{code}"
        for code, criterion in one.criteria.items()
        if criterion.points is not None and criterion.points.max is None
    )
    bounds = (
        f"bound:{found.code}"
        for found in one.classes
        if one.method == "score" and found.at_least is None
    )
    chosen = (f"parameter:{code}" for code, it in one.parameters.items() if it.default is None)
    counted = one.method == "count_met" and one.recognised_from is None
    return (*points, *bounds, *chosen, *(("recognised_from",) if counted else ()))


def _criterion(one: CriteriaSet, code: str) -> Criterion:
    if code not in one.criteria:
        raise NotFound(
            f"Bộ “{one.code}” không có tiêu chí “{code}”.",
            message_en=f"The set {one.code!r} has no criterion {code!r}.",
        )
    return one.criteria[code]


def _only_unknown(value: object, name: str) -> None:
    if value is not None:
        raise BadInput(
            f"“{name}” đã có trong văn bản ({value}); không thay được.",
            message_en=f"{name!r} is given by the law ({value}) and cannot be replaced.",
        )


def _with_points(criterion: Criterion, points: Decimal) -> Criterion:
    given = criterion.points or CriterionPoints(max=None)
    _only_unknown(given.max, criterion.code)
    typed = CriterionPoints.model_validate({"max": points, "given": given.given})
    return criterion.model_copy(update={"points": typed})


def _chosen(one: CriteriaSet, chosen: Mapping[str, str]) -> dict[str, object]:
    parameters: dict[str, object] = dict(one.parameters)
    for code, value in chosen.items():
        parameter = one.parameters.get(code)
        if parameter is None or value not in parameter.values:
            known = ", ".join(parameter.values if parameter is not None else one.parameters)
            raise BadInput(
                f"Tham số {code}: không có “{value}”; có: {known or '—'}.",
                message_en=f"Parameter {code}: no {value!r}; there are: {known or '—'}.",
            )
        parameters[code] = parameter.model_copy(update={"default": value})
    return parameters


def _bounded(one: CriteriaSet, bounds: Mapping[str, Decimal]) -> tuple[object, ...]:
    known = {found.code: found for found in one.classes}
    for code in bounds:
        if code not in known:
            raise NotFound(
                f"Bộ “{one.code}” không có loại “{code}”.",
                message_en=f"The set {one.code!r} has no class {code!r}.",
            )
        _only_unknown(known[code].at_least, code)
    return tuple(
        found.model_copy(update={"at_least": bounds[found.code]}) if found.code in bounds else found
        for found in one.classes
    )
