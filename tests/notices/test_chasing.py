"""Chasing late units: one act, journalled, counted, and only by whoever runs the round."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from keng.access import actions as access
from keng.documents import word
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from keng.notices import actions, official, outreach, queries
from keng.notices.models import Chase, ChasedUnit, Notice
from keng.publishing.heads import Head, SignedBy
from keng.reporting import actions as reporting
from notices_told import notices
from publishing_cast import PROFILES
from reporting_cast import a_pack, cells
from web_cast import NOW, Office

LATE = NOW + timedelta(days=8)  # 10 September, five days after the due day


def handed_in(office: Office) -> None:
    reporting.enter(office.draft.pk, cells(cases=9777), actor=office.actor("clerk"), at=NOW)
    reporting.submit(office.draft.pk, actor=office.actor("clerk"), at=NOW)


def test_a_reminder_tells_everybody_who_hands_in_for_the_unit(office: Office) -> None:
    reached = actions.remind(
        office.round_id, [office.draft.pk], actor=office.actor("officer"), at=LATE
    )

    assert (reached.units, reached.people, reached.nobody) == (1, 2, ())
    assert notices() == [("clerk", "chased"), ("leader", "chased")]


def test_the_journal_holds_who_was_chased_by_number_only(office: Office) -> None:
    actions.remind(office.round_id, [office.draft.pk], actor=office.actor("officer"), at=LATE)

    entry = Entry.objects.get(verb="notices.chased")
    assert entry.stream == f"round:{office.round_id}"
    assert entry.account_id == office.accounts["officer"].pk
    assert entry.facts["submissions"] == [office.draft.pk]
    assert entry.facts["way"] == "app"


def test_how_often_and_when_each_unit_was_chased_is_counted(office: Office) -> None:
    officer = office.actor("officer")
    both = [office.draft.pk, office.other_draft.pk]
    actions.remind(office.round_id, both, actor=officer, at=LATE)
    actions.note_chasing(
        office.round_id, [office.draft.pk], "phone", actor=officer, at=LATE + timedelta(hours=1)
    )

    page = queries.chase_page(office.round_id, actor=officer, at=LATE + timedelta(hours=2))

    told = {one.unit.full_name: [past.way for past in one.chases] for one in page.owing}
    assert told == {"xã Một": ["phone", "app"], "xã Hai": ["app"]}
    assert page.owing[0].chases[0].by == "Người officer"
    assert [one.days_late for one in page.late] == [5, 5]


def test_a_unit_without_users_is_named(office: Office) -> None:
    access.close_account(office.accounts["other.clerk"].pk, actor=OPERATOR, at=NOW)

    reached = actions.remind(
        office.round_id, [office.other_draft.pk], actor=office.actor("officer"), at=LATE
    )

    assert reached.nobody == ("xã Hai",)
    page = queries.chase_page(office.round_id, actor=office.actor("officer"), at=LATE)
    assert {one.unit.full_name: len(one.people) for one in page.owing} == {"xã Một": 2, "xã Hai": 0}


@pytest.mark.parametrize("login", ["clerk", "leader", "other.clerk", "stranger", "auditor"])
def test_nobody_below_chases(login: str, office: Office) -> None:
    who = office.actor(login)

    with pytest.raises(NotAllowed):
        actions.remind(office.round_id, [office.draft.pk], actor=who, at=LATE)
    with pytest.raises(NotAllowed):
        actions.note_chasing(office.round_id, [office.draft.pk], "chat", actor=who, at=LATE)
    with pytest.raises(NotAllowed):
        queries.chase_page(office.round_id, actor=who, at=LATE)
    with pytest.raises(NotAllowed):
        official.letter(office.round_id, Head(), actor=who, at=LATE)
    assert not Chase.objects.exists()
    assert notices() == []


def test_what_cannot_be_chased_is_refused_and_nothing_is_kept(office: Office) -> None:
    handed_in(office)
    officer = office.actor("officer")

    with pytest.raises(BadInput, match="Chưa chọn"):
        actions.remind(office.round_id, [], actor=officer, at=LATE)
    with pytest.raises(BadInput, match="đã nộp"):
        actions.remind(
            office.round_id, [office.draft.pk, office.other_draft.pk], actor=officer, at=LATE
        )
    with pytest.raises(BadInput, match="công văn"):
        actions.note_chasing(
            office.round_id, [office.other_draft.pk], "app", actor=officer, at=LATE
        )
    with pytest.raises(NotFound):
        actions.remind(999, [office.draft.pk], actor=officer, at=LATE)
    reporting.close_round(office.round_id, "Xong", actor=officer, at=LATE)
    with pytest.raises(WrongState):
        actions.remind(office.round_id, [office.other_draft.pk], actor=officer, at=LATE)
    assert not Chase.objects.exists()
    assert not Notice.objects.filter(kind="chased").exists()


def test_a_chase_that_was_changed_by_hand_is_found(office: Office) -> None:
    actions.remind(office.round_id, [office.draft.pk], actor=office.actor("officer"), at=LATE)
    assert list(queries.problems()) == []

    Chase.objects.update(units=7)
    ChasedUnit.objects.update(submission_id=office.other_draft.pk)

    assert [one.table for one in queries.problems()] == ["notices_chase", "notices_chasedunit"]


def test_the_text_for_a_unit_says_form_day_and_how_late(office: Office) -> None:
    page = queries.chase_page(office.round_id, actor=office.actor("officer"), at=LATE)
    (one,) = [late for late in page.late if late.unit.full_name == "xã Một"]

    told = outreach.message_for(one, page.status.round.title, "https://keng.example.vn/")

    assert told == (
        "Kính gửi xã Một: “Biểu commune, tháng 8/2024”, hạn nộp 05/09/2024, đến nay chưa nộp (quá "
        "hạn 05 ngày). Đề nghị đơn vị khẩn trương hoàn thành và nộp báo cáo. "
        "https://keng.example.vn/"
    )
    everybody = outreach.message_for_all(page.late, page.status.round.title)
    assert everybody.splitlines()[1:] == [
        "1. xã Hai: quá hạn 05 ngày",
        "2. xã Một: quá hạn 05 ngày",
    ]


def test_the_call_list_has_the_numbers_that_exist_and_says_where_there_is_none(
    office: Office,
) -> None:
    access.set_contact(
        office.accounts["clerk"].pk, email="", phone="0912 345 678", actor=OPERATOR, at=NOW
    )
    page = queries.chase_page(office.round_id, actor=office.actor("officer"), at=LATE)

    book = load_workbook(io.BytesIO(outreach.call_list_xlsx(page, page.late)))

    rows = list(book.active.iter_rows(min_row=4, max_row=6, values_only=True))
    assert [(row[1], row[4], row[6]) for row in rows] == [
        ("xã Hai", "Người other.clerk", "chưa có số"),
        ("xã Một", "Người clerk", "0912 345 678"),
        ("xã Một", "Người leader", "chưa có số"),
    ]


def lines(content: bytes) -> list[str]:
    return [line for line in word.paragraphs_of(content) if line.strip()]


@pytest.fixture
def with_profiles(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The programme knows how bodies head and sign their papers."""
    pack = a_pack(profiles=PROFILES)
    monkeypatch.setattr(official, "current", lambda: pack)
    return office


