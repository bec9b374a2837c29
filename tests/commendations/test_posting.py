"""The register fills the forms of its unit: by award, groups and persons, and no more by hand."""

from __future__ import annotations

from datetime import date

import pytest

from commending_cast import a_collective, a_head, a_person
from keng.commendations import actions, tasks
from keng.commendations.models import Decision
from keng.commendations.vocabulary import Recipient, RuleName
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.publishing.registers import told_by
from keng.reporting import actions as reporting
from keng.reporting.cells import CellInput
from keng.reporting.models import DerivedPosting, Submission
from keng.reporting.queries import figures_of
from meanwhile import meanwhile

from .conftest import AT, Cast, digest

AUGUST = date(2024, 8, 20)


def opened(unit_id: int, period: str = "2024-08") -> Submission:
    return reporting.ensure_submission(
        unit_id, "commune", parse_period(period), actor=OPERATOR, at=AT
    )


def figures(submission: Submission) -> dict[str, int | None]:
    found = {str(key): one.value for key, one in figures_of(submission.pk).items()}
    return {key: value for key, value in found.items() if value}


def commended(cast: Cast, on: date = AUGUST) -> Decision:
    """A group and a person of thôn Đầu, each with a certificate of xã Một."""
    call = cast.call()
    made = [
        actions.propose(call.pk, said, proposer_id=cast.one, actor=cast.clerk, at=AT).pk
        for said in (a_collective(cast.village), a_person(cast.village))
    ]
    seen = digest(call, cast.leader)
    return actions.decide(call.pk, a_head(on), made, seen=seen, actor=cast.leader, at=AT)


def test_a_begun_register_fills_the_open_form_of_the_commune(cast: Cast) -> None:
    commended(cast)
    august, july = opened(cast.one), opened(cast.one, "2024-07")

    actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT)

    assert figures(august) == {
        "commended_groups[award=giay_khen]": 1,
        "commended_persons[award=giay_khen]": 1,
    }
    assert figures(july) == {}
    assert figures_of(july.pk)[CellKey.parse("commended_groups[award=giay_khen]")].value == 0


def test_from_then_on_decisions_flow_in_and_the_cell_is_not_typed(cast: Cast) -> None:
    august = opened(cast.one)
    actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT)

    made = commended(cast)
    first = figures(august)
    actions.revoke(made.pk, a_head(AUGUST), "Kê khai sai", actor=cast.leader, at=AT)

    assert first["commended_persons[award=giay_khen]"] == 1
    assert figures(august) == {}
    typed = [CellInput(CellKey.parse("commended_groups[award=giay_khen]"), 4)]
    with pytest.raises(reporting.RejectedCells):
        reporting.enter(august.pk, typed, actor=cast.clerk, at=AT)


def test_before_the_register_is_used_the_cell_is_typed(cast: Cast) -> None:
    august = opened(cast.one)
    commended(cast)
    typed = [CellInput(CellKey.parse("commended_groups[award=giay_khen]"), 4)]

    reporting.enter(august.pk, typed, actor=cast.clerk, at=AT)

    assert figures(august) == {"commended_groups[award=giay_khen]": 4}


def test_a_withdrawn_name_goes_on_counting(cast: Cast) -> None:
    august = opened(cast.one)
    actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT)
    made = commended(cast)

    person = made.lines.get(recipient="person").proposal_id
    actions.withdraw_name(person, "Theo đề nghị", actor=cast.clerk, at=AT)
    tasks.run(at=AT)

    assert figures(august)["commended_persons[award=giay_khen]"] == 1


def test_the_day_of_the_decision_tells_the_period(cast: Cast) -> None:
    august, july = opened(cast.one), opened(cast.one, "2024-07")
    actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT)
    made = commended(cast)

    actions.number_decision(made.pk, 3, date(2024, 7, 30), actor=cast.leader, at=AT)

    assert figures(august) == {}
    assert figures(july)["commended_groups[award=giay_khen]"] == 1


def test_a_form_opened_later_is_filled_by_the_worker_once(cast: Cast) -> None:
    commended(cast)
    actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT)
    august = opened(cast.one)

    first, again = tasks.run(at=AT), tasks.run(at=AT)

    assert (first, again) == (1, 0)
    assert figures(august)["commended_groups[award=giay_khen]"] == 1
    posting = DerivedPosting.objects.filter(by="award=giay_khen").first()
    assert posting is not None
    assert posting.register == "commendations"


def test_a_register_is_begun_once_by_its_unit_and_not_for_long_ago(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.begin_register(cast.one, 2024, actor=cast.other_clerk, at=AT)
    with pytest.raises(BadInput):
        actions.begin_register(cast.one, 2022, actor=cast.clerk, at=AT)
    actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT)
    with pytest.raises(WrongState):
        actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT)


def test_the_report_counts_what_was_decided_in_its_period_and_still_stands(cast: Cast) -> None:
    def told(period: str) -> list[int | None]:
        asked = ("commendations",), cast.one, parse_period(period)
        found = told_by(*asked, actor=OPERATOR, on=AT.date())
        return [one.value for one in found["commendations"].stated.values()]

    assert told("2024-08") == [None, None]
    made = commended(cast)
    before = told("2024-08")
    actions.revoke(made.pk, a_head(AUGUST), "Kê khai sai", actor=cast.leader, at=AT)

    assert before == [1, 1]
    assert told("2024-07") == [0, 0]
    assert told("2024-08") == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_a_rule_and_the_register_of_a_unit_come_one_after_another(cast: Cast) -> None:
    new = actions.NewRuling(RuleName.QUOTA, 5, "HD 1", "giay_khen", Recipient.GROUP)

    refused = meanwhile(
        lambda: actions.begin_register(cast.one, 2024, actor=cast.clerk, at=AT),
        lambda: actions.answer_rule(cast.one, new, year=2024, actor=OPERATOR, at=AT),
    )

    assert refused is None
    entries = Entry.objects.filter(stream=f"commending_rules:{cast.one}").order_by("n")
    assert [one.verb.partition(".")[2] for one in entries] == ["register_begun", "ruled"]
