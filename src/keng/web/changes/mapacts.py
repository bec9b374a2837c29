"""From a filled form to an act on the map: the units that the names mean, and what is still open.

Names of units that end or move are read on the map of the day before; parents and managers on the
map of the day itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.moments import local_day
from keng.orgunits import actions, queries
from keng.orgunits.actions import Flow, Naming, NewUnit, Reorganisation
from keng.orgunits.vocabulary import KINDS, TERRITORIAL, Extent, written_naming
from keng.web.forms.remapping import (
    ActForm,
    CorrectDayForm,
    CorrectNameForm,
    CreateForm,
    DissolveForm,
    ManageForm,
    MergeForm,
    MoveForm,
    RearrangeForm,
    RenameForm,
    SplitForm,
)

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Question:
    """What the act leaves open and a person must say: one field, its choices, what was chosen."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    many: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing was chosen yet."""
        return not self.chosen


@dataclass(frozen=True)
class MapAct:
    """An act that is ready to be carried out, or the questions that it waits for."""

    run: Callable[[], object]
    questions: tuple[Question, ...] = field(default=())

    @property
    def is_ready(self) -> bool:
        """Whether every question has an answer."""
        return not any(one.is_open for one in self.questions)


Given = Mapping[str, Any]
Answers = Callable[[str], Sequence[str]]
By = Mapping[str, Any]  # the day, the paper, the actor and the moment


_FROM_THE_DAY: Final = gettext_lazy(
    "Xác nhận thì bản đồ đổi từ ngày nêu trên; ngày trước đó giữ nguyên."
)


@dataclass(frozen=True)
class MapActKind:
    """One kind of act: its words, its form, how the form becomes an act, what confirming does."""

    label: Promise
    told: Promise
    form: type[ActForm]
    make: Callable[[Given, Answers, By], MapAct]
    confirm: Promise = _FROM_THE_DAY


def act_of(kind: str, given: Given, answers: Answers, *, actor: Actor, at: datetime) -> MapAct:
    """The act that the form describes. Raises Ambiguous, NotFound and BadInput for its texts."""
    by = {"on": given["on"], "basis": given["basis"], "actor": actor, "at": at}
    return KINDS_OF_ACT[kind].make(given, answers, by)


def _merge(given: Given, answers: Answers, by: By) -> MapAct:
    del answers
    eve = by["on"] - _DAY
    units = [_named(text, eve) for text in given["units"]]
    parent = _named(given["under"], by["on"]) if given["under"] else _parent(units[0], eve)
    new = NewUnit(_naming(given["into"], units[0], eve, given["code"]), parent)
    return MapAct(lambda: actions.merge(units, new, **by))


def _split(given: Given, answers: Answers, by: By) -> MapAct:
    if len(given["units"]) != 1:
        raise BadInput(
            "Chia tách là việc của một đơn vị; nhiều đơn vị cùng lúc thì dùng “Sắp xếp”.",
            message_en="One unit is split; several at once are rearranged.",
        )
    return _rearrange(given, answers, by, is_split=True)


def _rearrange(given: Given, answers: Answers, by: By, *, is_split: bool = False) -> MapAct:
    eve = by["on"] - _DAY
    old = [_named(text, eve) for text in given["units"]]
    parent = _parent(old[0], eve)
    texts = [_name_and_code(line) for line in given["into"]]
    new = [NewUnit(_naming(name, old[0], eve, code), parent) for name, code in texts]
    places = tuple((str(n), name) for n, (name, _) in enumerate(texts))
    shares = [] if is_split or len(new) == 1 else [_share(one, eve, places, answers) for one in old]
    parts = _parts(old, len(new), shares, is_split=is_split)
    goes = _goes(parts, eve, places, answers)
    flows = [
        Flow(unit, place, Extent.WHOLE if len(into) == 1 else Extent.PART)
        for unit, into in parts.items()
        for place in into
    ]
    moved = {unit: int(one.chosen[0]) for unit, one in goes.items() if one.chosen}
    plan = Reorganisation(new, flows, moved)
    return MapAct(lambda: actions.reorganise(plan, **by), (*shares, *goes.values()))


