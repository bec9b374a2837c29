"""One criterion of one assessment on its page: what is asked, said, computed and shown by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.access.queries import AccountName, names_of
from keng.criteria.queries import Enrolment, last_day
from keng.criteria.queries.shapes import (
    AssessmentView,
    ClaimView,
    CriterionView,
    EvidenceView,
    QuestionView,
    StepView,
)
from keng.kernel.vietnamese import format_number
from keng.packs import installed
from keng.packs.schema import Source
from keng.packs.schema.criteria import Criterion, Fact
from keng.rules.evaluation import Value
from keng.web import wording
from keng.web.phrases import criteriawords, recognitionwords
from keng.web.tables.assessment import (
    CriterionLine,
    ShownMoved,
    awaits_answer,
    digest_of,
    group_titles,
    has_said,
    is_asked,
    lines_of,
    neighbours,
    shown_moved,
)
from keng.web.tables.celllimits import law_link
from keng.web.tables.marking import place_of

CLAIMS: Final = ("met", "not_met", "not_applicable")
_KINDS: Final[dict[str, tuple[Promise, str]]] = {
    "file": (gettext_lazy("Tệp"), "paperclip"),
    "photo": (gettext_lazy("Ảnh"), "image"),
    "paper": (gettext_lazy("Văn bản"), "file-earmark-text"),
    "figure": (gettext_lazy("Số liệu"), "table"),
    "link": (gettext_lazy("Đường dẫn"), "link-45deg"),
}


@dataclass(frozen=True)
class Choice:
    """One of several answers."""

    code: str
    label: str
    is_chosen: bool
    more: str = ""


@dataclass(frozen=True)
class ShownFact:
    """A fact that is typed beside the criterion."""

    code: str
    label: str
    type: str
    unit: str
    value: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class ShownStep:
    """One step of what Keng computes."""

    what: str
    value: str
    source: str
    is_held: bool


@dataclass(frozen=True)
class ShownEvidence:
    """A piece of evidence as the list shows it."""

    id: int
    kind: str
    kind_word: str
    icon: str
    title: str
    url: str
    size: str
    n: int
    at: datetime
    who: str
    elsewhere: int
    figure_moved: bool
    is_file: bool
    is_removed: bool
    is_replaced: bool


@dataclass(frozen=True)
class ShownChild:
    """A unit below that a share counts."""

    unit: str
    word: str
    url: str
    is_open: bool


@dataclass(frozen=True)
class Asked:
    """What the form asks of a person, by the kind of the criterion."""

    verdict: tuple[Choice, ...]
    statement: str
    occurred: tuple[Choice, ...]
    exceptions: tuple[Choice, ...]
    exception_reason: str
    checklist: tuple[Choice, ...]
    at_least: int | None
    takes_points: bool
    points: str
    most: str
    facts: tuple[ShownFact, ...]
    takes_note: bool
    note: str
    one_box: bool
    is_empty: bool


@dataclass(frozen=True)
class ShownCriterion:
    """The page of one criterion; `is_plain` where nothing but a person's word decides it."""

    code: str
    title: str
    group: str
    clause: str
    note: str
    due: str
    kind: str
    outcome: str
    outcome_word: str
    look: str
    is_agreed: bool
    is_hidden: bool
    revision: int
    asked: Asked
    is_plain: bool
    proposes: bool
    awaits: bool
    digest: str
    stance: str
    explanation: str
    steps: tuple[ShownStep, ...]
    missing: tuple[str, ...]
    to_change: tuple[str, ...]
    moved: tuple[ShownMoved, ...]
    questions: tuple[QuestionView, ...]
    wanted_evidence: tuple[str, ...]
    evidence: tuple[ShownEvidence, ...]
    former_evidence: tuple[ShownEvidence, ...]
    takes_evidence: bool
    saved_at: datetime | None
    saved_by: str
    before: str
    after: str
    number: int
    total: int


