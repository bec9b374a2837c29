"""Where each page of the screens is looked at, and which other addresses are not pages."""

from __future__ import annotations

from typing import Final

from commending_cast import a_collective, a_head, a_person, with_commendations
from criteria_cast import a_criteria_pack
from groups_cast import INITIATIVES, a_group, a_session, an_activity
from inquiries_cast import a_draft
from jobs_cast import asked, worked_off
from keng.commendations import actions as commending
from keng.commendations import queries as commendations
from keng.commendations.actions import Described, NewCall, NewSeat
from keng.commendations.models import Proposal
from keng.initiatives.actions import answer_rule, found_group, hold_event, log_activity
from keng.initiatives.standing import Rule
from keng.intake.actions import save_map
from keng.intake.yearplans.asking import read_into
from keng.orgunits.queries import changes
from keng.packs import installed
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Initiatives
from keng.publishing import actions as papers
from keng.publishing import batches
from keng.publishing.heads import Head
from map_cast import a_monthly_way, a_sample
from papers_cast import a_small_register
from planning_cast import some_plans
from proof_cast import A_REPORT
from publishing_cast import a_publishing_pack
from recognition_pages import RECOGNITION_PAGES, recognition_keywords, with_a_set
from reports_cast import a_confirmed_report
from steering_cast import steering_keywords
from web_cast import AUGUST, NOW, START, Office, an_office

