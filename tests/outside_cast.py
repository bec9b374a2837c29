"""The office twice over: figures that differ, and nothing that an outsider may see of them does.

Huyện Bắc has three communes. What they report of people differs from one world to the other, and
the public picture of it does not: the pairs below were chosen so, and a test holds them against it.
Whatever leaves the house for somebody outside must therefore be the same in both worlds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from commending_cast import with_commendations
from criteria_cast import a_criteria_pack, a_set, commune_set
from groups_cast import INITIATIVES
from keng.access import actions as access
from keng.access.models import Account
from keng.access.roles import Role
from keng.criteria import actions as criteria
from keng.criteria.models import Assessment
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Initiatives, Pack
from keng.planning import actions as planning
from keng.planning.actions import TargetGiven
from keng.planning.models import Plan
from keng.planning.vocabulary import Aim
from keng.publishing import actions as papers
from keng.publishing.heads import Head
from keng.publishing.models import Paper
from keng.reporting import actions, queries
from keng.reporting.actions import Assignee
from keng.reporting.cells import CellInput
from keng.reporting.models import Submission
from pages_cast import keywords
from publishing_cast import PROFILES, a_sentence, an_outline
from recognition_pages import with_a_set
from reporting_cast import CHECKS, MONTHLY, _check, _form, _indicator, cells, text
from web_cast import NOW, SETUP, START, Office, an_office

PEOPLE: Final = (CellKey("offenders"), CellKey("addicts"))
Pair = tuple[int, int]
FIGURES: Final[Mapping[str, Mapping[str, tuple[Pair, Pair, Pair]]]] = {
    "2023-07": {"offenders": ((4, 7), (4, 0), (0, 1)), "addicts": ((0, 0), (30, 30), (7, 7))},
    "2024-06": {"offenders": ((3, 2), (0, 5), (40, 36)), "addicts": ((1, 4), (1, 4), (10, 4))},
    "2024-07": {"offenders": ((3, 1), (12, 14), (20, 20)), "addicts": ((12, 14), (20, 20), (3, 1))},
}
"""What xã Ba, xã Hai and xã Một report of people in the one world and in the other."""
WAITING: Final = ({"offenders": (40, 3), "addicts": (41, 0)}, {"offenders": (3, 40)})
"""What xã Một has typed for August and xã Hai has handed in: nobody has accepted it."""
JULY: Final = parse_period("2024-07")
CASES: Final = 13  # 3 x 13 = 39 people are usual: 40 ask for a reason, 36 do not
ACTS: Final = 2  # after the figures, in either world: a reason given, or another note written


def an_outside_pack() -> Pack:
    """The programme of the pages, where people are counted twice and everything speaks of them."""
    sentences = [
        a_sentence("people", "offenders", kind="change_same_period"),
        a_sentence("more", "addicts", "offenders", template="Có {addicts}, xử lý {offenders}."),
        a_sentence("few", "offenders", template="Đã xử lý {offenders}.", when="not_zero"),
        {"item": "text", "code": "causes", "label": text("Nguyên nhân")},
        {
            "item": "table",
            "code": "t",
            "label": text("Bảng"),
            "indicators": ["offenders", "addicts", "people_share"],
        },
        {
            "item": "table",
            "code": "u",
            "label": text("Bảng đơn vị"),
            "indicators": ["offenders", "addicts"],
            "rows": "children",
        },
    ]
    section = {"code": "all", "number_style": "I", "title": text("Kết quả"), "items": sentences}
    outline = an_outline(periods=["month"], sections=[section]).model_dump(mode="json")
    people = {"counts": "people_total", "small": True}
    share = {"rollup": "recompute", "numerator": "offenders", "denominator": "cases", "per": 100}
    more = [
        _indicator("addicts", "Người trong danh sách", "stock", **people),
        _indicator("people_share", "Người mỗi trăm vụ", "ratio", **share),
    ]
    checks = [
        *CHECKS,
        {
            "code": "addicts_many",
            "severity": "hint",
            "rule": "now.addicts <= 12",
            "label": text("Nhiều người trong danh sách", "Many"),
            "message": text("{now.addicts} người.", "Many."),
        },
        {
            "code": "addicts_within_cases",
            "severity": "block",
            "rule": "now.addicts <= now.cases * 3",
            "label": text("Quá nhiều người trong danh sách", "Too many"),
            "message": text("{now.addicts} người.", "Too many."),
        },
        {
            "code": "fires_and_people",
            "severity": "warn",
            "rule": "now.fires <= 1",
            "values": {"rest": "100 - now.offenders"},
            "label": text("Cháy và người", "Fires and people"),
            "message": text("{now.fires} vụ cháy, kém 100 người {rest}.", "{rest}"),
        },
    ]
    monthly = [
        (code, [*listed, "addicts"] if code == "events" else listed) for code, listed in MONTHLY
    ]
    base = a_criteria_pack(commune_set(), people_set()).model_dump(mode="json", by_alias=True)
    indicators = {**base["indicators"], **{str(one["code"]): one for one in more}}
    del base["indicators"], base["checks"]
    made = Pack.model_validate(
        {
            **base,
            "indicators": indicators,
            "checks": {one["code"]: _check(one) for one in checks},
            "forms": {**base["forms"], "commune": _form("commune", monthly)},
            "profiles": PROFILES,
            "outlines": {"commune": outline},
        }
    )
    made = made.model_copy(update={"initiatives": Initiatives.model_validate(INITIATIVES)})
    return with_commendations(with_a_set(made), form="")


def people_set() -> dict[str, Any]:
    """Communes judged by how many people they report; July stands for the year."""
    return a_set(
        "nguoi",
        [
            {
                "code": code,
                "group": "main",
                "title": text(title, code),
                "kind": "count",
                "rule": rule,
            }
            for code, title, rule in (
                ("N1", "Ít người", "now.offenders <= 13"),
                ("N2", "Không tăng", "now.addicts <= 2"),
                ("N3", "Ít vụ", "now.cases <= 99"),
            )
        ],
        subjects={"levels": ["commune"]},
        decided_by=[{"levels": ["commune"], "decides": "district", "signs": "chair"}],
        window={
            "first": "11-01",
            "last": "10-31",
            "substitutes": [[{"regime": "calendar", "months": [7, 7]}]],
        },
    )


@dataclass(frozen=True)
class World:
    """One of the two offices: who lives where, and what its addresses are made of."""

    office: Office
    communes: Mapping[str, int]
    known: Mapping[str, int | str]
    submissions: tuple[int, ...]
    papers: tuple[int, ...]
    assessments: tuple[int, ...]
    run: int


def a_world(place: int) -> World:
    """The office in the first (0) or the second (1) world; made the same way, number by number."""
    office = an_office(_install)
    third = create_unit(
        NewUnit(Naming("xa", "Ba"), office.north), on=START, basis="NQ 1", actor=OPERATOR, at=SETUP
    ).pk
    communes = {"Ba": third, "Hai": office.two, "Một": office.one}
    submissions = [
        one
        for month, people in FIGURES.items()
        for one in _reported(office, communes, month, people, place)
    ]
    for draft, waiting in zip((office.draft, office.other_draft), WAITING, strict=True):
        told = {name: pair[place] for name, pair in waiting.items()}
        actions.enter(draft.pk, cells(cases=CASES, **told), actor=OPERATOR, at=NOW)
        _in_words(draft.pk, told["offenders"])
    _explained(office.other_draft.pk, WAITING[1]["offenders"][place])
    actions.submit(office.other_draft.pk, actor=OPERATOR, at=NOW)
    _asked_about(office, WAITING[0]["offenders"][place])
    known = keywords(office)
    assessed = _assessed(office, communes)
    return World(
        office=office,
        communes=communes,
        known=known,
        submissions=(office.draft.pk, office.other_draft.pk, submissions[-4], submissions[-3]),
        papers=(int(known["paper_id"]), *_papers(office)),
        assessments=tuple(one.pk for one in assessed),
        run=assessed[0].run_id,
    )


def _install() -> None:
    content = content_of(an_outside_pack())
    PackVersion.objects.create(code="sample", version="1", content=content)


def _reported(
    office: Office,
    communes: Mapping[str, int],
    month: str,
    people: Mapping[str, tuple[Pair, Pair, Pair]],
    place: int,
) -> list[int]:
    """The month as all three hand it in and the district accepts it."""
    opened = actions.open_round(
        "commune", parse_period(month), owner_unit_id=office.north, actor=OPERATOR, at=SETUP
    )
    found = []
    for at, unit in enumerate(communes.values()):
        row = Submission.objects.get(round=opened, unit_id=unit)
        told = {name: pairs[at][place] for name, pairs in people.items()}
        given = cells(cases=CASES, settled=CASES - 1, fires=at, **told)
        actions.enter(row.pk, given, actor=OPERATOR, at=NOW)
        _in_words(row.pk, told["offenders"])
        _explained(row.pk, told["offenders"])
        actions.submit(row.pk, actor=OPERATOR, at=NOW)
        if month == JULY.code:
            _sent_back(office, row.pk, told["offenders"])
        row.refresh_from_db()
        officer = office.actor("officer")
        actions.accept(row.pk, revision=row.revision, actor=officer, at=NOW)
        if month != JULY.code:
            actions.lock(row.pk, f"Đủ {told['offenders']} người.", actor=officer, at=NOW)
        found.append(row.pk)
    return found


def _in_words(submission_id: int, people: int) -> None:
    """People in what a person writes: in a part of the report, and beside a cell of events."""
    words = f"Trong đó có {people} người."
    actions.write_text(submission_id, "causes", words, actor=OPERATOR, at=NOW)
    noted = CellInput(CellKey("cases"), CASES, note=words)
    actions.enter(submission_id, [noted], actor=OPERATOR, at=NOW)


def _explained(submission_id: int, people: int) -> None:
    """Explain what warns, and write notes until there are as many acts in either world."""
    checks = [one.check for one in queries.findings_of(submission_id) if one.is_open]
    for check in checks:
        reason = f"Đã rà, {people} người là đúng."
        actions.accept_warning(submission_id, check, reason, actor=OPERATOR, at=NOW)
    stands = queries.figures_of(submission_id)[CellKey("offenders")].value
    for n in range(ACTS - len(checks)):
        noted = CellInput(CellKey("offenders"), stands, note=f"Đã rà lần {n}.")
        actions.enter(submission_id, [noted], actor=OPERATOR, at=NOW)


def _sent_back(office: Office, submission_id: int, people: int) -> None:
    """Return a report with people in the reasons, and let it be answered with people."""
    cell, words, officer = CellKey("cases"), f"Xem lại {people} người.", office.actor("officer")
    actions.return_for_correction(
        submission_id, {cell: words}, words, due_on=NOW.date(), actor=officer, at=NOW
    )
    actions.answer_return(submission_id, cell, f"Đúng {people} người.", actor=OPERATOR, at=NOW)
    actions.submit(submission_id, actor=OPERATOR, at=NOW)


def _asked_about(office: Office, people: int) -> None:
    """What is to be cleared up about a draft, and why its day was moved."""
    words = f"Làm rõ {people} người."
    asked = Assignee(account_id=office.accounts["clerk"].pk)
    for key in (None, CellKey("cases")):
        actions.open_follow_up(
            office.draft.pk, words, asked, key=key, actor=office.actor("officer"), at=NOW
        )
    later = NOW.date() + timedelta(days=30)
    actions.extend_due(office.draft.pk, later, words, actor=OPERATOR, at=NOW)


def _papers(office: Office) -> list[int]:
    """Papers that print people: the district's as a draft, xã Một's issued and in the register."""
    made = []
    for unit, login in ((office.north, "officer"), (office.one, "clerk")):
        paper = papers.draft_paper(unit, JULY, "commune", actor=office.actor(login), at=NOW)
        head = Head(signer="Trần Thị Thử")
        papers.rewrite_paper(paper.pk, head=head, actor=office.actor(login), at=NOW)
        made.append(paper.pk)
    papers.submit_paper(made[-1], actor=OPERATOR, at=NOW)
    seen = Paper.objects.get(pk=made[-1]).revision
    papers.approve_paper(made[-1], revision=seen, actor=OPERATOR, at=NOW)
    papers.issue_paper(made[-1], actor=OPERATOR, at=NOW, number=17, day=NOW.date())
    return made


def _assessed(office: Office, communes: Mapping[str, int]) -> list[Assessment]:
    """Dossiers of all communes in the set that reads people."""
    units = communes.values()
    found = [criteria.register("nguoi", 2024, unit, actor=OPERATOR, at=NOW) for unit in units]
    clerk = office.actor("clerk")
    plan = Plan.objects.get(unit_id=office.one)
    target = TargetGiven("Không quá 13 người", 13, aim=Aim.AT_MOST, indicator="offenders")
    planning.add_target(plan.pk, target, actor=clerk, at=NOW)
    return found


def outsiders(world: World) -> dict[str, Account]:
    """Who looks from outside: two levels above, from the nation, and from a commune beside."""
    new = NewUnit(Naming("xa", "Bốn"), world.office.north)
    beside = create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk
    return {
        "above": an_outsider(world.office.province, "above", Role),
        "nation": an_outsider(world.office.nation, "nation", (Role.AUDITOR, Role.OFFICER)),
        "beside": an_outsider(beside, "beside", (Role.CLERK, Role.LEADER, Role.AUDITOR)),
    }


def an_outsider(unit_id: int, login: str, roles: Iterable[Role] = Role) -> Account:
    """Somebody with roles at a unit; with every one, sees all that anybody there may see."""
    made = access.create_account(login, "Người ở xa", unit_id=unit_id, actor=OPERATOR, at=SETUP)
    for role in roles:
        access.grant(made.pk, role, unit_id=unit_id, actor=OPERATOR, at=SETUP)
    return made