def shown_criterion(
    view: AssessmentView,
    code: str,
    *,
    only_open: bool,
    names: Mapping[int, AccountName] | None = None,
) -> ShownCriterion:
    """The criterion of that code, with its neighbours in the list that the reader goes through.

    `names` are those of the accounts; left out they are looked up, in one query.
    """
    one = next(each for each in view.criteria if each.criterion.code == code)
    law, language, said = one.criterion, wording.language(), one.claim
    lines: list[CriterionLine] = list(lines_of(view))
    before, after = neighbours(lines, code, only_open=only_open)
    names = _names(one) if names is None else names
    pieces = tuple(_evidence(piece, names) for piece in one.evidence)
    due = last_day(law.due, view.year)
    return ShownCriterion(
        code=code,
        title=law.title.of(language),
        group=group_titles(view).get(law.group, ""),
        clause=law.clause or "",
        note=law.note.of(language) if law.note else "",
        due=wording.day(due),
        kind=law.kind,
        outcome=one.outcome,
        outcome_word=_word(one),
        look=recognitionwords.look(one.outcome),
        is_agreed=one.agreed,
        is_hidden=not view.is_inside and law.kind == "attest_only",
        revision=said.revision if said else 0,
        asked=asked_of(one, view.facts),
        is_plain=is_asked(one) and not one.cells,
        proposes=bool(one.cells) and (not is_asked(one) or has_said(one) or law.rule is not None),
        awaits=awaits_answer(one),
        digest=digest_of(one),
        stance=said.stance if said and not one.must_look else "",
        explanation=said.explanation if said else "",
        steps=tuple(_step(step) for step in one.steps),
        missing=tuple(words.of(language) for words in one.missing),
        to_change=tuple(words.of(language) for words in one.to_change),
        moved=tuple(shown_moved(one.moved)),
        questions=one.questions,
        wanted_evidence=_wanted_evidence(view, law),
        evidence=tuple(it for it in pieces if not (it.is_removed or it.is_replaced)),
        former_evidence=tuple(it for it in pieces if it.is_removed or it.is_replaced),
        takes_evidence=law.kind != "attest_only",
        saved_at=said.at if said else None,
        saved_by=wording.account(said.account_id, names) if said else "",
        before=before,
        after=after,
        number=[line.code for line in lines].index(code) + 1,
        total=len(lines),
    )


def _names(one: CriterionView) -> Mapping[int, AccountName]:
    """Who said something of the criterion or put evidence there."""
    who = {it.account_id for it in one.evidence}
    return names_of(who | {one.claim.account_id} if one.claim else who)


def _wanted_evidence(view: AssessmentView, law: Criterion) -> tuple[str, ...]:
    """What is usually shown for the criterion."""
    kinds = (view.law.evidence[kind] for kind in law.evidence if kind in view.law.evidence)
    return tuple(kind.title.of(wording.language()) for kind in kinds)


def _word(one: CriterionView) -> str:
    """The outcome in words; where nobody has said anything yet, that is what is missing."""
    if one.outcome == "unknown" and is_asked(one) and not has_said(one):
        return _("Chưa chấm")
    return recognitionwords.outcome_seen(one.outcome)


def shown_children(found: Sequence[Enrolment]) -> list[ShownChild]:
    """The units below that a share counts, those who are still open first."""
    shown = [
        ShownChild(
            one.unit,
            criteriawords.child(one.outcome, one.state_label.of(wording.language())),
            reverse("web:assessment", args=[one.assessment_id]) if one.assessment_id else "",
            is_open=not one.outcome,
        )
        for one in found
    ]
    return sorted(shown, key=lambda one: not one.is_open)