def test_the_letter_names_the_late_units_and_leaves_number_and_day_open(
    with_profiles: Office,
) -> None:
    office = with_profiles
    handed_in(office)
    head = Head(profile="ubnd", signed_by=SignedBy.DEPUTY, signer="Trần Văn Mẫu")

    made = official.letter(
        office.round_id,
        head,
        answer_by=date(2024, 9, 13),
        actor=office.actor("officer"),
        at=LATE,
    )

    text = lines(made.content)
    whole = "\n".join(text)
    assert made.gaps == ()
    assert "Kính gửi: Xã Hai." in text
    assert "/UBND-" in whole
    assert "V/v đôn đốc nộp “Biểu commune, tháng 8/2024”" in whole
    assert "đã có 1/2 đơn vị nộp báo cáo" in whole
    assert "chậm nhất ngày 13/09/2024" in whole
    assert "KT. CHỦ TỊCH" in whole
    assert "Trần Văn Mẫu" in whole
    assert "- Như trên;" in whole
    assert "CÔNG VĂN" not in whole  # a letter has no type over its text
    assert "9777" not in whole
    assert "9.777" not in whole


def test_no_letter_urges_nobody_but_one_that_is_not_late_yet_can_be_chosen(
    with_profiles: Office,
) -> None:
    office, head = with_profiles, Head(profile="ubnd")
    officer = office.actor("officer")

    with pytest.raises(BadInput):
        official.letter(office.round_id, head, actor=officer, at=NOW)
    chosen = official.letter(
        office.round_id, head, submission_ids=[office.draft.pk], actor=officer, at=NOW
    )

    assert "Kính gửi: Xã Một." in lines(chosen.content)


def test_what_the_programme_does_not_know_stands_in_brackets(with_profiles: Office) -> None:
    made = official.letter(
        with_profiles.round_id,
        Head(profile="committee"),
        actor=with_profiles.actor("officer"),
        at=LATE,
    )
    unknown = official.letter(
        with_profiles.round_id,
        Head(profile="ubnd", lines=(("authority", ""),)),
        actor=with_profiles.actor("officer"),
        at=LATE,
    )

    assert made.gaps == ()
    assert "[chưa rõ: thẩm quyền ký (TM., Q. ...)]".upper() in "\n".join(lines(unknown.content))


def test_without_any_profile_the_whole_head_is_asked_for(office: Office) -> None:
    made = official.letter(office.round_id, Head(), actor=office.actor("officer"), at=LATE)

    assert len(made.gaps) == 3  # symbol, authority, title


def test_the_notice_lists_every_unit_with_how_it_kept_its_day(with_profiles: Office) -> None:
    office = with_profiles
    handed_in(office)

    made = official.compliance_notice(
        office.round_id, Head(profile="ubnd"), actor=office.actor("officer"), at=LATE
    )

    text = lines(made.content)
    whole = "\n".join(text)
    assert "/TB-UBND" in whole
    assert "- Nộp đúng hạn: 01 đơn vị." in text
    assert "- Quá hạn chưa nộp: 01 đơn vị." in text
    row = text.index("Xã Một")
    assert text[row + 1 : row + 4] == ["05/09/2024", "02/09/2024", "Đúng hạn"]
    row = text.index("Xã Hai")
    assert text[row + 1 : row + 4] == ["05/09/2024", "–", "Chưa nộp, quá hạn 05 ngày"]
    assert any(one.endswith("thông báo để các đơn vị biết, thực hiện./.") for one in text)


def test_a_late_report_is_called_late_by_its_first_complete_submission(
    with_profiles: Office,
) -> None:
    office = with_profiles
    when = LATE - timedelta(days=2)  # 8 September, three days late
    reporting.enter(office.draft.pk, cells(cases=9), actor=office.actor("clerk"), at=when)
    reporting.submit(office.draft.pk, actor=office.actor("clerk"), at=when)

    made = official.compliance_notice(
        office.round_id, Head(profile="ubnd"), actor=office.actor("officer"), at=LATE
    )

    text = lines(made.content)
    assert text[text.index("Xã Một") + 3] == "Chậm 03 ngày"