def _share(unit: int, eve: date, places: tuple[tuple[str, str], ...], answers: Answers) -> Question:
    """To which new units the territory goes: one takes the whole, several take parts."""
    name = f"share_{unit}"
    known = {place for place, _ in places}
    chosen = tuple(one for one in answers(name) if one in known)
    return Question(name, queries.path_of(unit, on=eve), places, chosen, many=True)


def _parts(
    old: Sequence[int], count: int, shares: Sequence[Question], *, is_split: bool
) -> dict[int, list[int]]:
    if is_split or not shares:
        return {unit: list(range(count)) for unit in old}
    chosen = [[int(place) for place in one.chosen] for one in shares]
    return dict(zip(old, chosen, strict=True))


def _goes(
    parts: Mapping[int, Sequence[int]],
    eve: date,
    places: tuple[tuple[str, str], ...],
    answers: Answers,
) -> dict[int, Question]:
    """Where each unit goes that stood under one that is cut into parts."""
    found = {}
    for unit, into in parts.items():
        if len(into) < 2:
            continue
        possible = tuple(places[place] for place in into)
        for child in queries.children(unit, on=eve):
            name = f"goes_{child.id}"
            chosen = tuple(one for one in answers(name) if one in dict(possible))[:1]
            label = queries.path_of(child.id, on=eve)
            found[child.id] = Question(name, label, possible, chosen)
    return found


def _rename(given: Given, answers: Answers, by: By) -> MapAct:
    del answers
    unit = _named(given["unit"], by["on"])
    naming = _naming(given["to"], unit, by["on"], given["code"])
    return MapAct(lambda: actions.rename(unit, naming, **by))


def _move(given: Given, answers: Answers, by: By) -> MapAct:
    del answers
    unit, under = _named(given["unit"], by["on"]), _named(given["under"], by["on"])
    return MapAct(lambda: actions.reparent(unit, under, **by))


def _manage(given: Given, answers: Answers, by: By) -> MapAct:
    del answers
    unit = _named(given["unit"], by["on"])
    manager = _named(given["by"], by["on"]) if given["by"] else None
    return MapAct(lambda: actions.hand_over(unit, manager, **by))


def _dissolve(given: Given, answers: Answers, by: By) -> MapAct:
    del answers
    unit = _named(given["unit"], by["on"] - _DAY)
    return MapAct(lambda: actions.dissolve(unit, **by))


def _create(given: Given, answers: Answers, by: By) -> MapAct:
    del answers
    naming = Naming(given["kind"], given["name"], given["code"])
    manager = _named(given["manager"], by["on"]) if given["manager"] else None
    new = NewUnit(naming, _named(given["under"], by["on"]), manager)
    return MapAct(lambda: actions.create_unit(new, **by))


def _correct_name(given: Given, answers: Answers, by: By) -> MapAct:
    """A blank code keeps the one on record; agencies and schools keep their kind."""
    del answers
    view = queries.unit_named(given["unit"], on=by["on"])
    code = "" if given["no_code"] else given["code"] or view.code
    if view.level in TERRITORIAL:
        naming = _naming(given["to"], view.id, by["on"], code)
    else:
        naming = Naming(view.kind, given["to"], code)
    return MapAct(lambda: actions.correct_name(view.id, naming, **by))


def _correct_day(given: Given, answers: Answers, by: By) -> MapAct:
    """Units of any day: what is to be dated may be over long since."""
    del answers
    today = local_day(by["at"])
    units = [queries.unit_named_ever(text, on=today).id for text in given["units"]]
    return MapAct(lambda: actions.correct_day(units, **by))


def _named(text: str, on: date) -> int:
    return queries.unit_named(text, on=on).id


