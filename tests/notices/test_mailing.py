"""One digest a day at working hours, what was chosen, and no figure in any mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail

from keng.access import actions as access
from keng.config.mail import days_from, hours_from, mail_settings
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotFound
from keng.kernel.figures import CellKey
from keng.notices import actions, letters, mailing, tasks
from keng.notices.models import Letter, Notice
from keng.notices.queries import NoticeView
from keng.notices.vocabulary import Kind
from keng.reporting import actions as reporting
from reporting_cast import cells
from web_cast import NOW, Office

# 2 and 3 September are a public holiday in the sample programme; the 4th is a Wednesday.
MORNING = datetime(2024, 9, 4, 1, 0, tzinfo=UTC)  # eight o'clock
ADDRESS = "https://keng.example.vn"


@pytest.fixture(autouse=True)
def local_mail(settings: Any) -> None:
    """Mail stays in the process."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.BASE_URL = ADDRESS


@pytest.fixture
def reached(office: Office) -> Office:
    """The clerk of xã Một has an address."""
    access.set_contact(
        office.accounts["clerk"].pk, email="mot@xa.vn", phone="", actor=OPERATOR, at=NOW
    )
    return office


def returned(office: Office) -> None:
    clerk = office.actor("clerk")
    reporting.enter(office.draft.pk, cells(cases=9777, offenders=3), actor=clerk, at=NOW)
    reporting.submit(office.draft.pk, actor=clerk, at=NOW)
    reporting.return_for_correction(
        office.draft.pk,
        {CellKey("cases"): "con số 9777 không đúng"},
        "Hỏi ông Nguyễn Văn A",
        due_on=date(2024, 9, 9),
        actor=office.actor("officer"),
        at=NOW,
    )
    tasks.read_journal(at=NOW)


def test_the_digest_tells_what_is_to_be_done_with_links(reached: Office) -> None:
    returned(reached)

    assert mailing.send_due(at=MORNING).sent == 1

    (sent,) = mail.outbox
    assert sent.to == ["mot@xa.vn"]
    assert sent.subject == "Keng: 01 thông báo mới"
    assert "Còn 01 biểu phải nộp; hạn gần nhất 09/09/2024." in sent.body
    assert f"{ADDRESS}/bieu/{reached.draft.pk}/" in sent.body
    assert "bị trả lại để sửa, hạn 09/09/2024" in sent.body


def test_no_figure_and_no_word_that_somebody_wrote_goes_into_mail(reached: Office) -> None:
    returned(reached)

    mailing.send_due(at=MORNING)

    body = mail.outbox[0].body
    for secret in ("9777", "9.777", "Nguyễn Văn A", "không đúng"):
        assert secret not in body


def test_there_is_one_digest_a_day_and_no_notice_twice(reached: Office) -> None:
    returned(reached)
    mailing.send_due(at=MORNING)
    reporting.extend_due(
        reached.draft.pk, date(2024, 9, 12), "Mưa", actor=reached.actor("officer"), at=MORNING
    )
    tasks.read_journal(at=MORNING)

    assert mailing.send_due(at=MORNING + timedelta(hours=2)).sent == 0
    assert mailing.send_due(at=MORNING + timedelta(days=1)).sent == 1
    assert "trả lại" not in mail.outbox[1].body
    assert "chuyển sang 12/09/2024" in mail.outbox[1].body


@pytest.mark.parametrize(
    "at",
    [
        datetime(2024, 9, 3, 1, 0, tzinfo=UTC),  # a public holiday
        datetime(2024, 9, 7, 1, 0, tzinfo=UTC),  # a Saturday
        datetime(2024, 9, 4, 13, 0, tzinfo=UTC),  # eight in the evening
        datetime(2024, 9, 3, 22, 0, tzinfo=UTC),  # five in the morning
    ],
)
def test_no_mail_leaves_outside_working_hours(at: datetime, reached: Office) -> None:
    returned(reached)

    assert mailing.send_due(at=at).sent == 0
    assert mail.outbox == []


def test_a_turn_with_nothing_to_send_opens_no_connection(
    reached: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.open", lambda _self: opened.append(1)
    )

    mailing.send_due(at=MORNING)
    assert not opened
    returned(reached)
    mailing.send_due(at=MORNING)
    mailing.send_due(at=MORNING + timedelta(minutes=1))

    assert len(opened) == 1


def test_what_was_read_in_the_app_is_not_mailed(reached: Office) -> None:
    returned(reached)
    actions.mark_all_read(up_to=10**9, actor=reached.actor("clerk"), at=NOW)

    assert mailing.send_due(at=MORNING).sent == 0


