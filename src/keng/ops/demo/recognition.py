"""The year of recognition in the demo: 2025 decided, 2026 under way; all of it invented and marked.

A villager's year from registration to the decision, a unit that is not recognised, a decision that
is delegated, a merged commune, and a figure that was corrected after the decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from keng.criteria import actions, queries
from keng.criteria.actions import ClaimInput, DecisionHead, FactInput, MarkInput, PastYear
from keng.db.reading import one_reading
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.figures import CellKey, to_scaled
from keng.kernel.moments import TZ
from keng.kernel.periods import parse_period
from keng.ops.demo.cast import Cast, add_account, merged_on, morning_of
from keng.ops.demo.illustrative import mark
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.orgunits.queries import unit_named
from keng.packs.installed import current
from keng.publishing import actions as papers
from keng.publishing.heads import Head
from keng.publishing.recognition import PaperKind
from keng.reporting import actions as reporting
from keng.reporting import queries as sheets
from keng.reporting.cells import CellInput

VILLAGES, SCHOOLS, AGENCIES = "tt124-village", "tt124-school", "tt124-agency"
COMMUNES = "tt124-commune"
_SETS = {"village": VILLAGES, "east": VILLAGES, "west": VILLAGES}
_SETS |= {"school": SCHOOLS, "enterprise": AGENCIES}


@cache
def story() -> Mapping[str, Any]:
    """recognition.yaml."""
    text = (files(__package__) / "recognition.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def add_people(cast: Cast) -> None:
    """Make the units that only recognition needs, and the accounts of those who act in it."""
    for key, wanted in story()["units"].items():
        on = merged_on()
        parent = unit_named(wanted["parent"], on=on).id
        manager = unit_named(wanted["manager"], on=on).id if "manager" in wanted else parent
        naming = Naming(kind=wanted["kind"], name=wanted["name"])
        new = NewUnit(naming=naming, parent_id=parent, manager_id=manager)
        made = create_unit(new, on=on, basis=story()["basis"], actor=OPERATOR, at=morning_of(on))
        cast.units[key] = int(made.pk)
    for account in story()["accounts"]:
        add_account(cast, account)


def play(cast: Cast, *, at: datetime) -> None:
    """Play the year that is decided and bring the next one under way, as far as the day allows.

    It comes before the illustrative months: the less there is to consolidate, the faster it goes.
    """
    if at < _moment("corrected_at"):
        return
    with one_reading():  # units, programme and rights stay as they are
        _Decided(cast).play()
        _UnderWay(cast, at).play()


def decide_on_the_commune(cast: Cast, *, at: datetime) -> None:
    """The merged commune of the year that is decided: judged on the months of before and after."""
    if at >= _moment("corrected_at"):
        with one_reading():
            _Decided(cast).decide_on_the_commune()


class _Year:
    """What both years share: registering, and filling in an assessment."""

    def __init__(self, cast: Cast, year: int) -> None:
        self.cast, self.year = cast, year
        self.commune = cast.units[story()["commune"]]
        self.officer, self.leader = cast.actor("tuky"), cast.actor("lanhdao.tuky")
        self.upper, self.upper_leader = cast.actor("tinh"), cast.actor("lanhdao.tinh")
        self.found: dict[str, int] = {}
        self.runs: dict[str, int] = {}

    def register(self, key: str, *, at: datetime) -> None:
        """Register a unit, or a commune by its login, for its set."""
        set_code = _SETS.get(key, COMMUNES)
        decider = self.cast.province_id if set_code == COMMUNES else None
        actor = self.cast.actor(key) if set_code == COMMUNES else self.officer
        made = actions.register(
            set_code,
            self.year,
            self.cast.units[key],
            decided_by=decider,
            actor=self.upper if key == "enterprise" else actor,
            at=at,
        )
        self.found[key] = made.pk
        self.runs[set_code] = made.run_id

    def fill(self, key: str, actor: Actor, *, at: datetime) -> None:
        """Say of every criterion that it holds, but of the one that does not."""
        view = queries.assessment_view(self.found[key], actor=actor, at=at)
        facts = dict(story()["facts"][view.set_code])
        if key in story()["registered_households"]:
            facts["households_registered"] = story()["registered_households"][key]
        actions.type_facts(view.id, FactInput(facts), actor=actor, at=at)
        for one in view.criteria:
            said = _said(key, one.criterion.code, one.criterion.kind)
            if said is not None:
                actions.claim(view.id, one.criterion.code, said, actor=actor, at=at)
        self._confirm(view.id, actor, at=at)

    def _confirm(self, assessment_id: int, actor: Actor, *, at: datetime) -> None:
        """Confirm what Keng computed, and that the days outside its figures were no different."""
        view = queries.assessment_view(assessment_id, actor=actor, at=at)
        for first, last in view.unconfirmed:
            actions.confirm_days(assessment_id, first, last, actor=actor, at=at)
        for row in actions.propose(assessment_id, actor=actor, at=at):
            if row.proposed in {"met", "not_met"}:
                actions.answer_proposal(
                    *(assessment_id, row.criterion, "confirmed"),
                    seen=row.revision,
                    actor=actor,
                    at=at,
                )


class _Decided(_Year):
    """The year that is decided."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast, story()["decided_year"])

    def play(self) -> None:
        self._report()
        for key in (*_SETS, *story()["communes"]):
            self.register(key, at=_moment("registered_at"))
        self._withdraw()
        self._remember()
        for key in _SETS:
            self._assess(key)
        self._delegate()
        self._review()
        self._decide()
        self._correct()

    def _report(self) -> None:
        """The figures of the year, accepted, from which a criterion is computed."""
        for key, wanted in story()["figures"].items():
            period, at = parse_period(str(self.year)), _moment("assessed_at")
            sheet = reporting.ensure_submission(
                self.cast.units[key], wanted["form"], period, actor=OPERATOR, at=at
            )
            _enter(sheet.pk, wanted["cells"], at=at)

    def _withdraw(self) -> None:
        gone = story()["withdrawn"]
        actor = self.cast.actor(gone["login"])
        at = _moment("assessed_at")
        actions.withdraw(self.found[gone["login"]], gone["reason"], actor=actor, at=at)

    def _remember(self) -> None:
        """What units of before the merger had: the merged commune's history shows it."""
        year = story()["past_year"]
        for one in story()["past"]:
            unit = unit_named(one["unit"], on=date(year, 12, 31))
            said = PastYear(COMMUNES, year, one["outcome"], story()["mark"])
            actions.type_past_result(unit.id, said, actor=OPERATOR, at=_moment("assessed_at"))

    def _assess(self, key: str) -> None:
        actor = self.cast.actor({"village": "thon", "school": "truong"}.get(key, "tuky"))
        if key == "enterprise":
            actor = self.cast.actor("doanhnghiep")
        at = _moment("assessed_at")
        self.fill(key, actor, at=at)
        actions.submit(self.found[key], actor=actor, at=at)

    def _delegate(self) -> None:
        actions.delegate(
            *(self.runs[AGENCIES], self.commune, story()["delegation"]),
            since=_moment("assessed_at").date(),
            actor=self.upper_leader,
            at=_moment("assessed_at"),
        )

    def _review(self) -> None:
        at = _moment("reviewed_at")
        for one in story()["council"]:
            actor = self.cast.actor(one["login"])
            actions.appoint_member(
                *(self.runs[VILLAGES], one["post"], self.commune),
                member_account=actor.account_id,
                is_chair=one.get("chair", False),
                actor=self.leader,
                at=at,
            )
        for key in _SETS:
            if _SETS[key] == VILLAGES:
                self._mark(key, at=at)
            actions.agree(self.found[key], {}, story()["minutes"], actor=self.leader, at=at)

    def _mark(self, key: str, *, at: datetime) -> None:
        """Each member marks alone, as the unit said; then the marks open."""
        for one in story()["council"]:
            actor = self.cast.actor(one["login"])
            sheet = queries.marking_sheet(self.found[key], actor=actor, at=at)
            marks = {code: MarkInput(_verdict(key, code)) for code in sheet.criteria}
            actions.mark(self.found[key], marks, actor=actor, at=at)

    def _decide(self) -> None:
        at = _moment("decided_at")
        for set_code in (VILLAGES, SCHOOLS, AGENCIES):
            decision = self._decided(set_code, self.leader, at=at)
            if set_code == VILLAGES:
                self._issue(decision, at=at)

    def _decided(self, set_code: str, actor: Actor, *, at: datetime) -> int:
        signed = story()["signed"]
        head = DecisionHead(signed["symbol"], at.date(), signed["authority"], signed["post"])
        run = self.runs[set_code]
        seen = queries.decision_draft(run, actor=actor, at=at).digest
        return int(actions.decide(run, head, seen=seen, actor=actor, at=at).pk)

    def _issue(self, decision: int, *, at: datetime) -> None:
        """The papers: minutes and proposal as drafts, the decision issued, certificates."""
        run, village = self.runs[VILLAGES], self.found["village"]
        self._draft(PaperKind.MINUTES, run, at=at)
        self._draft(PaperKind.PROPOSAL, run, at=at)
        paper = self._draft(PaperKind.DECISION, decision, at=at)
        made = papers.submit_paper(paper, actor=self.officer, at=at)
        papers.approve_paper(paper, revision=made.revision, actor=self.leader, at=at)
        number = story()["number"]
        papers.issue_paper(paper, number=number, day=at.date(), actor=self.officer, at=at)
        self._draft(PaperKind.CERTIFICATES, decision, at=at)
        self._draft(PaperKind.RESULTS, village, at=at)

    def _draft(self, kind: PaperKind, about: int, *, at: datetime) -> int:
        head = Head(lines=tuple(story()["answers"][kind.value].items()))
        made = papers.draft_recognition(kind, about, head=head, actor=self.officer, at=at)
        return int(made.pk)

    def decide_on_the_commune(self) -> None:
        """The merged commune, once all whom it manages are decided."""
        clerk, at = self.cast.actor("tuky"), _moment("decided_at")
        self.register("tuky", at=at)  # it is registered: this finds it
        self.fill("tuky", clerk, at=at)
        actions.submit(self.found["tuky"], actor=clerk, at=at)
        agreed = {code: MarkInput("met", remark=text) for code, text in story()["agreed"].items()}
        actions.agree(*(self.found["tuky"], agreed, story()["minutes"]), actor=self.upper, at=at)
        self._decided(COMMUNES, self.upper_leader, at=at)

    def _correct(self) -> None:
        """A figure is corrected after the decision: the criterion that read it opens again."""
        wanted, at = story()["corrected"], _moment("corrected_at")
        form = story()["figures"][wanted["unit"]]["form"]
        sheet = reporting.ensure_submission(
            *(self.cast.units[wanted["unit"]], form, parse_period(str(self.year))),
            actor=OPERATOR,
            at=at,
        )
        reporting.reopen(sheet.pk, wanted["reason"], actor=OPERATOR, at=at)
        _enter(sheet.pk, wanted["cells"], at=at)


