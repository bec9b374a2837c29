"""What the journal holds of accounts, grants and substitutes, and how the rows are compared."""

from __future__ import annotations

from keng.access.models import Account, Grant, Substitute
from keng.journal.commitments import digest

KEPT_GRANTS, KEPT_SUBSTITUTES, KEPT_ACCOUNT = "grants", "substitutes", "digest"


def account_digest(account: Account) -> str:
    """The commitment to everything in the row that lets somebody act or names them.

    The name is counted as it is sealed, so that a machine without its key can verify the row.
    """
    sealed = {
        "key_name": account.key_name,
        "sealed": account.sealed,
        "has_email": account.has_email,
    }
    return digest(account.salt, _rights(account) | sealed)


def earlier_digest(account: Account) -> str | None:
    """What was committed to while names stood in clear; None where no key is here to tell."""
    if account.lacks_key:
        return None
    row = {
        "full_name": account.full_name,
        # Counted where they are given only, so that commitments from before they existed stay true.
        **{name: value for name in ("email", "phone") if (value := getattr(account, name))},
    }
    return digest(account.salt, _rights(account) | row)


def _rights(account: Account) -> dict[str, object]:
    return {
        "login": account.login,
        "unit": account.unit_id,
        "password": account.password,
        "is_active": account.is_active,
        "must_change_password": account.must_change_password,
        "language": account.language,
    }


def grant_facts(grant: Grant) -> dict[str, object]:
    """A grant as the journal states it."""
    return {
        "id": grant.pk,
        "account": grant.account_id,
        "unit": grant.unit_id,
        "role": str(grant.role),
        **_days(grant),
    }


def substitute_facts(row: Substitute) -> dict[str, object]:
    """A substitute as the journal states it."""
    return {
        "id": row.pk,
        "absent": row.absent_id,
        "stands_in": row.stands_in_id,
        "unit": row.unit_id,
        **_days(row),
    }


def gone_facts(row_id: int) -> dict[str, object]:
    """A row that was taken back before it ever held."""
    return {"id": row_id, "gone": True}


def _days(row: Grant | Substitute) -> dict[str, object]:
    until = row.valid_until
    return {"from": row.valid_from.isoformat(), "until": until.isoformat() if until else None}
