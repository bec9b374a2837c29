"""The addresses of the screens."""

from __future__ import annotations

from django.urls import URLPattern, path

from keng.web.views import (
    accounts,
    cells,
    consolidated,
    forms,
    home,
    issuing,
    journal,
    papers,
    passing,
    rounds,
    session,
    submissions,
    units,
    workbooks,
)

app_name = "web"

_own: list[URLPattern] = [
    path("", home.home, name="home"),
    path("dang-nhap/", session.sign_in, name="sign_in"),
    path("dang-xuat/", session.sign_out, name="sign_out"),
    path("mat-khau/", session.password, name="password"),
    path("ngon-ngu/", session.language, name="language"),
]
_form: list[URLPattern] = [
    path("bieu/<int:submission_id>/", submissions.detail, name="submission"),
    path("bieu/<int:submission_id>/nhap/", forms.entry, name="form"),
    path("bieu/<int:submission_id>/o/", cells.cells, name="cells"),
    path("bieu/<int:submission_id>/o/<str:key>/", forms.cell, name="cell"),
    path("bieu/<int:submission_id>/khong-phat-sinh/", forms.nothing, name="nothing"),
    path("bieu/<int:submission_id>/chuyen-so-ton/", forms.carry, name="carry"),
    path("bieu/<int:submission_id>/giai-trinh/", forms.accept_warning, name="accept_warning"),
    path("bieu/<int:submission_id>/tra-loi/", forms.answer_return, name="answer_return"),
    path("bieu/<int:submission_id>/nop/", passing.submit, name="submit"),
    path("bieu/<int:submission_id>/tra-lai/", passing.send_back, name="return"),
    path("bieu/<int:submission_id>/tiep-nhan/", passing.accept, name="accept"),
    path("bieu/<int:submission_id>/chot/", passing.lock, name="lock"),
    path("bieu/<int:submission_id>/mo-lai/", passing.reopen, name="reopen"),
    path("bieu/<int:submission_id>/gia-han/", passing.extend, name="extend"),
    path("bieu/<int:submission_id>/dieu-chinh/", passing.adjust, name="adjust"),
    path(
        "dieu-chinh/<int:adjustment_id>/tra-loi/",
        passing.answer_adjustment,
        name="answer_adjustment",
    ),
    path(
        "dieu-chinh/<int:adjustment_id>/rut/",
        passing.withdraw_adjustment,
        name="withdraw_adjustment",
    ),
    path("bieu/<int:submission_id>/mau.xlsx", workbooks.one_form, name="form_xlsx"),
    path("nap-tep/", workbooks.upload, name="upload"),
    path("nap-tep/luu/", workbooks.save, name="upload_save"),
]
_rounds: list[URLPattern] = [
    path("dot/", rounds.listing, name="rounds"),
    path("dot/mo/", rounds.open_round, name="open_round"),
    path("dot/<int:round_id>/", rounds.detail, name="round"),
    path("dot/<int:round_id>/gia-han/", rounds.extend, name="extend_round"),
    path("dot/<int:round_id>/dong/", rounds.close, name="close_round"),
    path("dot/<int:round_id>/mo-lai/", rounds.reopen, name="reopen_round"),
    path("dot/<int:round_id>/chuyen-bieu/", rounds.pass_duties, name="pass_duties"),
    path("dot/<int:round_id>/chua-nop.xlsx", workbooks.round_forms, name="round_xlsx"),
]
_numbers: list[URLPattern] = [
    path("tong-hop/", consolidated.page, name="consolidated"),
    path("tong-hop/o/", consolidated.drill, name="drill"),
    path("tong-hop/tai/<slug:kind>/", consolidated.file, name="consolidated_file"),
]
_papers: list[URLPattern] = [
    path("bao-cao/", papers.listing, name="papers"),
    path("bao-cao/lap/", papers.new, name="new_paper"),
    path("bao-cao/tai/", papers.preview_file, name="report_file"),
    path("bao-cao/luu/", papers.draft, name="draft_paper"),
    path("bao-cao/loi-van/", papers.text, name="text"),
    path("bao-cao/<int:paper_id>/", issuing.detail, name="paper"),
    path("bao-cao/<int:paper_id>/tep/<int:n>/", issuing.paper_file, name="paper_file"),
    path("bao-cao/<int:paper_id>/pdf/", issuing.make_pdf, name="paper_pdf"),
    path("bao-cao/<int:paper_id>/dinh-chinh/", issuing.correct, name="correct_paper"),
    path("bao-cao/<int:paper_id>/<slug:step>/", issuing.act, name="paper_act"),
]
_units: list[URLPattern] = [
    path("don-vi/", units.search, name="units"),
    path("don-vi/cay/", units.tree, name="tree"),
    path("don-vi/cay/<int:unit_id>/", units.branch, name="branch"),
    path("don-vi/<int:unit_id>/", units.unit, name="unit"),
]
_keeping: list[URLPattern] = [
    path("nguoi-dung/", accounts.listing, name="accounts"),
    path("nguoi-dung/them/", accounts.new, name="new_account"),
    path("nguoi-dung/<int:account_id>/", accounts.detail, name="account"),
    path("nguoi-dung/<int:account_id>/giao-viec/", accounts.grant, name="grant"),
    path("nguoi-dung/<int:account_id>/lam-thay/", accounts.substitute, name="substitute"),
    path("nguoi-dung/<int:account_id>/ban-giao/", accounts.hand_over, name="hand_over"),
    path(
        "nguoi-dung/<int:account_id>/quyen/<int:grant_id>/thu-lai/",
        accounts.end_grant,
        name="end_grant",
    ),
    path(
        "nguoi-dung/<int:account_id>/lam-thay/<int:substitute_id>/ket-thuc/",
        accounts.end_substitute,
        name="end_substitute",
    ),
    path(
        "nguoi-dung/<int:account_id>/mat-khau/",
        accounts.temporary_password,
        name="temporary_password",
    ),
    path("nguoi-dung/<int:account_id>/ngung/", accounts.close, name="close_account"),
    path("nguoi-dung/<int:account_id>/mo-lai/", accounts.reopen, name="reopen_account"),
    path("nhat-ky/", journal.listing, name="journal"),
    path("nhat-ky/kiem-tra/", journal.verify, name="verify_journal"),
]

urlpatterns: list[URLPattern] = [
    *_own,
    *_form,
    *_rounds,
    *_numbers,
    *_papers,
    *_units,
    *_keeping,
]