class _UnderWay(_Year):
    """The year that is under way: registered, begun, submitted, returned with a question."""

    def __init__(self, cast: Cast, at: datetime) -> None:
        super().__init__(cast, story()["open_year"])
        self.at = at

    def play(self) -> None:
        spring = _moment("corrected_at")
        for key in (*_SETS, *story()["communes"][:2]):
            self.register(key, at=spring)
        then = max(spring, self.at - timedelta(days=story()["returned"]["days_ago"]))
        self._begin(then)
        for key in (story()["submitted"], story()["returned"]["unit"]):
            self.fill(key, self.officer, at=then)
            actions.submit(self.found[key], actor=self.officer, at=then)
        back = story()["returned"]
        actions.return_with_questions(
            self.found[back["unit"]],
            back["message"],
            {back["criterion"]: back["question"]},
            actor=self.leader,
            at=then,
        )

    def _begin(self, at: datetime) -> None:
        """The head of the village has said the first things."""
        head = self.cast.actor("thon")
        key = story()["begun"]
        view = queries.assessment_view(self.found[key], actor=head, at=at)
        for one in view.criteria[:2]:
            said = _said(key, one.criterion.code, one.criterion.kind)
            if said is not None:
                actions.claim(view.id, one.criterion.code, said, actor=head, at=at)


