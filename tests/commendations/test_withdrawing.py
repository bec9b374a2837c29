"""A withdrawn name is gone: from the database, its files, its key, and from backups of any day."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction

from commending_cast import NAME, a_collective, a_head, a_person
from keng.commendations import actions, namekeys, queries, tasks
from keng.commendations.models import DecisionLine, Proposal
from keng.journal.models import Entry
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState

from .conftest import AT, TODAY, Cast, digest


def a_commended_person(cast: Cast) -> Proposal:
    call = cast.call()
    made = actions.propose(
        call.pk, a_person(cast.village), proposer_id=cast.one, actor=cast.clerk, at=AT
    )
    actions.attach_file(
        made.pk, "Báo cáo thành tích".encode(), "bc.txt", "Báo cáo", actor=cast.clerk, at=AT
    )
    seen = digest(call, cast.leader)
    actions.decide(call.pk, a_head(TODAY), [made.pk], seen=seen, actor=cast.leader, at=AT)
    return made


def everything_in(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


@pytest.mark.django_db(transaction=True)
def test_the_key_is_destroyed_and_the_award_still_counts(cast: Cast, own_folder: Path) -> None:
    made = a_commended_person(cast)
    before = Proposal.objects.get(pk=made.pk).sealed
    files = everything_in(own_folder / "files")

    actions.withdraw_name(made.pk, "Theo đề nghị", actor=cast.clerk, at=AT)

    row = Proposal.objects.get(pk=made.pk)
    assert (row.sealed, row.name_withdrawn_why) == ("", "Theo đề nghị")
    assert not namekeys.has_key(row.key_name)
    assert namekeys.opened_words(row.key_name, before) is None  # what an old backup holds
    assert files
    assert everything_in(own_folder / "files") == b""
    assert DecisionLine.objects.filter(stands=True).count() == 1
    register = queries.register_for(cast.clerk, queries.Wanted(), on=TODAY)
    assert [(one.name, one.is_withdrawn) for one in register.rows] == [("", True)]
    assert register.by_award == {("giay_khen", "person"): 1}
    with pytest.raises(WrongState):
        actions.withdraw_name(made.pk, "Lần nữa", actor=cast.clerk, at=AT)


def test_nothing_of_the_name_ever_stood_in_the_database_or_the_journal(cast: Cast) -> None:
    a_commended_person(cast)

    folded = NAME.encode()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert folded not in str(cursor.fetchall()).encode(), table
    assert Entry.objects.filter(stream__startswith="commendation").exists()


def test_who_is_beside_and_a_group_and_no_reason_are_refused(cast: Cast) -> None:
    made = a_commended_person(cast)
    group = actions.propose(
        made.call_id, a_collective(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )

    with pytest.raises(NotAllowed):
        actions.withdraw_name(made.pk, "Không", actor=cast.other_clerk, at=AT)
    with pytest.raises(BadInput):
        actions.withdraw_name(group.pk, "Không", actor=cast.clerk, at=AT)
    for why in ("", "Ông Lê Văn Tám đề nghị"):
        with pytest.raises(BadInput):
            actions.withdraw_name(made.pk, why, actor=cast.clerk, at=AT)
    assert namekeys.has_key(made.key_name)
    assert Proposal.objects.get(pk=made.pk).sealed


@transaction.atomic
def withdrawn_and_stopped(made: Proposal, cast: Cast) -> None:
    """The name is withdrawn, and then something else fails in the same transaction."""
    actions.withdraw_name(made.pk, "Theo đề nghị", actor=cast.clerk, at=AT)
    raise NotFound("dừng")


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_destroys_nothing(cast: Cast) -> None:
    made = a_commended_person(cast)

    with pytest.raises(NotFound):
        withdrawn_and_stopped(made, cast)

    assert queries.proposal_view(made.pk, actor=cast.clerk, at=AT).candidate.words.name == NAME


def test_a_machine_that_stopped_half_way_is_named_and_finished(
    cast: Cast, own_folder: Path
) -> None:
    made = a_commended_person(cast)
    actions.withdraw_name(made.pk, "Theo đề nghị", actor=cast.clerk, at=AT)  # no commit here

    told = [problem.what for problem in queries.problems()]
    tasks.run(at=AT)

    assert told == ["tên đã rút nhưng khóa hoặc tệp vẫn còn trên máy; chạy keng worker --once"]
    assert list(queries.problems()) == []
    assert everything_in(own_folder / "files") == b""


def test_a_withdrawn_name_is_not_decided_on_nor_changed(cast: Cast) -> None:
    call = cast.call()
    made = actions.propose(
        call.pk, a_person(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )
    actions.withdraw_name(made.pk, "Theo đề nghị", actor=cast.clerk, at=AT)
    tasks.run(at=AT)

    with pytest.raises(BadInput) as refusal:
        actions.decide(
            call.pk,
            a_head(TODAY),
            [made.pk],
            seen=digest(call, cast.leader),
            actor=cast.leader,
            at=AT,
        )
    with pytest.raises(WrongState):
        actions.change_proposal(made.pk, a_person(cast.one), seen=2, actor=cast.clerk, at=AT)

    assert refusal.value.code == "no_name"


def test_a_machine_without_the_keys_says_so_and_calls_it_no_damage(
    cast: Cast, own_folder: Path
) -> None:
    made = a_commended_person(cast)
    (own_folder / namekeys.FOLDER / made.key_name).unlink()  # a restored machine

    register = queries.register_for(cast.clerk, queries.Wanted(), on=TODAY)

    assert (register.rows[0].name, register.unopened) == ("", 1)
    assert list(queries.problems()) == []
    file_id = made.files.get().pk
    with pytest.raises(WrongState):
        queries.file_content(file_id, actor=cast.clerk, at=AT)


def test_a_dossier_is_sealed_opened_and_kept(cast: Cast, own_folder: Path) -> None:
    call = cast.call()
    made = actions.propose(
        call.pk, a_collective(cast.one), proposer_id=cast.one, actor=cast.clerk, at=AT
    )
    content = "Biên bản họp thôn".encode()

    file = actions.attach_file(made.pk, content, "bb.txt", "Biên bản", actor=cast.clerk, at=AT)
    actions.remove_file(file.pk, actor=cast.clerk, at=AT)
    actions.restore_file(file.pk, actor=cast.clerk, at=AT)

    assert content not in everything_in(own_folder)
    assert queries.file_content(file.pk, actor=cast.officer, at=AT)[1] == content
    with pytest.raises(NotAllowed):
        queries.file_content(file.pk, actor=cast.other_clerk, at=AT)
    for bad, name in ((b"MZ\x90\x00", "a.pdf"), ("MẬT\nKế hoạch".encode(), "a.txt")):
        with pytest.raises(BadInput):
            actions.attach_file(made.pk, bad, name, "Tệp", actor=cast.clerk, at=AT)
    assert made.files.count() == 1
