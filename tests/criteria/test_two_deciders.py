"""Two people decide at the same moment, each with a connection of their own."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from criteria_cast import install
from keng.criteria import actions, queries
from keng.criteria.models import Decision, Run
from keng.kernel.actors import Actor
from keng.kernel.errors import Conflict

from .conftest import AT, HEAD, a_cast, person, reviewed


@pytest.mark.django_db(transaction=True)
def test_one_decision_stands_and_the_other_person_is_told() -> None:
    install()
    cast = a_cast()
    second = person("leader.hai.mot", cast.one, "leader")
    run = reviewed(cast).run
    seen = queries.decision_draft(run.pk, actor=cast.leader, at=AT).digest
    outcomes: list[str] = []
    one_after_another = connection.vendor == "sqlite"  # in memory: no two connections at once
    start = threading.Barrier(1 if one_after_another else 2)

    def work(actor: Actor) -> None:
        try:
            start.wait()
            actions.decide(run.pk, HEAD, seen=seen, actor=actor, at=AT)
            outcomes.append("decided")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(who,)) for who in (cast.leader, second)]
    for worker in workers:
        worker.start()
        if one_after_another:
            worker.join()
    for worker in workers:
        worker.join()

    assert sorted(outcomes) == ["decided", "told"]
    assert Decision.objects.count() == 1
    assert Run.objects.get(pk=run.pk).decisions == 1