def asked_of(one: CriterionView, typed: Mapping[str, Value | None]) -> Asked:
    """What a person is asked to say of a criterion, with what was said."""
    law, said = one.criterion, one.claim
    kind, claim = law.kind, said.claim if said else ""
    box = kind == "attest_only"
    verdicts = CLAIMS[:2] if box else CLAIMS
    gives_verdict = kind in {"attest", "attest_only"} or law.attested is not None
    takes_points = law.points is not None and law.points.given == "marked"
    most = law.points.max if law.points else None
    points = said.points if said else None
    facts = tuple(_fact(fact, typed.get(fact.code)) for fact in one.facts)
    done = said.done if said and said.done is not None else ()
    language = wording.language()
    takes_note = not box and (gives_verdict or kind in {"not_occurred", "checklist"})
    return Asked(
        verdict=tuple(
            Choice(code, recognitionwords.outcome(code), claim == code)
            for code in (verdicts if gives_verdict else ())
        ),
        statement=law.attested.of(language) if law.attested else "",
        occurred=_occurred(said) if kind == "not_occurred" else (),
        exceptions=tuple(
            Choice(it.code, it.title.of(language), bool(said and said.exception == it.code))
            for it in law.exceptions
        ),
        exception_reason=said.exception_reason if said else "",
        checklist=tuple(
            Choice(it.code, it.title.of(language), it.code in done) for it in law.checklist
        ),
        at_least=law.at_least_done,
        takes_points=takes_points,
        points=format_number(points) if points is not None else "",
        most=format_number(most) if most is not None else "",
        facts=facts,
        takes_note=takes_note,
        note=said.note if said else "",
        one_box=box,
        is_empty=not (gives_verdict or facts or takes_points or takes_note),
    )


def _occurred(said: ClaimView | None) -> tuple[Choice, ...]:
    value = said.occurred if said else None
    return (
        Choice("no", _("Không xảy ra"), value is False),
        Choice("yes", _("Có xảy ra"), value is True),
    )


def _fact(fact: Fact, value: Value | None) -> ShownFact:
    language = wording.language()
    choices: tuple[Choice, ...] = ()
    if fact.type == "truth":
        choices = (Choice("yes", _("Có"), value is True), Choice("no", _("Không"), value is False))
    elif fact.type == "choice":
        choices = tuple(
            Choice(code, text.of(language), value == code) for code, text in fact.values.items()
        )
    shown = "" if value is None or choices else str(value)
    return ShownFact(fact.code, fact.title.of(language), fact.type, fact.unit or "", shown, choices)


def _step(step: StepView) -> ShownStep:
    language = wording.language()
    value = step.value.of(language) if step.value else ""
    return ShownStep(step.what.of(language), value, _place(step.source or ""), step.is_held)


def _place(source: str) -> str:
    """The place in the law as people cite it: "TT 124/2021/TT-BCA, Điều 5 khoản 4"."""
    act, colon, place = source.partition(": ")
    pack = installed.current()
    if not colon or act not in pack.acts:
        return source
    link = law_link(Source(act=act, sure="read"), pack)
    return f"{link.name}, {place}" if link else source


def _evidence(one: EvidenceView, names: Mapping[int, object]) -> ShownEvidence:
    word, icon = _KINDS[one.kind]
    is_file = bool(one.sha256)
    url = reverse("web:evidence", args=[one.id]) if is_file else place_of(one)
    return ShownEvidence(
        id=one.id,
        kind=one.kind,
        kind_word=str(word),
        icon=icon,
        title=one.title,
        url=url,
        size=_size(one.size) if is_file else "",
        n=one.n,
        at=one.at,
        who=str(names.get(one.account_id or 0, "")),
        elsewhere=one.others,
        figure_moved=one.figure_moved,
        is_file=is_file,
        is_removed=one.is_removed,
        is_replaced=one.is_replaced,
    )


def _size(size: int) -> str:
    """A size as people say it: "350 KB", "2,4 MB"."""
    kilo = size / 1024
    return f"{kilo:.0f} KB" if kilo < 1024 else f"{kilo / 1024:.1f} MB".replace(".", ",")


def criterion_of(view: AssessmentView, code: str) -> Criterion | None:
    """The criterion of the set with that code, None if there is none."""
    return next((it.criterion for it in view.criteria if it.criterion.code == code), None)
