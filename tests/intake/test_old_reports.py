"""An old report becomes proposals, a person decides each, and figures with their place follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from jobs_cast import worked_off
from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.db.dialects import guards_lifted
from keng.documents.reading import FileRefused, read
from keng.intake import queries as room
from keng.intake.models import Decision, Proposal, ReadReport, ReadText
from keng.intake.reports import actions, deciding, entering, queries
from keng.intake.reports.asking import ask_to_read, refuse_unfit
from keng.intake.reports.entering import Standing, enter_report
from keng.intake.reports.extracting import extract
from keng.intake.reports.judging import Doubt
from keng.intake.reports.measures import factor_to, value_in
from keng.jobs.models import Job
from keng.jobs.queries import job_view
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, DomainError, NotAllowed, NotFound, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.packs import installed
from keng.reporting.actions import RejectedCells, ensure_submission, enter, submit
from keng.reporting.actions import entering as reporting
from keng.reporting.cells import CellInput
from keng.reporting.models import Figure, FigureRevision, Submission
from keng.reporting.queries import figures_of
from reports_cast import SECRET_PERSON, file_of, kept_report, yearly
from web_cast import NOW, Office, an_office

ON = date(2024, 9, 2)
YEAR = parse_period("2022")
CASES, SETTLED, FIRES, SIGNED = map(CellKey, ("cases", "settled", "fires", "signed"))


@pytest.fixture
def office(db: None) -> Office:
    del db
    return an_office()


@pytest.fixture
def clerk(office: Office) -> AccountActor:
    return office.actor("clerk")


@pytest.fixture
def report(office: Office, clerk: AccountActor) -> ReadReport:
    """The report of 2022, confirmed: 12 cases, 10 settled, 450 households, 2 fires."""
    made = kept_report(office, clerk)
    return actions.confirm_report(made.pk, office.one, "commune", YEAR, actor=clerk, at=NOW)


def take(report: ReadReport, n: int, cell: CellKey, value: int, actor: AccountActor) -> Decision:
    return deciding.take_proposal(report.pk, n, cell, value, actor=actor, at=NOW)


def accept(report: ReadReport, n: int, actor: AccountActor) -> Decision:
    return deciding.accept_proposal(report.pk, n, actor=actor, at=NOW)


def test_what_is_kept_is_masked_and_the_journal_holds_no_words(
    office: Office, clerk: AccountActor
) -> None:
    made = kept_report(office, clerk)

    view = queries.report_view(made.pk, clerk, on=ON)
    words = "\n".join(line for _page, line in view.lines)
    assert "12 vụ việc" in words
    assert SECRET_PERSON not in words
    assert "0912345678" not in words
    assert "nghiện" not in words
    assert [line for _page, line in view.lines].count("[đoạn không trích]") == 2
    assert (view.withheld, view.passed) == (2, 1)  # lines 4 and 5; "giảm 10%" is a change
    assert (made.said_unit, made.said_first, made.said_last) == (
        "xã Một",
        date(2022, 1, 1),
        date(2022, 12, 31),
    )
    assert (made.state, made.unit_id, made.form) == ("waiting", None, "")
    entry = Entry.objects.get(stream=f"read_report:{made.pk}")
    assert (entry.verb, entry.facts["proposals"]) == ("intake.report_read", 4)
    assert "bc-2022" not in str(entry.facts)


def test_each_figure_stands_at_its_place_in_the_masked_text(
    clerk: AccountActor, report: ReadReport
) -> None:
    view = queries.report_view(report.pk, clerk, on=ON)

    found = [(one.line, one.phrase, one.value, one.cell) for one in view.reads]
    assert found == [
        (11, "12 vụ việc", 12, "cases"),
        (11, "10 vụ", 10, "settled"),
        (12, "450 hộ", 450, ""),
        (13, "02 vụ", 2, "fires"),
    ]
    for one in view.reads:
        assert view.lines[one.line - 1][1][one.start : one.end] == one.phrase
    # "hộ tham gia" is no label of the form: which cell it fills is asked.
    assert [one.doubts for one in view.judged] == [
        (),
        (),
        (Doubt.NO_CELL,),
        (),
    ]


def test_a_withheld_sentence_keeps_only_the_figures_that_are_given_out(
    office: Office, clerk: AccountActor
) -> None:
    text = yearly(2022).replace("số vụ cháy là 02 vụ.", "xảy ra 02 vụ, bắt 05 đối tượng cờ bạc.")

    made = kept_report(office, clerk, text.encode())

    (_page, words) = queries.report_view(made.pk, clerk, on=ON).lines[12]
    assert "02 vụ" in words
    assert "05" not in words
    assert "cờ bạc" not in words
    assert [one.phrase for one in queries.reads_of(made.pk) if one.line == 13] == ["02 vụ"]


def test_the_same_file_is_read_once_for_an_office_unless_it_was_dropped(
    office: Office, clerk: AccountActor
) -> None:
    first = kept_report(office, clerk)

    with pytest.raises(BadInput) as refusal:
        kept_report(office, clerk, name="khac.txt")
    assert refusal.value.code == "report_read_before"
    assert ReadReport.objects.count() == 1

    actions.drop_report(first.pk, actor=clerk, at=NOW)
    assert kept_report(office, clerk).pk != first.pk
    assert [one.state for one in queries.reports_for(clerk, on=ON)] == ["waiting"]


def test_nothing_is_decided_before_unit_period_and_form_are_confirmed(
    office: Office, clerk: AccountActor
) -> None:
    made = kept_report(office, clerk)

    for act in (
        lambda: accept(made, 2, clerk),
        lambda: take(made, 1, CASES, 12, clerk),
        lambda: enter_report(made.pk, actor=clerk, at=NOW),
    ):
        with pytest.raises(WrongState):
            act()
    assert not Decision.objects.exists()
    assert queries.report_view(made.pk, clerk, on=ON).judged == ()


def test_a_unit_or_period_that_the_form_is_not_for_is_not_confirmed(
    office: Office, clerk: AccountActor
) -> None:
    made = kept_report(office, clerk)
    submissions = Submission.objects.count()

    def confirm(unit_id: int, form: str = "commune", period: str = "2022") -> None:
        found = parse_period(period)
        actions.confirm_report(made.pk, unit_id, form, found, actor=clerk, at=NOW)

    with pytest.raises(NotAllowed):
        confirm(office.two)
    with pytest.raises(NotFound):
        confirm(office.one, form="no_such_form")
    with pytest.raises(BadInput):
        confirm(office.one, period="2019")  # xã Một exists since 2020
    made.refresh_from_db()
    assert (made.state, made.unit_id) == ("waiting", None)
    confirm(office.one)
    assert Submission.objects.count() == submissions  # confirming opens no form


def test_a_question_is_never_accepted_but_answered(clerk: AccountActor, report: ReadReport) -> None:
    with pytest.raises(BadInput) as refusal:
        accept(report, 3, clerk)
    assert refusal.value.code == "proposal_is_question"
    assert not Decision.objects.exists()

    assert accept(report, 2, clerk).verdict == "accepted"
    assert take(report, 1, CASES, 12, clerk).verdict == "accepted"
    assert take(report, 3, SIGNED, 451, clerk).verdict == "corrected"
    assert deciding.refuse_proposal(report.pk, 4, actor=clerk, at=NOW).verdict == "refused"
    assert queries.reports_for(clerk, on=ON)[0].waiting == 0


def test_two_figures_for_one_cell_are_both_asked_and_one_is_taken(
    office: Office, clerk: AccountActor
) -> None:
    text = yearly(2022).replace("2. Có 450 hộ tham gia.", "2. Số vụ cháy là 05 vụ.")
    made = kept_report(office, clerk, text.encode())
    actions.confirm_report(made.pk, office.one, "commune", YEAR, actor=clerk, at=NOW)

    def doubts() -> list[tuple[Doubt, ...]]:
        return [one.doubts for one in queries.report_view(made.pk, clerk, on=ON).judged][2:]

    assert doubts() == [(Doubt.TWICE,), (Doubt.TWICE,)]
    take(made, 4, FIRES, 2, clerk)
    assert doubts() == [(Doubt.TAKEN,), ()]
    with pytest.raises(BadInput) as refusal:
        take(made, 3, FIRES, 5, clerk)
    assert refusal.value.code == "cell_taken"
    assert "02 vụ" in refusal.value.message
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        (CellKey("settled_share"), 5, "proposal_without_cell"),  # computed
        (CellKey("teams"), 5, "proposal_without_cell"),  # asked since July 2024
        (CellKey("no_such_cell"), 5, "proposal_without_cell"),
        (SIGNED, -1, "bad_input"),
    ],
)
def test_a_cell_or_value_that_cannot_be_is_refused(
    cell: CellKey, value: int, code: str, clerk: AccountActor, report: ReadReport
) -> None:
    with pytest.raises(BadInput) as refusal:
        take(report, 3, cell, value, clerk)

    assert refusal.value.code == code
    assert "bc-2022.txt, dòng 12" in str(refusal.value)
    assert not Decision.objects.exists()


def test_what_was_taken_becomes_figures_that_say_where_they_stand(
    office: Office, clerk: AccountActor, report: ReadReport
) -> None:
    accept(report, 2, clerk)
    take(report, 1, CASES, 12, clerk)
    take(report, 3, SIGNED, 450, clerk)
    deciding.refuse_proposal(report.pk, 4, actor=clerk, at=NOW)

    done = enter_report(report.pk, actor=clerk, at=NOW)

    submission = Submission.objects.get(unit_id=office.one, first=YEAR.first, last=YEAR.last)
    assert (done.submission_id, done.saved, done.unchanged, done.emptied) == (
        submission.pk,
        3,
        0,
        0,
    )
    stand = figures_of(submission.pk)
    assert {key: one.value for key, one in stand.items()} == {CASES: 12, SETTLED: 10, SIGNED: 450}
    assert {one.origin for one in stand.values()} == {"imported"}
    assert stand[SIGNED].source == "bc-2022.txt!dòng 12"
    report.refresh_from_db()
    assert (report.state, report.submission_id) == ("entered", submission.pk)
    assert queries.places_of(submission.pk, SIGNED, clerk, on=ON) == {
        "bc-2022.txt!dòng 12": (report.pk, 3)
    }


def test_entering_again_updates_and_never_doubles(clerk: AccountActor, report: ReadReport) -> None:
    accept(report, 2, clerk)
    accept(report, 4, clerk)
    first = enter_report(report.pk, actor=clerk, at=NOW)
    again = enter_report(report.pk, actor=clerk, at=NOW)
    assert (again.saved, again.unchanged) == (0, 2)
    assert FigureRevision.objects.count() == 2

    take(report, 2, SETTLED, 11, clerk)
    deciding.refuse_proposal(report.pk, 4, actor=clerk, at=NOW)
    third = enter_report(report.pk, actor=clerk, at=NOW)

    assert (third.submission_id, third.saved, third.emptied) == (first.submission_id, 1, 1)
    stand = figures_of(first.submission_id)
    assert (stand[SETTLED].value, stand[FIRES].value) == (11, None)
    assert Figure.objects.count() == 2


def test_another_value_in_the_form_is_never_overwritten_unasked(
    office: Office, clerk: AccountActor, report: ReadReport
) -> None:
    form = ensure_submission(office.one, "commune", YEAR, actor=clerk, at=NOW).pk
    typed = [CellInput(SETTLED, 9), CellInput(FIRES, 2, source="sổ trực")]
    enter(form, typed, actor=clerk, at=NOW)
    accept(report, 2, clerk)
    accept(report, 4, clerk)

    with pytest.raises(Conflict) as refusal:
        enter_report(report.pk, actor=clerk, at=NOW)
    (one,) = refusal.value.theirs  # type: ignore[misc, attr-defined]
    assert (one.key, one.value, one.theirs.value) == (SETTLED, 10, 9)
    assert figures_of(form)[SETTLED].value == 9
    report.refresh_from_db()
    assert report.state == "confirmed"

    kept = enter_report(report.pk, standing=Standing.KEEP, actor=clerk, at=NOW)
    assert (kept.saved, kept.kept, kept.unchanged) == (0, 1, 1)
    assert figures_of(form)[SETTLED].value == 9
    assert figures_of(form)[FIRES].source == "sổ trực"  # the same value keeps its source

    replaced = enter_report(report.pk, standing=Standing.REPLACE, actor=clerk, at=NOW)
    assert replaced.saved == 1
    assert figures_of(form)[SETTLED].value == 10


def test_a_small_total_is_not_told_to_who_is_too_far_above(
    office: Office, clerk: AccountActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = yearly(2022).replace("2. Có 450 hộ tham gia.", "2. Số người bị xử lý là 04 vụ.")
    made = kept_report(office, clerk, text.encode())
    actions.confirm_report(made.pk, office.one, "commune", YEAR, actor=clerk, at=NOW)
    form = ensure_submission(office.one, "commune", YEAR, actor=clerk, at=NOW).pk
    enter(form, [CellInput(CellKey("offenders"), 3)], actor=clerk, at=NOW)
    take(made, 4, CellKey("offenders"), 4, clerk)
    for module in (entering, reporting):
        monkeypatch.setattr(module, "is_near", lambda *_args, **_more: False)

    with pytest.raises(RejectedCells) as refusal:
        enter_report(made.pk, actor=clerk, at=NOW)

    assert [one.code for one in refusal.value.problems] == ["withheld_cell"]
    assert figures_of(form)[CellKey("offenders")].value == 3


def test_nothing_goes_into_a_form_that_was_handed_in(
    office: Office, clerk: AccountActor, report: ReadReport
) -> None:
    form = ensure_submission(office.one, "commune", YEAR, actor=clerk, at=NOW).pk
    enter(form, [CellInput(CASES, 12)], actor=clerk, at=NOW)
    submit(form, actor=clerk, at=NOW)
    accept(report, 2, clerk)

    with pytest.raises(WrongState):
        enter_report(report.pk, actor=clerk, at=NOW)

    assert list(figures_of(form)) == [CASES]
    report.refresh_from_db()
    assert report.state == "confirmed"


def test_entered_reports_stay_and_an_empty_choice_enters_nothing(
    office: Office, clerk: AccountActor, report: ReadReport
) -> None:
    with pytest.raises(BadInput) as refusal:
        enter_report(report.pk, actor=clerk, at=NOW)
    assert refusal.value.code == "nothing_taken"
    assert not Submission.objects.filter(first=YEAR.first).exists()

    accept(report, 2, clerk)
    enter_report(report.pk, actor=clerk, at=NOW)
    other = parse_period("2021")
    with pytest.raises(WrongState):
        actions.drop_report(report.pk, actor=clerk, at=NOW)
    with pytest.raises(WrongState):
        actions.confirm_report(report.pk, office.one, "commune", other, actor=clerk, at=NOW)


def test_only_the_office_decides_and_only_who_is_near_looks(
    office: Office, report: ReadReport
) -> None:
    other = office.actor("other.clerk")

    acts: list[Callable[[], object]] = [
        lambda: kept_report(office, other, file_of(2021)),
        lambda: accept(report, 2, other),
        lambda: deciding.refuse_proposal(report.pk, 2, actor=other, at=NOW),
        lambda: actions.drop_report(report.pk, actor=other, at=NOW),
        lambda: enter_report(report.pk, actor=other, at=NOW),
        lambda: queries.report_view(report.pk, other, on=ON),
        lambda: queries.report_view(report.pk, office.actor("auditor"), on=ON),
        lambda: ask_to_read([("a.txt", b"x")], office_id=office.one, actor=other, at=NOW),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert queries.reports_for(other, on=ON) == []
    assert queries.report_view(report.pk, office.actor("officer"), on=ON).head.id == report.pk
    assert not Decision.objects.exists()
    assert ReadReport.objects.get().state == "confirmed"


def test_who_may_enter_from_far_above_does_not_open_the_text(
    office: Office, report: ReadReport
) -> None:
    far = office.accounts["keeper"].pk
    access.grant(far, "officer", unit_id=office.province, actor=OPERATOR, at=NOW)
    officer = office.actor("keeper")
    assert officer.may("enter", unit_id=office.one, on=ON)

    for act in (
        lambda: queries.report_view(report.pk, officer, on=ON),
        lambda: accept(report, 2, officer),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert queries.reports_for(officer, on=ON) == []


def test_decisions_are_a_history_to_which_rows_are_only_added(
    clerk: AccountActor, report: ReadReport
) -> None:
    accept(report, 2, clerk)
    accept(report, 2, clerk)  # the same again adds nothing
    deciding.refuse_proposal(report.pk, 2, actor=clerk, at=NOW)
    take(report, 2, SETTLED, 11, clerk)

    made = [(one.n, one.verdict, one.value) for one in Decision.objects.order_by("n")]
    assert made == [(1, "accepted", 10), (2, "refused", None), (3, "corrected", 11)]
    for model, field in ((Decision, "n"), (Proposal, "n"), (ReadText, "withheld")):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**{field: 9})
    assert list(room.problems()) == []


def test_a_changed_row_is_found(clerk: AccountActor, report: ReadReport) -> None:
    accept(report, 2, clerk)
    connection.check_constraints()  # what is deferred is judged now; a guard in use stays
    with guards_lifted():
        Decision.objects.update(value=99)
        Proposal.objects.filter(n=3).update(value="1")
    ReadReport.objects.update(form="other")

    assert {one.table for one in room.problems()} == {
        "intake_decision",
        "intake_proposal",
        "intake_readreport",
    }


def test_a_folder_is_read_by_a_job_that_leaves_no_file(office: Office, clerk: AccountActor) -> None:
    given = [(f"bc-{year}.txt", file_of(year)) for year in (2021, 2022, 2023)]
    given.append(("lai-2022.txt", file_of(2022)))

    job = ask_to_read(given, office_id=office.one, actor=clerk, at=NOW)
    worked_off()

    view = job_view(job.pk, actor=clerk, at=NOW)
    assert (view.state, view.done, view.result) == ("done", 3, {"reports": 3, "proposals": 12})
    heads = queries.reports_for(clerk, on=ON)
    assert [one.name for one in heads] == ["bc-2023.txt", "bc-2022.txt", "bc-2021.txt"]
    assert [one.waiting for one in heads] == [4, 4, 4]
    assert kept_files() == []


def kept_files() -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return [str(one) for one in root.rglob("*") if one.is_file()]


def test_a_file_that_was_read_before_fails_alone_and_is_removed(
    office: Office, clerk: AccountActor
) -> None:
    kept_report(office, clerk)
    given = [("a.txt", file_of(2022)), ("b.txt", file_of(2023))]

    job = ask_to_read(given, office_id=office.one, actor=clerk, at=NOW)
    worked_off()

    view = job_view(job.pk, actor=clerk, at=NOW)
    assert [one.state for one in view.steps] == ["failed", "done"]
    assert "đã được đọc" in view.steps[0].result["error"]["vi"]
    assert kept_files() == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (yearly(2022).replace("BÁO CÁO\n", "MẬT\nBÁO CÁO\n").encode(), "secret_marked"),
        (b"", "file_empty"),
        (b"   \n ", "file_empty"),
    ],
)
def test_a_secret_or_unreadable_file_is_refused_before_it_waits(content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        refuse_unfit(content, "bc.txt")

    assert refusal.value.code == code


@pytest.mark.django_db
def test_a_secret_file_that_slips_into_the_queue_is_refused_and_removed(office: Office) -> None:
    clerk = office.actor("clerk")
    secret = yearly(2022).replace("BÁO CÁO\n", "TỐI MẬT\nBÁO CÁO\n").encode()

    ask_to_read([("bc.txt", secret)], office_id=office.one, actor=clerk, at=NOW)
    worked_off()

    assert Job.objects.get().state == "failed"
    assert not ReadReport.objects.exists()
    assert kept_files() == []


@pytest.mark.parametrize(
    ("measure", "unit", "factor"),
    [
        ("vụ", "vụ", 1),
        ("vụ việc", "vụ", 1),
        ("triệu đồng", "đồng", 1_000_000),
        ("đồng", "triệu đồng", Decimal("0.000001")),
        ("lượt người", "người", None),
        ("km2", "km", None),
        ("", "vụ", None),
    ],
)
def test_units_of_measure(measure: str, unit: str, factor: Decimal | None) -> None:
    assert factor_to(measure, unit) == factor


def test_a_value_is_never_rounded(office: Office) -> None:
    del office
    pack = installed.current()
    area = pack.indicator_of(CellKey("area"))  # two decimals

    assert value_in(Decimal("664.49"), area.unit, area) == 66449
    assert value_in(Decimal("664.495"), area.unit, area) is None


def test_any_text_is_extracted_without_an_error(office: Office) -> None:
    del office
    for text in ("a", "1", "\f\n12 vụ\n\n—\n", "đối tượng " * 400, "5 vụ, " * 400):
        found = extract(read(text.encode(), name="x.txt"), installed.current())
        for one in found.figures:
            assert found.lines[one.line - 1][1][one.start : one.end]


def test_a_report_that_is_not_there_is_told(clerk: AccountActor) -> None:
    acts: list[Callable[[], object]] = [
        lambda: queries.report_view(99, clerk, on=ON),
        lambda: actions.drop_report(99, actor=clerk, at=NOW),
        lambda: enter_report(99, actor=clerk, at=NOW),
    ]
    for act in acts:
        with pytest.raises(DomainError) as refusal:
            act()
        assert isinstance(refusal.value, NotFound)
