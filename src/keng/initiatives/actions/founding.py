"""Groups: founded, changed, moved, dissolved, taken up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from keng.initiatives.actions._hold import group_for_update, held
from keng.initiatives.actions.posting import repost
from keng.initiatives.journalling import of_group
from keng.initiatives.models import Group, Placement, Size
from keng.initiatives.permission import require_keeper
from keng.initiatives.programme import GROUPS, checked_numbers, group_kind, spoken
from keng.initiatives.wordscreen import a_post, screened
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, WrongState
from keng.kernel.moments import local_day
from keng.kernel.vietnamese import fold, normalise
from keng.orgunits.queries import is_in_force, unit_view
from keng.orgunits.vocabulary import BEGINNING

_MOST = 1_000_000


@dataclass(frozen=True)
class Described:
    """What is said of a group when it is entered or changed; None is "not known"."""

    name: str
    kind: str
    post: str = ""
    founded_on: date | None = None
    paper_number: str = ""
    paper_on: date | None = None
    paper_text: str = ""
    points: int = 1
    members: int | None = None
    equipment: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class NewGroup:
    """A group to be entered, the unit where it stands, and from which one it was replicated."""

    described: Described
    unit_id: int
    replicated_from: int | None = None
    illustrative: bool = False
    token: str = ""


@transaction.atomic
def found_group(new: NewGroup, *, actor: Actor, at: datetime) -> Group:
    """Enter a group into the register of its unit.

    The same form sent twice (`token`) enters it once. Raises NotAllowed, BadInput: unknown kind or
    unit, a day in the future, a name that the unit has already, personal data in a text.
    """
    on = local_day(at)
    if new.token and (there := Group.objects.filter(token=new.token).first()) is not None:
        require_keeper(actor, there.unit_id, on=on)
        return there
    made = found_groups([new], actor=actor, at=at)
    return made[0]


@transaction.atomic
def found_groups(news: Sequence[NewGroup], *, actor: Actor, at: datetime) -> list[Group]:
    """Enter many groups, as an import does: all of them, or none. Raises as `found_group`."""
    on = local_day(at)
    for unit_id in {new.unit_id for new in news}:
        _refuse_unit(unit_id, on)
        require_keeper(actor, unit_id, on=on)
    groups = [_group(new, actor=actor, at=at) for new in news]
    _refuse_doubles(groups)
    for group in groups:
        group.save(force_insert=True)
    places = Placement.objects.bulk_create(
        Placement(group=group, unit_id=group.unit_id, valid_from=group.founded_on or BEGINNING)
        for group in groups
    )
    sizes = Size.objects.bulk_create(
        _size(group, group.founded_on or on, actor, at) for group in groups
    )
    written = {
        group: (place, size) for group, place, size in zip(groups, places, sizes, strict=True)
    }
    of_group.across(written, "founded", actor=actor, at=at)
    for unit_id in sorted({group.unit_id for group in groups}):
        repost(unit_id, GROUPS, actor=actor, at=at)
    return groups


@transaction.atomic
def change_group(
    group_id: int, described: Described, *, revision: int, actor: Actor, at: datetime
) -> Group:
    """Put other facts in the place of those that stand; other numbers hold from today on.

    `revision` is the one that was seen. Raises Conflict, WrongState (dissolved), NotAllowed and
    what `found_group` raises.
    """
    group = held(group_id, revision=revision, actor=actor, at=at)
    _refuse_dissolved(group)
    on, before = local_day(at), (group.points, group.members, group.equipment)
    for name, value in _fields(described, on).items():
        setattr(group, name, value)
    _refuse_doubles([group])
    rows = []
    if (group.points, group.members, group.equipment) != before:
        size = _size(group, on, actor, at)
        size.save()
        rows.append(size)
    group.revision += 1
    group.save()
    of_group(group, "changed", {}, actor=actor, at=at, rows=rows)
    repost(group.unit_id, GROUPS, actor=actor, at=at)
    return group


@transaction.atomic
def dissolve_group(group_id: int, why: str, *, on: date, actor: Actor, at: datetime) -> Group:
    """End a group on a day, with the reason or the paper that says so; it stays in the register.

    Raises NotAllowed, WrongState (dissolved already), BadInput: no reason, a day in the future or
    before it was founded.
    """
    group = held(group_id, actor=actor, at=at)
    _refuse_dissolved(group)
    if on > local_day(at) or (group.founded_on is not None and on < group.founded_on):
        raise BadInput(
            "Ngày giải thể phải sau ngày thành lập và không ở tương lai.",
            message_en="The day must be after the founding and not in the future.",
        )
    group.dissolved_on, group.dissolved_why = on, _reason(why)
    group.revision += 1
    group.save()
    of_group(group, "dissolved", {"on": on.isoformat()}, actor=actor, at=at)
    repost(group.unit_id, GROUPS, actor=actor, at=at)
    return group


@transaction.atomic
def take_up_again(group_id: int, *, actor: Actor, at: datetime) -> Group:
    """Take back that a group was dissolved; NotAllowed, WrongState, BadInput (name taken)."""
    group = held(group_id, actor=actor, at=at)
    if group.dissolved_on is None:
        raise WrongState(
            "Mô hình này chưa giải thể.", message_en="This initiative is not dissolved."
        )
    group.dissolved_on, group.dissolved_why = None, ""
    _refuse_doubles([group])
    group.revision += 1
    group.save()
    of_group(group, "taken_up_again", {}, actor=actor, at=at)
    repost(group.unit_id, GROUPS, actor=actor, at=at)
    return group


@transaction.atomic
def move_group(
    group_id: int, unit_id: int, basis: str, *, on: date, actor: Actor, at: datetime
) -> Group:
    """Let a group stand at another unit from a day on, by which paper; where it stood is kept.

    Who does it keeps the registers of both units; of one that has ended, nobody does. Raises
    NotAllowed, WrongState (dissolved), BadInput.
    """
    group = group_for_update(group_id)
    left = group.unit_id
    if is_in_force(left, on=local_day(at)):
        require_keeper(actor, left, on=local_day(at))
    require_keeper(actor, unit_id, on=local_day(at))
    _refuse_dissolved(group)
    _refuse_unit(unit_id, local_day(at))
    moved = place_at(group, unit_id, _reason(basis), on=on)
    facts = {"left": left, "on": on.isoformat()}
    of_group(group, "moved", facts, actor=actor, at=at, rows=moved)
    for one in (left, unit_id):
        repost(one, GROUPS, actor=actor, at=at)
    return group


def place_at(group: Group, unit_id: int, basis: str, *, on: date) -> list[Placement]:
    """Close where the group stands and open where it stands from the day on; the rows written."""
    standing = group.placements.get(valid_until__isnull=True)
    if on <= standing.valid_from:
        raise BadInput(
            "Ngày chuyển phải sau ngày mô hình bắt đầu ở đơn vị hiện tại.",
            message_en="The day must be after the day from which it stands where it is.",
        )
    standing.valid_until = on
    standing.save()
    opened = Placement.objects.create(group=group, unit_id=unit_id, valid_from=on, basis=basis)
    group.unit_id = unit_id
    _refuse_doubles([group])
    group.revision += 1
    group.save()
    return [standing, opened]


def _group(new: NewGroup, *, actor: Actor, at: datetime) -> Group:
    return Group(
        unit_id=new.unit_id,
        replicated_from_id=new.replicated_from,
        illustrative=new.illustrative,
        token=new.token,
        at=at,
        account_id=actor.account_id,
        **_fields(new.described, local_day(at)),
    )


def _fields(given: Described, on: date) -> dict[str, object]:
    name = normalise(screened(given.name, what="Tên mô hình", what_en="The name", longest=200))
    if not name:
        raise BadInput("Hãy ghi tên mô hình.", message_en="Write the name of the initiative.")
    kind = group_kind(given.kind)
    for day in (given.founded_on, given.paper_on):
        if day is not None and day > on:
            raise BadInput(
                f"Ngày {day:%d/%m/%Y} ở tương lai; hãy kiểm tra lại.",
                message_en=f"{day.isoformat()} is in the future; check it.",
                code="day_in_future",
            )
    asked = {
        code: spoken().equipment[code] for code in kind.equipment if code in spoken().equipment
    }
    if not 1 <= given.points <= _MOST or not 0 <= (given.members or 0) <= _MOST:
        raise BadInput(
            "Số đội, tổ phải từ 1; số thành viên phải từ 0.",
            message_en="There is at least one team, and no negative number of members.",
        )
    return {
        "name": name,
        "folded": fold(name)[:220],
        "kind": kind.code,
        "post": a_post(given.post),
        "founded_on": given.founded_on,
        "paper_number": _line(given.paper_number, 60),
        "paper_on": given.paper_on,
        "paper_text": screened(given.paper_text, what="Trích yếu", what_en="The paper"),
        "points": given.points,
        "members": given.members,
        "equipment": checked_numbers(given.equipment, asked),
    }


def _line(text: str, longest: int) -> str:
    return screened(text, what="Số, ký hiệu văn bản", what_en="The number", longest=longest)


def _size(group: Group, on: date, actor: Actor, at: datetime) -> Size:
    return Size(
        group=group,
        on=on,
        points=group.points,
        members=group.members,
        equipment=group.equipment,
        at=at,
        account_id=actor.account_id,
    )


def _reason(text: str) -> str:
    reason = screened(text, what="Lý do", what_en="The reason")
    if not reason:
        raise BadInput("Hãy ghi lý do hoặc văn bản.", message_en="Write the reason or the paper.")
    return reason


def _refuse_unit(unit_id: int, on: date) -> None:
    if not is_in_force(unit_id, on=on):
        name = unit_view(unit_id, on=on).full_name
        raise BadInput(
            f"{name} không còn hoạt động; hãy chọn đơn vị hiện nay.",
            message_en=f"{name} is no longer in force; choose a unit of today.",
        )


def _refuse_dissolved(group: Group) -> None:
    if group.dissolved_on is not None:
        raise WrongState(
            f"Mô hình đã giải thể ngày {group.dissolved_on:%d/%m/%Y}.",
            message_en=f"The initiative was dissolved on {group.dissolved_on.isoformat()}.",
        )


def _refuse_doubles(groups: Sequence[Group]) -> None:
    """Two living groups of one unit and kind need two names: else one is entered twice."""
    mine = {group.pk for group in groups if group.pk}
    wanted = [(group.unit_id, group.kind, group.folded) for group in groups]
    rows = Group.objects.filter(
        unit_id__in={one[0] for one in wanted}, dissolved_on__isnull=True
    ).exclude(pk__in=mine)
    taken = set(rows.values_list("unit_id", "kind", "folded"))
    for group, key in zip(groups, wanted, strict=True):
        if key in taken:
            raise BadInput(
                f"Đơn vị đã có mô hình “{group.name}” cùng loại; hãy đặt tên khác hoặc mở mô hình "
                "đã có.",
                message_en=f"The unit has an initiative {group.name!r} of this kind already.",
                code="name_taken",
            )
        taken.add(key)