def _said(key: str, code: str, kind: str) -> ClaimInput | None:
    """What the demo says of a criterion; None where nobody is asked."""
    wrong = story()["not_met"]
    if (key, code) == (wrong["unit"], wrong["criterion"]):
        return ClaimInput("not_met", note=wrong["note"])
    if kind == "not_occurred":
        return ClaimInput(occurred=False)
    return ClaimInput("met") if kind in {"attest", "attest_only"} else None


def _verdict(key: str, code: str) -> str:
    wrong = story()["not_met"]
    return "not_met" if (key, code) == (wrong["unit"], wrong["criterion"]) else "met"


def _enter(submission_id: int, wanted: Mapping[str, int], *, at: datetime) -> None:
    """Enter illustrative figures and have them accepted."""
    cells = list(_cells(wanted))
    found = reporting.enter(submission_id, cells, actor=OPERATOR, at=at, origin="illustrative")
    for finding in found.findings:
        if finding.severity == "warn" and finding.is_open:
            reporting.accept_warning(
                submission_id,
                finding.check,
                story()["mark"],
                cells=finding.cells,
                actor=OPERATOR,
                at=at,
            )
    reporting.submit(submission_id, actor=OPERATOR, at=at)
    seen = sheets.submission_of(submission_id).revision
    reporting.accept(submission_id, revision=seen, actor=OPERATOR, at=at)


def _cells(wanted: Mapping[str, int]) -> Iterator[CellInput]:
    indicators = current().indicators
    for name, value in wanted.items():
        digits = indicators[name].digits
        yield CellInput(CellKey(name), to_scaled(value, digits), source=mark())


def _moment(name: str) -> datetime:
    day = date.fromisoformat(str(story()[name]))
    return datetime.combine(day, time(9), tzinfo=TZ)
