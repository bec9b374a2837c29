"""Papers of commendation as Word files, written when asked for and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from keng.commendations.queries import DecisionView, Earlier, decision_view, proposal_paper
from keng.documents import word
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, unit_view
from keng.packs.installed import current
from keng.packs.schema import Award, IssuerProfile, Source, Text
from keng.publishing.commendation.wording import (
    WITHDRAWN,
    Listed,
    Subject,
    articles,
    bases,
    centred,
    illustrative,
    lists,
)
from keng.publishing.composing import GAP
from keng.publishing.gathering import names_of
from keng.publishing.heads import TYPE_NAMES, Head, Issuer, issuer_of, letterhead_of
from keng.publishing.recognition.built import LAYOUT_PROPERTY, OWN_LAYOUT, BuiltPaper
from keng.publishing.recognition.issuers import (
    decider_named,
    of_type,
    own_profile,
    place_of,
    told_first,
)
from keng.publishing.recognition.wording import day_in_words, gap
from keng.publishing.report import ILLUSTRATIVE_MARK, OPEN_HEAD

KIND_PROPERTY: Final = "KengCommendation"
LAYOUT_NOTE: Final = "Mẫu do Keng trình bày theo thể thức chung: mẫu kèm theo luật chưa đọc được."
_IN_THE_NAME_OF: Final = "TM."
_COUNCIL: Final = IssuerProfile(
    code="commendation_council",
    label=Text(vi="Hội đồng xét khen thưởng", en="Council of commendations"),
    unit_levels=(),
    parent_line="ỦY BAN NHÂN DÂN {unit}",
    issuer_line="HỘI ĐỒNG XÉT KHEN THƯỞNG",
    symbol="HĐ",
    series=None,
    authority="TM. HỘI ĐỒNG",
    signer_title="CHỦ TỊCH HỘI ĐỒNG",
    deputy_authority="KT. CHỦ TỊCH HỘI ĐỒNG",
    deputy_title="PHÓ CHỦ TỊCH HỘI ĐỒNG",
    recipients=("Như trên", "Thành viên Hội đồng", "Lưu: VT"),
    source=Source(sure="unverified", note="Cách trình bày của Keng"),
)


def decision_paper(
    decision_id: int, *, actor: Actor, at: datetime, head: Head = OPEN_HEAD
) -> BuiltPaper:
    """A decision with its list, or one that revokes. A withdrawn name prints as withdrawn.

    `head.lines` answers what Keng does not know: basis, authority_basis, proposal, and the lines of
    a profile. Raises NotFound, NotAllowed, and BadInput for who does not see the whole list.
    """
    view = decision_view(decision_id, actor=actor, at=at)
    if view.hidden:
        raise BadInput(
            "Chỉ nơi quyết định, cấp trên và hội đồng lập được quyết định kèm toàn bộ danh sách.",
            message_en="Only who sees the whole list writes the decision.",
            code="not_whole_list",
        )
    lines = [
        Listed(
            one.recipient.value == "person",
            one.name if one.is_named else WITHDRAWN,
            one.about,
            one.home,
            one.deed,
        )
        for one in view.lines
    ]
    told = _subject(view.award, view.year, lines, is_illustrative=view.illustrative)
    making = _Making(actor, at, _given(head, view), told)
    unit = unit_view(view.decider_id, on=view.on)
    issuer = making.issuer(own_profile(current(), "QĐ", unit.level, head.profile), unit)
    issuer = _signed_as(view, issuer, dict(head.lines))
    texts = _articles(view, making.subject)
    issuer = told_first(issuer, f"Như Điều {len(texts)}")
    name = " ".join(issuer.issuer.split()).upper()
    decides = name if view.authority.startswith(_IN_THE_NAME_OF) else f"CHỦ TỊCH {name}"
    given = dict(head.lines)
    proposal = given.get("proposal") or f"Theo đề nghị tại Tờ trình {gap('số, ngày của tờ trình')}"
    more = [f"Căn cứ Quyết định {_called(view.about)}"] if view.about is not None else []
    blocks: list[word.Block] = [
        *illustrative(making.subject),
        centred(decides),
        *bases(making.subject, given, [*more, proposal]),
        centred("QUYẾT ĐỊNH:"),
        *articles(texts),
    ]
    verb = "hủy quyết định " if view.kind == "revoke" else ""
    subject = f"Về việc {verb}{making.subject.title}"
    title = f"Danh sách {'hủy ' if view.kind == 'revoke' else ''}{making.subject.title}"
    return making.written("QĐ", unit, issuer, subject, blocks, lists(making.subject, title))


def proposal_file(
    call_id: int, award: str, *, actor: Actor, at: datetime, head: Head = OPEN_HEAD
) -> BuiltPaper:
    """The proposal to who decides: those who wait in the call for one award, with their votes.

    Raises NotFound, NotAllowed, BadInput where nobody waits for the award.
    """
    paper = proposal_paper(call_id, award, actor=actor, at=at)
    if not paper.candidates:
        raise BadInput(
            "Chưa có đề nghị nào đang chờ cho hình thức này nên chưa lập được tờ trình.",
            message_en="Nobody waits for this award: there is nothing to propose.",
            code="nobody_waits",
        )
    lines = [
        Listed(
            one.proposal.recipient == "person",
            one.words.name if one.words.is_open else WITHDRAWN,
            one.words.about,
            one.home.full_name,
            one.words.deed,
            f"{one.tally.in_favour}/{one.tally.members}" if one.tally.votes else "",
        )
        for one in paper.candidates
    ]
    call = paper.call
    voted = any(line.votes for line in lines)
    subject = _subject(award, call.year, lines, is_illustrative=call.illustrative)
    unit = unit_view(call.unit_id, on=local_day(at))
    if head.addressees is None:
        head = replace(head, addressees=(decider_named(current(), unit),))
    making = _Making(actor, at, head, subject)
    profile = own_profile(current(), "TTr", unit.level, head.profile)
    if voted and not head.profile:
        profile = of_type(_COUNCIL, "TTr")
    issuer = making.issuer(profile, unit)
    given = dict(head.lines)
    minutes = given.get("minutes") or f"Biên bản họp xét {gap('số, ngày của biên bản')}"
    more = [f"Căn cứ {minutes}"] if voted else []
    asked = f"Kính đề nghị xem xét, {subject.title} (có danh sách kèm theo)."
    blocks: list[word.Block] = [
        *illustrative(subject),
        *bases(subject, given, more),
        word.Paragraph((f"Trong đợt “{call.title}” đã xem xét {subject.whom} được đề nghị.",)),
        word.Paragraph((asked,)),
    ]
    title = f"Danh sách đề nghị {subject.title}"
    annexes = lists(subject, title, votes=voted)
    return making.written("TTr", unit, issuer, f"Về việc {subject.title}", blocks, annexes)


@dataclass(frozen=True)
class _Making:
    """One paper on its way."""

    actor: Actor
    at: datetime
    head: Head
    subject: Subject

    @property
    def period(self) -> Period:
        """The year that is commended."""
        year = self.subject.year
        return Period("calendar", date(year, 1, 1), date(year, 12, 31))

    def issuer(self, profile: IssuerProfile, unit: UnitView) -> Issuer:
        """The profile with the names of the unit."""
        day = self.head.day or local_day(self.at)
        names = names_of(unit, self.period, current())
        names["place"] = place_of(unit, day)
        head = replace(self.head, addressees=self.head.addressees or ())
        return issuer_of(profile, head, None, names, day)

    def written(
        self,
        doc_type: str,
        unit: UnitView,
        issuer: Issuer,
        subject: str,
        blocks: Iterable[word.Block],
        annexes: tuple[word.Annex, ...],
    ) -> BuiltPaper:
        """The file with what a person still has to give."""
        year = (self.head.day or local_day(self.at)).year
        marks = (ILLUSTRATIVE_MARK,) if self.subject.is_illustrative else ()
        content = word.write(
            word.WordDocument(
                letterhead=letterhead_of(issuer, self.head, max(year, self.subject.year)),
                type_name=TYPE_NAMES[doc_type],
                subject=subject,
                addressees=issuer.addressees,
                blocks=tuple(blocks),
                ending=issuer.signature,
                made_at=self.at,
                marks=marks,
                annexes=annexes,
                properties={KIND_PROPERTY: doc_type, LAYOUT_PROPERTY: OWN_LAYOUT},
            )
        )
        found = (one for line in word.paragraphs_of(content) for one in GAP.findall(line))
        return BuiltPaper(
            content=content,
            fields=(),
            unit_id=unit.id,
            period=self.period,
            subject=subject,
            doc_type=doc_type,
            issuer=issuer,
            gaps=tuple(dict.fromkeys(found)),
            notes=(LAYOUT_NOTE,),
            is_illustrative=self.subject.is_illustrative,
        )


def _subject(award: str, year: int, lines: list[Listed], *, is_illustrative: bool) -> Subject:
    pack = current()
    found: Award | None = pack.commendations.awards.get(award)
    if found is None:
        raise NotFound(
            f"Chương trình không còn hình thức khen “{award}”.",
            message_en=f"The programme has no award {award!r} any more.",
        )
    act = pack.acts.get(found.source.act) if found.source.act else None
    return Subject(found, act, year, lines, is_illustrative)


def _given(head: Head, view: DecisionView) -> Head:
    """Number and day of the decision, unless the head says otherwise."""
    return replace(head, number=head.number or view.number, day=head.day or view.on)


def _signed_as(view: DecisionView, issuer: Issuer, lines: Mapping[str, str]) -> Issuer:
    parts = view.authority.replace("\n", ";").split(";")
    authority = tuple(part.strip() for part in parts if part.strip())
    own = issuer.signature
    title = own.title if "signer_title" in lines else view.signer_post
    said = own.authority if "authority" in lines else authority
    # Who decides in person signs by the post alone: it is not printed twice.
    authority = tuple(one for one in said if one.upper() != title.upper())
    signature = replace(own, authority=authority, title=title)
    return replace(issuer, signature=signature, symbol=view.symbol, series=view.symbol)


def _articles(view: DecisionView, subject: Subject) -> list[str]:
    if view.kind == "revoke":
        first = (
            f"Hủy việc {subject.title} tại Quyết định {_called(view.about)} (có danh sách kèm "
            f"theo). Lý do: {view.reason.rstrip('.')}."
        )
    else:
        first = (
            f"{subject.verb} {subject.award.label.vi} cho {subject.whom} có thành tích trong năm "
            f"{subject.year} (có danh sách kèm theo)."
        )
    last = (
        "Thủ trưởng các cơ quan, đơn vị có liên quan và các tập thể, cá nhân có tên trong danh "
        "sách chịu trách nhiệm thi hành Quyết định này."
    )
    return [first, "Quyết định này có hiệu lực kể từ ngày ký.", last]


def _called(about: Earlier | None) -> str:
    if about is None:
        return gap("số quyết định")
    shown = f"{about.number:02d}" if about.number else gap("số quyết định")
    return f"số {shown}/{about.symbol} ngày {day_in_words(about.on)}"