def test_a_kind_that_is_not_wanted_stays_out_of_mail_and_in_the_app(reached: Office) -> None:
    returned(reached)
    clerk = reached.actor("clerk")
    wanted = [kind.value for kind in Kind if kind.value != "returned"]
    actions.choose_mail(wanted, wants_mail=True, actor=clerk, at=NOW)

    assert mailing.send_due(at=MORNING).sent == 0
    assert Notice.objects.filter(account=reached.accounts["clerk"], read_at=None).exists()


def test_who_ended_all_mail_gets_none(reached: Office) -> None:
    returned(reached)
    actions.refuse_all_mail(reached.accounts["clerk"].pk, at=NOW)

    assert mailing.send_due(at=MORNING).sent == 0


def test_people_without_an_address_are_no_trouble(office: Office) -> None:
    returned(office)

    assert mailing.send_due(at=MORNING) == mailing.Mailed(0, 0)


def test_a_mail_that_was_not_taken_is_tried_again(
    reached: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    returned(reached)

    def refuse(*_args: object) -> None:
        raise SMTPException("450 later")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert mailing.send_due(at=MORNING) == mailing.Mailed(0, 1)
    assert Letter.objects.get().failed == "SMTPException"

    assert mailing.send_due(at=MORNING + timedelta(minutes=1)).sent == 1


def test_a_machine_that_stops_while_sending_sends_nothing_twice(
    reached: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    returned(reached)

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mailing._Post, "_done", stop)
        with pytest.raises(KeyboardInterrupt):
            mailing.send_due(at=MORNING)

    assert mailing.send_due(at=MORNING + timedelta(minutes=1)).sent == 0
    assert mailing.send_due(at=MORNING + timedelta(days=1)).sent == 1


def test_a_mail_offers_to_end_mail_with_one_click(reached: Office) -> None:
    returned(reached)
    mailing.send_due(at=MORNING)

    headers = mail.outbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = address.rstrip("/").rpartition("/")[2]
    assert letters.account_of(token) == reached.accounts["clerk"].pk


def test_a_link_that_keng_did_not_sign_ends_nobodys_mail() -> None:
    with pytest.raises(NotFound):
        letters.account_of("1:abc:def")


def test_long_lists_say_how_many_they_leave_out() -> None:
    place = letters.Place("")
    one = NoticeView(
        id=1,
        kind="opened",
        kind_label="",
        text="Một dòng",
        at=NOW,
        is_read=False,
        asks=True,
        submission_id=None,
        round_id=None,
        paper_id=None,
    )
    duties = letters.OpenDuties(0, 0, None)

    made = letters.digest(1, "a@b.vn", [one] * 33, duties, place=place, language="vi")

    assert made.body.count("- Một dòng") == 30
    assert "- và 03 thông báo khác, xem trong Keng." in made.body
    assert made.unsubscribe == ""


def test_no_title_adds_a_line_of_its_own_to_a_mail() -> None:
    one = NoticeView(
        id=1,
        kind="opened",
        kind_label="",
        text="Đợt tháng 9\r\n\n  https://xa-la.vn/bieu/1/",
        at=NOW,
        is_read=False,
        asks=True,
        submission_id=7,
        round_id=None,
        paper_id=None,
    )

    place = letters.Place("https://keng.vn")
    made = letters.chased(1, "a@b.vn", [one], place=place, language="vi")

    lines = made.body.splitlines()
    assert "- Đợt tháng 9 https://xa-la.vn/bieu/1/" in lines
    assert [line for line in lines if line.startswith("  ")] == ["  https://keng.vn/bieu/7/"]


def test_mail_settings_are_read_from_one_address(tmp_path: Any) -> None:
    sent = mail_settings("smtp://keng:m%40t@mail.vn:587?tls=start", tmp_path)

    assert (sent.host, sent.port, sent.user, sent.password) == ("mail.vn", 587, "keng", "m@t")
    assert (sent.starts_tls, sent.in_tls) == (True, False)
    assert mail_settings("", tmp_path).backend.endswith("filebased.EmailBackend")
    assert mail_settings("console:", tmp_path).backend.endswith("console.EmailBackend")
    assert mail_settings("smtps://mail.vn", tmp_path).port == 465
    with pytest.raises(ValueError, match="KENG_MAIL_URL"):
        mail_settings("http://mail.vn", tmp_path)


def test_hours_and_days_that_make_no_sense_are_refused() -> None:
    assert hours_from("7-18") == (7, 18)
    assert days_from("3,1,0") == (0, 1, 3)
    for wrong in ("18-7", "7", "x-y"):
        with pytest.raises(ValueError, match=r".+"):
            hours_from(wrong)
    with pytest.raises(ValueError, match="from 0"):
        days_from("-1")
