"""Papers of commendation in Word: the list, what a person must give, and names that are gone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commending_cast import NAME, a_collective, a_head, a_person, with_commendations
from groups_cast import a_group_pack
from keng.access.actions import create_account, grant
from keng.access.actors import AccountActor
from keng.commendations import actions, queries
from keng.commendations.actions import NewCall, NewRuling, NewSeat
from keng.commendations.models import Call, Decision, Proposal
from keng.commendations.vocabulary import Choice, RuleName
from keng.documents import word
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed
from keng.orgunits.actions import NewUnit, create_nation, create_unit
from keng.orgunits.actions.ledger import Naming
from keng.orgunits.queries import direct_superior
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Pack
from keng.publishing.commendation import decision_paper, proposal_file
from keng.publishing.heads import Head
from publishing_cast import PROFILES

AT = datetime(2024, 9, 2, 3, 0, tzinfo=UTC)
SETUP = datetime(2020, 1, 1, 3, 0, tzinfo=UTC)
START = date(2020, 1, 1)


@pytest.fixture
def one(db: None, settings: Any, tmp_path: Path) -> int:
    """Xã Một of tỉnh Đông, under a programme with commendations and issuing bodies."""
    del db
    settings.KENG_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    plain = with_commendations(a_group_pack()).model_dump(mode="json", by_alias=True)
    pack = Pack.model_validate({**plain, "profiles": PROFILES})
    PackVersion.objects.create(code="sample", version="1", content=content_of(pack))
    nation = create_nation(actor=OPERATOR, at=SETUP).pk
    province = _unit("tinh", "Đông", nation)
    return _unit("xa", "Một", province)


def _unit(kind: str, name: str, parent: int) -> int:
    new = NewUnit(Naming(kind, name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def proposed(call: Call, one: int, *, award: str = "giay_khen") -> list[Proposal]:
    """A group and a person."""
    return [
        actions.propose(call.pk, said, proposer_id=one, actor=OPERATOR, at=AT)
        for said in (a_collective(one, award=award), a_person(one, award=award))
    ]


def decided(call: Call, made: list[Proposal], **head: Any) -> Decision:
    seen = queries.call_view(call.pk, actor=OPERATOR, at=AT).digest
    ids = [row.pk for row in made]
    return actions.decide(call.pk, a_head(AT.date(), **head), ids, seen=seen, actor=OPERATOR, at=AT)


def called(one: int, *, illustrative: bool = False) -> Call:
    new = NewCall(one, 2024, "Tổng kết năm", illustrative=illustrative)
    return actions.open_call(new, actor=OPERATOR, at=AT)


def said(content: bytes) -> str:
    return "\n".join(word.paragraphs_of(content))


def test_a_decision_prints_its_list_and_who_signs(one: int) -> None:
    call = called(one)
    made = decided(call, proposed(call, one), number=7)
    lines = (("authority_basis", "Căn cứ Luật X"), ("proposal", "Theo đề nghị tại Tờ trình 2"))

    built = decision_paper(made.pk, actor=OPERATOR, at=AT, head=Head(lines=lines))

    text = said(built.content)
    assert built.gaps == ("[chưa rõ: văn bản quy định hình thức khen]",)
    for words in (
        "Về việc tặng Giấy khen cho 01 tập thể và 01 cá nhân năm\u00a02024",
        "Số: 07/QĐ-UBND",
        "Tổ liên gia số 3",
        NAME,
        "Tổ viên tổ tự quản thôn Đầu",
        "Căn cứ Luật X;",
        "Theo đề nghị tại Tờ trình 2.",
    ):
        assert words in text, words
    assert text.count("CHỦ TỊCH\n") == 1  # who decides in person is not printed twice


def test_a_withdrawn_name_is_in_no_paper_any_more(one: int) -> None:
    call = called(one)
    group, person = proposed(call, one)
    made = decided(call, [group, person])
    actions.withdraw_name(person.pk, "Theo đề nghị", actor=OPERATOR, at=AT)

    text = said(decision_paper(made.pk, actor=OPERATOR, at=AT).content)

    assert NAME not in text
    assert "[tên đã rút]" in text
    assert "Tổ liên gia số 3" in text


def test_a_letter_is_sent_and_a_revocation_says_what_it_revokes(one: int) -> None:
    call = called(one)
    rule = NewRuling(RuleName.MAY_DECIDE, 1, "QC 1", "thu_khen")
    actions.answer_rule(one, rule, year=2024, actor=OPERATOR, at=AT)
    made = decided(call, proposed(call, one, award="thu_khen"), number=3)
    gone = actions.revoke(made.pk, a_head(AT.date()), "Kê khai sai", actor=OPERATOR, at=AT)

    letter = said(decision_paper(made.pk, actor=OPERATOR, at=AT).content)
    revoked = said(decision_paper(gone.pk, actor=OPERATOR, at=AT).content)

    assert "Gửi Thư khen cho 01 tập thể và 01 cá nhân" in letter
    assert "Quyết định số 03/QĐ-UBND" in revoked
    assert "Kê khai sai" in revoked


def test_a_proposal_tells_the_votes_and_comes_from_the_council(one: int) -> None:
    call = called(one)
    seats = [
        actions.seat_member(call.pk, NewSeat("Ủy viên", one), actor=OPERATOR, at=AT).pk
        for _seat in range(3)
    ]
    for row in proposed(call, one):
        choices = {seats[0]: Choice.FOR, seats[1]: Choice.FOR, seats[2]: Choice.AGAINST}
        actions.vote(row.pk, choices, turn=1, actor=OPERATOR, at=AT)

    built = proposal_file(call.pk, "giay_khen", actor=OPERATOR, at=AT)

    text = said(built.content)
    assert "HỘI ĐỒNG XÉT KHEN THƯỞNG" in text
    assert text.count("2/3") == 2
    assert "[chưa rõ: số, ngày của biên bản]" in built.gaps
    with pytest.raises(BadInput):
        proposal_file(call.pk, "bang_khen", actor=OPERATOR, at=AT)


def test_what_was_invented_says_so_in_the_text(one: int) -> None:
    call = called(one, illustrative=True)
    made = decided(call, proposed(call, one))

    built = decision_paper(made.pk, actor=OPERATOR, at=AT)

    assert built.is_illustrative
    assert "không có thật" in said(built.content)


def test_who_sees_a_part_of_the_list_writes_no_decision(one: int) -> None:
    call = called(one)
    village = _unit("thon", "Đầu", one)
    head = create_account("thon.dau", unit_id=village, actor=OPERATOR, at=SETUP)
    grant(head.pk, "clerk", unit_id=village, actor=OPERATOR, at=SETUP)
    above = direct_superior(one, on=AT.date()) or 0
    far = create_account("xa.hai", unit_id=_unit("xa", "Hai", above), actor=OPERATOR, at=SETUP)
    made = decided(call, proposed(call, one))

    with pytest.raises(BadInput) as refusal:
        decision_paper(made.pk, actor=AccountActor(head), at=AT)
    with pytest.raises(NotAllowed):
        decision_paper(made.pk, actor=AccountActor(far), at=AT)

    assert refusal.value.code == "not_whole_list"
