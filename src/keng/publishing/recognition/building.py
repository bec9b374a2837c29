"""A paper of recognition: what `criteria` knows in, Word file out. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from keng.criteria.queries import DecisionPaper, Occasion, decision_paper, results_paper, run_paper
from keng.documents import word
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, unit_view
from keng.packs.installed import current
from keng.packs.schema import Pack
from keng.publishing.composing import GAP
from keng.publishing.gathering import names_of, revision_of
from keng.publishing.heads import TYPE_NAMES, Head, Issuer, issuer_of, letterhead_of
from keng.publishing.recognition.built import (
    ABOUT_PROPERTY,
    KIND_PROPERTY,
    LAYOUT_PROPERTY,
    OWN_LAYOUT,
    BuiltPaper,
)
from keng.publishing.recognition.committee import meeting_minutes
from keng.publishing.recognition.deciding import (
    articles_of,
    certificates_of,
    decision_annexes,
    decision_blocks,
    decision_subject,
    lines_of_signing,
    signing,
)
from keng.publishing.recognition.issuers import (
    decider_named,
    place_of,
    profile_for,
    told_first,
    without_number,
)
from keng.publishing.recognition.kinds import KINDS, PaperKind
from keng.publishing.recognition.meeting import (
    minutes_blocks,
    proposal_annexes,
    proposal_blocks,
)
from keng.publishing.recognition.results import results_blocks
from keng.publishing.recognition.wording import about
from keng.publishing.report import DRAFT_MARK, ILLUSTRATIVE_MARK, OPEN_HEAD

LAYOUT_NOTE: Final = (
    "Mẫu do Keng trình bày theo thể thức chung: mẫu hồ sơ kèm theo văn bản quy định bộ tiêu chí "
    "chưa đọc được."
)


def build(
    kind: PaperKind,
    about_id: int,
    *,
    actor: Actor,
    at: datetime,
    head: Head = OPEN_HEAD,
    marks: tuple[str, ...] = (),
    paper_id: str = "",
) -> BuiltPaper:
    """Write a paper of recognition about a run, a decision or an assessment, or of a meeting.

    Minutes and proposal tell the run of today; decision and certificates the frozen snapshot;
    results the assessment of today. `head.lines` answers what Keng does not know: basis,
    authority_basis, proposal, minutes, met_at, met_where, request, and the lines of a profile
    (authority "CHỦ TỊCH", "TL. CHỦ TỊCH"; signer_title; symbol).

    Raises NotFound and NotAllowed as the queries of `criteria`, BadInput for certificates of a
    decision that recognises nobody. Nothing is stored.
    """
    if kind is PaperKind.MEETING:
        return meeting_minutes(
            about_id, actor=actor, at=at, head=head, marks=marks, paper_id=paper_id
        )
    making = _Making(kind, about_id, actor, at, head, marks, paper_id)
    if kind in {PaperKind.DECISION, PaperKind.CERTIFICATES}:
        return making.of_decision()
    if kind is PaperKind.RESULTS:
        return making.of_results()
    return making.of_run()


def preview(
    kind: PaperKind, about_id: int, *, actor: Actor, at: datetime, head: Head = OPEN_HEAD
) -> BuiltPaper:
    """The paper as it would be drafted now, marked DỰ THẢO; raises as `build`, stores nothing."""
    return build(kind, about_id, actor=actor, at=at, head=head, marks=(DRAFT_MARK,))


def figures_now(
    kind: PaperKind, about_id: int, *, actor: Actor, at: datetime
) -> Mapping[tuple[str, ...], word.ReadField]:
    """The figures that the paper would print today, by indicator, breakdown, unit and period.

    Of a decision these are those of its snapshot: they never change.
    """
    built = build(kind, about_id, actor=actor, at=at)
    return {source_key(one): one for one in built.fields if one.source is not None}


def source_key(one: word.ReadField) -> tuple[str, ...]:
    """What a figure is of, whatever it says."""
    source = one.source
    return () if source is None else (source.indicator, source.by, source.unit, source.period)


@dataclass(frozen=True)
class _Making:
    """One paper on its way."""

    kind: PaperKind
    about_id: int
    actor: Actor
    at: datetime
    head: Head
    marks: tuple[str, ...]
    paper_id: str

    def of_run(self) -> BuiltPaper:
        """Minutes or proposal."""
        paper = run_paper(self.about_id, actor=self.actor, at=self.at)
        given = dict(self.head.lines)
        occasion = paper.occasion
        is_minutes = self.kind is PaperKind.MINUTES
        body = unit_view(occasion.decider_id, on=occasion.last)
        head = self.head
        if not is_minutes and head.addressees is None:
            head = replace(head, addressees=(decider_named(self.pack, body),))
        issuer = self._issuer(body, occasion, replace(head, addressees=head.addressees or ()))
        subject = f"Họp xét công nhận {about(occasion)}"
        if not is_minutes:
            subject = f"Về việc công nhận {about(occasion)}"
        blocks = minutes_blocks(paper, given) if is_minutes else proposal_blocks(paper, given)
        document = self._document(occasion, issuer, subject, blocks)
        if is_minutes:
            ending = word.FormSignatures(left="THƯ KÝ", right="CHỦ TỌA")
            return self._written(occasion, body, issuer, replace(document, ending=ending))
        annexes = proposal_annexes(paper)
        return self._written(occasion, body, issuer, replace(document, annexes=annexes))

    def of_decision(self) -> BuiltPaper:
        """The decision, or the certificates of those that it recognises."""
        paper = decision_paper(self.about_id, actor=self.actor, at=self.at)
        occasion = paper.occasion
        body = unit_view(occasion.decider_id, on=paper.on)
        issuer = self._signed_as(paper, self._issuer(body, occasion, self._unaddressed()))
        if self.kind is PaperKind.CERTIFICATES:
            return self._certificates(paper, body, issuer)
        given = dict(self.head.lines)
        blocks = decision_blocks(paper, " ".join(issuer.issuer.split()), given)
        issuer = told_first(issuer, f"Như Điều {articles_of(paper)}")
        document = self._document(occasion, issuer, decision_subject(paper), blocks)
        document = replace(document, annexes=decision_annexes(paper))
        return self._written(occasion, body, issuer, document)

    def of_results(self) -> BuiltPaper:
        """The report of one unit's results."""
        paper = results_paper(self.about_id, actor=self.actor, at=self.at)
        occasion = paper.occasion
        unit = unit_view(paper.unit_id, on=occasion.last)
        head = self.head
        if head.addressees is None:  # a report that goes up names whom it is for
            body = unit_view(occasion.decider_id, on=occasion.last)
            head = replace(head, addressees=(decider_named(self.pack, body),))
        issuer = self._issuer(unit, occasion, head)
        revision = revision_of(self.at)
        blocks = results_blocks(paper, dict(self.head.lines), revision=revision)
        subject = f"Kết quả thực hiện tiêu chí {about(occasion)}"
        document = self._document(occasion, issuer, subject, blocks)
        return self._written(occasion, unit, issuer, document)

    @property
    def pack(self) -> Pack:
        """The programme that is in force."""
        return current()

    def _unaddressed(self) -> Head:
        """The head with the addressees that a person gave, else none."""
        return replace(self.head, addressees=self.head.addressees or ())

    def _issuer(self, unit: UnitView, occasion: Occasion, head: Head) -> Issuer:
        day = head.day or local_day(self.at)
        profile = profile_for(self.pack, self.kind, unit.level, head.profile)
        names = names_of(unit, self._period(occasion), self.pack)
        names["place"] = place_of(unit, occasion.last)
        issuer = issuer_of(profile, head, None, names, day)
        return without_number(issuer, profile, dict(head.lines))

    def _signed_as(self, paper: DecisionPaper, issuer: Issuer) -> Issuer:
        """The lines of signing that the decision was given, unless the head says otherwise."""
        lines = dict(self.head.lines)
        authority, title = signing(paper)
        signature = replace(
            issuer.signature,
            authority=lines_of_signing(lines["authority"]) if "authority" in lines else authority,
            title=issuer.signature.title if "signer_title" in lines else title,
        )
        symbol = issuer.symbol if self.kind is PaperKind.CERTIFICATES else paper.symbol
        return replace(issuer, signature=signature, symbol=symbol, series=symbol)

    def _period(self, occasion: Occasion) -> Period:
        regime = self.pack.criteria[occasion.set_code].window.regime
        return Period(regime or "calendar", occasion.first, occasion.last)

    def _letterhead(self, issuer: Issuer, occasion: Occasion) -> word.Letterhead:
        year = (self.head.day or local_day(self.at)).year
        return letterhead_of(issuer, self.head, max(year, occasion.year))

    def _document(
        self, occasion: Occasion, issuer: Issuer, subject: str, blocks: Iterable[word.Block]
    ) -> word.WordDocument:
        return word.WordDocument(
            letterhead=self._letterhead(issuer, occasion),
            type_name=TYPE_NAMES[KINDS[self.kind].doc_type],
            subject=subject,
            addressees=issuer.addressees,
            blocks=tuple(blocks),
            ending=issuer.signature,
            made_at=self.at,
            paper_id=self.paper_id,
            marks=self._marks(occasion),
            properties=self._properties(),
        )

    def _certificates(self, paper: DecisionPaper, body: UnitView, issuer: Issuer) -> BuiltPaper:
        sheets = certificates_of(paper)
        if not sheets:
            raise BadInput(
                "Quyết định này không công nhận đơn vị nào nên không có giấy công nhận.",
                message_en="This decision recognises nobody: there are no certificates.",
                code="nobody_recognised",
            )
        content = word.write_certificates(
            word.Certificates(
                letterhead=self._letterhead(issuer, paper.occasion),
                title=TYPE_NAMES[KINDS[self.kind].doc_type],
                verb="Công nhận",
                sheets=sheets,
                ending=issuer.signature,
                made_at=self.at,
                paper_id=self.paper_id,
                marks=self._marks(paper.occasion),
                properties=self._properties(),
            )
        )
        subject = f"Giấy công nhận {about(paper.occasion)}"
        return self._built(paper.occasion, body, issuer, content, subject)

    def _written(
        self, occasion: Occasion, unit: UnitView, issuer: Issuer, document: word.WordDocument
    ) -> BuiltPaper:
        return self._built(occasion, unit, issuer, word.write(document), document.subject)

    def _built(
        self, occasion: Occasion, unit: UnitView, issuer: Issuer, content: bytes, subject: str
    ) -> BuiltPaper:
        found = (one for line in word.paragraphs_of(content) for one in GAP.findall(line))
        return BuiltPaper(
            content=content,
            fields=tuple(word.read_fields(content)),
            unit_id=unit.id,
            period=self._period(occasion),
            subject=subject,
            doc_type=KINDS[self.kind].doc_type,
            issuer=issuer,
            gaps=tuple(dict.fromkeys(found)),
            notes=(LAYOUT_NOTE, *occasion.asked),
            is_illustrative=occasion.is_illustrative,
        )

    def _marks(self, occasion: Occasion) -> tuple[str, ...]:
        return (*self.marks, *((ILLUSTRATIVE_MARK,) if occasion.is_illustrative else ()))

    def _properties(self) -> dict[str, str]:
        """What the file says of itself. Not the unit of a report: its figures are not refilled
        from consolidation, they are read anew by `criteria`."""
        return {
            KIND_PROPERTY: self.kind.value,
            ABOUT_PROPERTY: str(self.about_id),
            LAYOUT_PROPERTY: OWN_LAYOUT,
        }