# name of the view: (who opens it, keywords of its address, what follows the ?)
PAGES: Final[dict[str, tuple[str, tuple[str, ...], str]]] = {
    "home": ("clerk", (), ""),
    "sign_in": ("", (), ""),
    "password": ("clerk", (), ""),
    "security": ("leader", (), ""),
    "second_step_rules": ("keeper", (), ""),
    "submission": ("officer", ("submission_id",), ""),
    "form": ("clerk", ("submission_id",), ""),
    "questions": ("clerk", ("submission_id",), ""),
    "upload": ("clerk", (), ""),
    "table_maps": ("officer", (), ""),
    "new_table_map": ("officer", (), ""),
    "map_table": ("officer", (), "{sample}"),
    "map_cells": ("officer", (), "{sample}&table=0&seen=0"),
    "table_map": ("officer", ("map_id",), ""),
    "read_reports": ("clerk", (), ""),
    "new_read_reports": ("clerk", (), ""),
    "read_report": ("clerk", ("report_id",), ""),
    "confirm_report": ("clerk", ("report_id",), ""),
    "rounds": ("officer", (), ""),
    "open_round": ("officer", (), ""),
    "round_calendar": ("officer", (), "nam=2024"),
    "open_rounds": ("officer", (), "unit=huyen+bac&form=commune&year=2024"),
    "round": ("officer", ("round_id",), ""),
    "matrix": ("officer", (), ""),
    "accept_many": ("officer", ("round_id",), ""),
    "many_units": ("officer", ("round_id",), ""),
    "reason_templates": ("officer", (), ""),
    "follow_ups": ("officer", (), ""),
    "oddities": ("officer", ("submission_id",), ""),
    "consolidated": ("officer", (), "unit=huyen+bac&period=2024-08&compare=on"),
    "drill": ("officer", (), "unit=huyen+bac&period=2024-08&key=fires"),
    "numbers": ("officer", (), "unit=huyen+bac&period=2024-08&ind=fires&below=children"),
    "papers": ("officer", (), ""),
    "new_paper": ("officer", (), ""),
    "burden": ("officer", (), "nam=2024"),
    "inquiries": ("officer", (), ""),
    "new_inquiry": ("officer", (), ""),
    "inquiry": ("officer", ("inquiry_id",), "q=chay"),
    "plans": ("clerk", (), ""),
    "new_plan": ("clerk", (), ""),
    "plan": ("clerk", ("plan_id",), ""),
    "plan_target": ("clerk", ("target_id",), ""),
    "plan_duty": ("clerk", ("duty_id",), ""),
    "plan_bodies": ("clerk", ("plan_id",), ""),
    "plan_upload": ("clerk", ("plan_id",), ""),
    "take_over_plan": ("clerk", ("plan_id",), ""),
    "plan_agenda": ("clerk", (), ""),
    "plan_body": ("clerk", ("body_id",), ""),
    "plan_task": ("clerk", ("task_id",), ""),
    "plan_chain": ("officer", ("task_id",), ""),
    "plan_source": ("clerk", ("source_id",), ""),
    "register": ("clerk", (), "q=tuan"),
    "register_waiting": ("clerk", (), ""),
    "register_files": ("clerk", (), ""),
    "register_typed": ("clerk", (), ""),
    "register_lists": ("clerk", (), ""),
    "all_number_series": ("clerk", (), ""),
    "number_series": ("clerk", ("series_id",), ""),
    "registered": ("clerk", ("entry_id",), ""),
    "paper_chain": ("clerk", ("entry_id",), ""),
    "confirm_registered": ("clerk", ("entry_id",), ""),
    "units": ("clerk", (), "q=xa"),
    "tree": ("clerk", (), ""),
    "unit": ("clerk", ("unit_id",), ""),
    "take_along": ("keeper", ("unit_id",), ""),
    "map_changes": ("keeper", (), ""),
    "units_upload": ("keeper", (), ""),
    "map_act": ("keeper", ("kind",), ""),
    "map_change": ("keeper", ("change_id",), ""),
    "undo_map_change": ("keeper", ("change_id",), ""),
    "accounts": ("keeper", (), ""),
    "invite": ("keeper", (), "show=all"),
    "missing_posts": ("keeper", (), ""),
    "new_account": ("keeper", (), ""),
    "account": ("keeper", ("account_id",), ""),
    "programmes": ("keeper", (), ""),
    "programme": ("keeper", ("version_id",), ""),
    "journal": ("auditor", (), ""),
    "kept_texts": ("auditor", (), ""),
    "notices": ("clerk", (), ""),
    "notice_choices": ("clerk", (), ""),
    "chase": ("officer", ("round_id",), "tat-ca=1"),
    "calls": ("officer", ("round_id",), ""),
    "search": ("officer", (), "q=xa"),
    "jobs": ("officer", (), ""),
    "job": ("clerk", ("job_id",), ""),
    "paper": ("clerk", ("paper_id",), ""),
    "signing": ("leader", ("paper_id",), ""),
    "registration": ("clerk", (), ""),
    "assessment": ("clerk", ("assessment_id",), ""),
    "assessment_sheet": ("clerk", ("assessment_id",), ""),
    "criterion": ("clerk", ("assessment_id", "which"), ""),
    "visit": ("officer", ("assessment_id",), ""),
    "proofread": ("clerk", (), ""),
    "proofread_rules": ("clerk", (), ""),
    "proofread_rule": ("clerk", ("code",), ""),
    "proofread_answer": ("clerk", ("proof_id",), ""),
    "proofread_paper": ("clerk", ("paper_id",), ""),
    "initiatives": ("officer", (), "q=keng"),
    "initiative": ("clerk", ("group_id",), ""),
    "new_initiative": ("clerk", (), ""),
    "change_initiative": ("clerk", ("group_id",), ""),
    "log_activity": ("clerk", ("group_id",), ""),
    "initiative_act": ("clerk", ("group_id", "group_act"), ""),
    "on_paper": ("officer", (), ""),
    "registers": ("clerk", (), ""),
    "initiatives_upload": ("clerk", (), ""),
    "events": ("clerk", (), ""),
    "new_event": ("clerk", (), "loai=session"),
    "commendations": ("clerk", (), ""),
    "commendation_call": ("clerk", ("call_id",), ""),
    "propose_commendation": ("clerk", ("call_id",), ""),
    "commendation": ("clerk", ("proposal_id",), ""),
    "change_commendation": ("clerk", ("proposal_id",), ""),
    "commendation_votes": ("clerk", ("call_id",), ""),
    "commendation_deciding": ("leader", ("call_id",), ""),
    "commendation_decision": ("leader", ("commending_id",), ""),
    "commendation_register": ("officer", (), "q=to"),
    "commendation_rules": ("officer", (), ""),
    "committees": ("officer", (), ""),
    "new_committee": ("clerk", (), ""),
    "committee": ("clerk", ("committee_id",), ""),
    "meeting": ("clerk", ("meeting_id",), ""),
    "cooperations": ("officer", (), ""),
    "new_cooperation": ("clerk", (), ""),
    "cooperation": ("clerk", ("cooperation_id",), ""),
    **RECOGNITION_PAGES,
    "journal_stream": ("auditor", (), "stream=round:{round_id}"),
}

