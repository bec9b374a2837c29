"""Sessions that may do nothing but set up the second step that a rule asks of them."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from keng.access.standing import MUST_SET_UP

OPEN_WITHOUT_SECOND_STEP: Final = frozenset(
    {
        "web:security",
        "web:begin_second_step",
        "web:confirm_second_step",
        "web:password",
        "web:sign_out",
        "web:language",
    }
)


def must_set_up(request: HttpRequest) -> bool:
    """Whether signing in found that the account needs a second step and has none."""
    return bool(request.session.get(MUST_SET_UP))