def _parent(unit: int, on: date) -> int:
    parent = queries.unit_view(unit, on=on).parent_id
    if parent is None:
        raise NotFound(
            f"{queries.path_of(unit, on=on)} không có đơn vị cấp trên.",
            message_en="The unit has no parent.",
        )
    return parent


def _name_and_code(line: str) -> tuple[str, str]:
    name, _, code = line.partition(";")
    return name.strip(), code.strip()


def _naming(text: str, like: int, on: date, code: str) -> Naming:
    """The kind and name of a unit of the same level as another."""
    view = queries.unit_view(like, on=on)
    found = written_naming(text, view.level)
    if found is None:
        words = sorted({kind.label for kind in KINDS.values() if kind.level == view.level})
        raise BadInput(
            f"“{text}”: hãy viết loại trước tên, một trong: {', '.join(words)}.",
            message_en=f"“{text}”: write the kind before the name, one of {', '.join(words)}.",
        )
    return Naming(*found, code)


KINDS_OF_ACT: Final[Mapping[str, MapActKind]] = {
    "sap-nhap": MapActKind(
        gettext_lazy("Sáp nhập"),
        gettext_lazy("Các đơn vị nguyên vẹn nhập thành một đơn vị mới"),
        MergeForm,
        _merge,
    ),
    "chia-tach": MapActKind(
        gettext_lazy("Chia tách"),
        gettext_lazy("Một đơn vị chia thành nhiều đơn vị mới"),
        SplitForm,
        _split,
    ),
    "sap-xep": MapActKind(
        gettext_lazy("Sắp xếp"),
        gettext_lazy("Đơn vị nguyên vẹn và phần đơn vị lập thành các đơn vị mới, theo một văn bản"),
        RearrangeForm,
        _rearrange,
    ),
    "doi-ten": MapActKind(
        gettext_lazy("Đổi tên, đổi loại"),
        gettext_lazy("Địa giới giữ nguyên: xã thành phường, tên mới, mã mới"),
        RenameForm,
        _rename,
    ),
    "chuyen": MapActKind(
        gettext_lazy("Chuyển cấp trên"),
        gettext_lazy("Đơn vị về trực thuộc đơn vị khác, mọi thứ bên dưới đi theo"),
        MoveForm,
        _move,
    ),
    "giao-quan-ly": MapActKind(
        gettext_lazy("Giao đơn vị quản lý"),
        gettext_lazy("Cơ quan, trường, doanh nghiệp báo cáo cho đơn vị khác nơi đặt"),
        ManageForm,
        _manage,
    ),
    "lap-moi": MapActKind(
        gettext_lazy("Lập mới"),
        gettext_lazy("Thôn, tổ dân phố, cơ quan, doanh nghiệp, trường, ban chỉ đạo"),
        CreateForm,
        _create,
    ),
    "giai-the": MapActKind(
        gettext_lazy("Giải thể"),
        gettext_lazy("Đơn vị kết thúc, không ai kế thừa"),
        DissolveForm,
        _dissolve,
    ),
    "dinh-chinh-ten": MapActKind(
        gettext_lazy("Đính chính tên, mã"),
        gettext_lazy("Tên, loại hay mã số đã ghi sai; không phải đổi tên"),
        CorrectNameForm,
        _correct_name,
        gettext_lazy(
            "Xác nhận thì tên đúng thay tên sai trong cả thời gian tên ấy đứng; tên sai được giữ "
            "trong kho lưu."
        ),
    ),
    "dinh-chinh-ngay": MapActKind(
        gettext_lazy("Đính chính ngày"),
        gettext_lazy("Ngày mới biết là “muộn nhất”, nay có văn bản ghi ngày đúng"),
        CorrectDayForm,
        _correct_day,
        gettext_lazy(
            "Xác nhận thì việc ấy được ghi vào ngày đúng, bản đồ từ ngày đó đổi theo; ngày đã ghi "
            "trước đây được giữ trong kho lưu."
        ),
    ),
}