_FILE: Final = "answers with a file"
_PART: Final = "a part of a page, looked at with its page"
# Addresses that answer a GET and are no page; what only takes a form needs no line here.
NO_PAGES: Final[dict[str, str]] = {
    "form_xlsx": _FILE,
    "form_docx": _FILE,
    "form_pdf": _FILE,
    "round_xlsx": _FILE,
    "matrix_xlsx": _FILE,
    "consolidated_file": _FILE,
    "numbers_file": _FILE,
    "chart_file": _FILE,
    "report_file": _FILE,
    "proofread_file": _FILE,
    "paper_file": _FILE,
    "registered_file": _FILE,
    "registered_edxml": _FILE,
    "register_xlsx": _FILE,
    "journal_proof": _FILE,
    "journal_csv": _FILE,
    "units_xlsx": _FILE,
    "invite_xlsx": _FILE,
    "photo": _FILE,
    "plan_photo": _FILE,
    "original_page": _FILE,
    "untouched_page": _FILE,
    "plan_docx": _FILE,
    "plan_pdf": _FILE,
    "alive": "answers a machine",
    "ready": "answers a machine",
    "metrics": "answers a machine, tried by the tests of watching",
    "initiatives_xlsx": _FILE,
    "commendations_xlsx": _FILE,
    "commendation_letter": _FILE,
    "commendation_docx": _FILE,
    "commendation_file": _FILE,
    "initiatives_template": _FILE,
    "activity_photo": _FILE,
    "event_photo": _FILE,
    "evidence": _FILE,
    "cell": _PART,
    "inquiry_choices": _PART,
    "lines": _PART,
    "reopened": _PART,
    "find_cited_papers": _PART,
    "cells": _PART,
    "second_step": "asked for between two pages of signing in, tried by the tests of security",
    "worker": "a script of the browser, tried by the tests of the grid without a network",
    "branch": _PART,
    "unit_hits": _PART,
    "suggestions": _PART,
    "job_progress": _PART,
    "job_file": _FILE,
    "text": _PART,
    "paper_page": _FILE,
    "paper_pages": _PART,
    "calls_file": _FILE,
    "ballot": _FILE,
    "self_sheet": _FILE,
    "recognition_paper_file": _FILE,
    "council_evidence": _FILE,
    "end_mail": "looked at by the tests of notices, with a signed link",
    "calendar": "answers with a calendar, to whoever has the key",
}

# What the addresses are made of where nothing lies behind them.
NUMBERS: Final[dict[str, int | str]] = {
    "submission_id": 1,
    "adjustment_id": 1,
    "round_id": 1,
    "unit_id": 1,
    "account_id": 1,
    "grant_id": 1,
    "substitute_id": 1,
    "paper_id": 1,
    "photo_id": 1,
    "follow_up_id": 1,
    "change_id": 1,
    "view_id": 1,
    "version_id": 1,
    "job_id": 1,
    "proof_id": 1,
    "map_id": 1,
    "report_id": 1,
    "n": 1,
    "page": 1,
    "key": "fires",
    "kind": "csv",
    "step": "trinh",
    "notice_id": 1,
    "inquiry_id": 1,
    "plan_id": 1,
    "run_id": 1,
    "decision_id": 1,
    "member_id": 1,
    "appeal_id": 1,
    "line_id": 1,
    "set_code": "kdc",
    "paper_kind": "recognition-minutes",
    "about_id": 1,
    "entry_id": 1,
    "series_id": 1,
    "number_id": 1,
    "link_id": 1,
    "pledge_id": 1,
    "assessment_id": 1,
    "question_id": 1,
    "evidence_id": 1,
    "which": "K1",
    "target_id": 1,
    "duty_id": 1,
    "group_id": 1,
    "group_act": "danh-gia",
    "activity_id": 1,
    "event_id": 1,
    "task_id": 1,
    "body_id": 1,
    "result_id": 1,
    "source_id": 1,
    "what": "nhiem-vu",
    "committee_id": 1,
    "act_id": 1,
    "seat_id": 1,
    "oversight_id": 1,
    "meeting_id": 1,
    "conclusion_id": 1,
    "cooperation_id": 1,
    "partner_id": 1,
    "term_id": 1,
    "outcome_id": 1,
    "session_id": 1,
    "token_id": 1,
    "code": "K101",
    "token": "khong-phai-khoa",
    "call_id": 1,
    "commending_seat_id": 1,
    "proposal_id": 1,
    "commending_id": 1,
    "dossier_id": 1,
    "commendation_act": "rut",
}


def an_office_with_papers() -> Office:
    """The office with a programme that has an outline, so that papers can be drafted."""
    return an_office(_install_outline)


