"""Whether accounts, grants and substitutes stand as the journal says they were left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from keng.access import personkeys
from keng.access.commitment import (
    KEPT_ACCOUNT,
    KEPT_GRANTS,
    KEPT_SUBSTITUTES,
    account_digest,
    earlier_digest,
    grant_facts,
    substitute_facts,
)
from keng.access.models import Account, Grant, Substitute
from keng.journal.models import Entry
from keng.kernel.problems import Problem

STREAM = "account:"
SIGN_IN_VERBS = ("access.signed_in", "access.locked_out")
_ADDED = "không do Keng ghi: nhật ký không có dòng này"
_CHANGED = "khác với nhật ký: đã bị sửa ngoài Keng"
_REMOVED = "nhật ký có mà bảng không còn: đã bị xóa ngoài Keng"

States = dict[int, Mapping[str, object]]


@dataclass
class Told:
    """The last state of each row by the journal."""

    accounts: dict[int, object] = field(default_factory=dict)
    grants: States = field(default_factory=dict)
    substitutes: States = field(default_factory=dict)


def problems() -> Iterator[Problem]:
    """Rows that were added, changed or removed by hand; one pass over the account streams."""
    told = told_by_the_journal()
    accounts = {
        account.pk: _standing(account, told.accounts.get(account.pk))
        for account in Account.objects.iterator(chunk_size=2000)
    }
    grants = {row.pk: grant_facts(row) for row in Grant.objects.iterator(chunk_size=2000)}
    rows = {row.pk: substitute_facts(row) for row in Substitute.objects.iterator(chunk_size=2000)}
    yield from _differences("access_account", accounts, told.accounts)
    yield from _differences("access_grant", grants, told.grants)
    yield from _differences("access_substitute", rows, told.substitutes)
    yield from _names()


def _standing(account: Account, told: object) -> str:
    """The commitment to the row, in the form that the journal has it where both hold."""
    standing = account_digest(account)
    if standing == told:
        return standing
    earlier = earlier_digest(account)
    return earlier if earlier is not None and earlier == told else standing


def unstated_accounts() -> list[Account]:
    """Accounts that stand as the journal says, told while names stood in clear."""
    told = told_by_the_journal().accounts
    return [
        account
        for account in Account.objects.order_by("pk")
        if told.get(account.pk) not in {None, account_digest(account)}
        and told.get(account.pk) == earlier_digest(account)
    ]


def unfinished() -> list[Account]:
    """Accounts whose key was destroyed and that still name somebody: an older backup came back."""
    return [row for row in Account.objects.exclude(sealed="") if personkeys.is_erased(row.key_name)]


def undestroyed() -> list[Account]:
    """Accounts of erased persons whose key is still there: a machine stopped half-way."""
    rows = Account.objects.filter(sealed="").exclude(key_name="").order_by("pk")
    return [row for row in rows if row.is_forgotten and personkeys.has_key(row.key_name)]


def _names() -> Iterator[Problem]:
    """A key that is missing is no damage: keys are in no backup."""
    for row in unfinished():
        what = "khóa của họ tên đã hủy mà tài khoản còn như trước; chạy keng worker --once"
        yield Problem("access_account", str(row.pk), what)
    for row in undestroyed():
        what = "họ tên đã xóa mà khóa vẫn còn trên máy; chạy keng worker --once"
        yield Problem("access_account", str(row.pk), what)
    for row in Account.objects.exclude(sealed="").iterator(chunk_size=2000):
        if personkeys.has_key(row.key_name) and row.lacks_key:
            what = "họ tên đã mã hóa không mở được bằng khóa của nó: đã bị sửa"
            yield Problem("access_account", str(row.pk), what)


def told_by_the_journal() -> Told:
    """The last state of each account, grant and substitute; one pass over the account streams."""
    told = Told()
    entries = Entry.objects.filter(stream__startswith=STREAM).exclude(verb__in=SIGN_IN_VERBS)
    for stream, facts in (
        entries.order_by("stream", "n").values_list("stream", "facts").iterator(chunk_size=2000)
    ):
        if KEPT_ACCOUNT in facts:
            told.accounts[int(stream.removeprefix(STREAM))] = facts[KEPT_ACCOUNT]
        _follow(told.grants, facts.get(KEPT_GRANTS, ()))
        _follow(told.substitutes, facts.get(KEPT_SUBSTITUTES, ()))
    return told


def _follow(states: States, told: list[dict[str, object]]) -> None:
    for state in told:
        row_id = int(str(state["id"]))
        if state.get("gone"):
            states.pop(row_id, None)
        else:
            states[row_id] = state


def _differences(
    table: str, stands: Mapping[int, object], told: Mapping[int, object]
) -> Iterator[Problem]:
    for row_id in sorted(stands.keys() | told.keys()):
        if row_id not in told:
            yield Problem(table, str(row_id), _ADDED)
        elif row_id not in stands:
            yield Problem(table, str(row_id), _REMOVED)
        elif stands[row_id] != told[row_id]:
            yield Problem(table, str(row_id), _CHANGED)
