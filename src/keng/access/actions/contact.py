"""Where a person is reached: the e-mail address and telephone of the post."""

from __future__ import annotations

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from keng.access.actions._ledger import (
    account_for_update,
    require_keeper,
    require_known,
    store,
)
from keng.access.models import Account
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day

_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{4,30}[0-9]")


@transaction.atomic
def set_contact(account_id: int, *, email: str, phone: str, actor: Actor, at: datetime) -> Account:
    """Say where the person of an account is reached; an empty text takes the old one away.

    The person's own act, or of whoever keeps the account. The journal holds the commitment, never
    the address. Raises NotFound, NotAllowed, BadInput for what is no address or no number. Nothing
    is saved then.
    """
    account = account_for_update(account_id)
    if actor.account_id != account_id:
        require_keeper(account, actor=actor, on=local_day(at))
    require_known(account)
    account.email, account.phone = _checked_email(email), _checked_phone(phone)
    return store(account, "contact_set", actor=actor, at=at)


def _checked_email(text: str) -> str:
    wanted = text.strip()
    if not wanted:
        return ""
    try:
        validate_email(wanted)
    except ValidationError:
        raise BadInput(
            f"“{wanted}” không phải là địa chỉ thư điện tử, ví dụ đúng: bao.cao@tinh.gov.vn.",
            message_en=f'"{wanted}" is no e-mail address, such as bao.cao@tinh.gov.vn.',
        ) from None
    return wanted


def _checked_phone(text: str) -> str:
    wanted = " ".join(text.split())
    if wanted and not _PHONE.fullmatch(wanted):
        raise BadInput(
            f"“{wanted}” không phải là số điện thoại: chỉ gồm chữ số, có thể có dấu cộng ở đầu, "
            "dấu cách, dấu chấm, gạch nối.",
            message_en=f'"{wanted}" is no telephone number: digits, perhaps a plus in front, '
            "spaces, dots, hyphens.",
        )
    return wanted