def keywords(office: Office) -> dict[str, int | str]:
    """What the addresses of the office are made of; makes the paper and the job among it."""
    clerk = office.actor("clerk")
    paper = papers.draft_paper(office.one, AUGUST, "commune", actor=clerk, at=NOW)
    papers.rewrite_paper(paper.pk, head=Head(signer="Trần Thị Thử"), actor=clerk, at=NOW)
    officer = office.actor("officer")
    kept = save_map("Bảng huyện", a_monthly_way(), unit_id=office.north, actor=officer, at=NOW)
    proof = batches.proofread(A_REPORT.encode(), "bao-cao.txt", language="vi", actor=clerk, at=NOW)
    plans = some_plans(office)
    text = "II. NHIỆM VỤ\nTham mưu kiện toàn đội dân phòng trong quý I.\n"
    read = read_into(plans.one.pk, "kh.txt", text.encode(), actor=clerk, at=NOW)
    worked_off()
    entry_id, series_id = a_small_register(office)
    group_id = a_kept_group(office)
    return {
        "plan_id": plans.one.pk,
        "task_id": plans.tasks["class"].pk,
        "body_id": plans.task("class").lead_id or 0,
        "source_id": read.source_id or 0,
        "target_id": plans.one.targets.get(n=2).pk,
        "duty_id": plans.one.duties.get().pk,
        "group_id": group_id,
        "group_act": "danh-gia",
        **steering_keywords(office, plans.village),
        "entry_id": entry_id,
        "series_id": series_id,
        "proof_id": proof.pk,
        "code": "K101",
        "map_id": kept.saved_map_id,
        "sample": a_sample(office, "officer"),
        "report_id": a_confirmed_report(office, clerk, AUGUST),
        "paper_id": paper.pk,
        "job_id": asked(clerk, unit_id=office.one).pk,
        "submission_id": office.draft.pk,
        "round_id": office.round_id,
        "unit_id": office.north,
        "account_id": office.accounts["clerk"].pk,
        "change_id": changes(unit_id=office.one, limit=1)[0].id,
        "kind": "sap-nhap",
        "inquiry_id": a_draft(office).pk,
        "version_id": installed.versions()[0].id,
        "which": "K1",
        **commended(office),
        **recognition_keywords(office),
    }


def a_kept_group(office: Office) -> int:
    """A group that is on paper only by the rule of its district, one that lives, and an event."""
    clerk, officer = office.actor("clerk"), office.actor("officer")
    rule = Rule(activity_months=6, basis="KH 1/KH-BCĐ")
    answer_rule(office.north, rule, since=START, actor=officer, at=NOW)
    silent = found_group(a_group(office.one), actor=clerk, at=NOW)
    living = found_group(a_group(office.one, "Tiếng kẻng xã Một"), actor=clerk, at=NOW)
    log_activity(living.pk, an_activity(AUGUST.last), actor=clerk, at=NOW)
    hold_event(a_session(office.one, AUGUST.last, partners=(office.two,)), actor=clerk, at=NOW)
    return silent.pk


def commended(office: Office) -> dict[str, int]:
    """A call of xã Một with a council, one who is commended, and two who wait, one a person."""
    clerk, leader = office.actor("clerk"), office.actor("leader")
    call = commending.open_call(NewCall(office.one, NOW.year, "Năm"), actor=clerk, at=NOW).pk
    seat = commending.seat_member(call, NewSeat("Ủy viên", office.one), actor=clerk, at=NOW)

    def proposed(said: Described) -> Proposal:
        return commending.propose(call, said, proposer_id=office.one, actor=clerk, at=NOW)

    first = proposed(a_collective(office.one))
    proposed(a_person(office.one))
    seen = commendations.call_view(call, actor=leader, at=NOW).digest
    head = a_head(NOW.date(), number=3)
    made = commending.decide(call, head, [first.pk], seen=seen, actor=leader, at=NOW)
    other = proposed(a_collective(office.one, name="Tổ số 5"))
    file = commending.attach_file(other.pk, b"Bien ban", "a.txt", "Tờ", actor=clerk, at=NOW)
    return {
        "call_id": call,
        "commending_seat_id": seat.pk,
        "proposal_id": other.pk,
        "commending_id": made.pk,
        "dossier_id": file.pk,
    }


def _install_outline() -> None:
    plain = a_publishing_pack(periods=["month"]).model_dump(mode="json", by_alias=True)
    pack = a_criteria_pack(profiles=plain["profiles"], outlines=plain["outlines"]).model_copy(
        update={"initiatives": Initiatives.model_validate(INITIATIVES)}
    )
    pack = with_commendations(with_a_set(pack), form="")
    PackVersion.objects.create(code="sample", version="1", content=content_of(pack))
