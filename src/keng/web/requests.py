"""What a request of the screens carries beside Django's own attributes."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from keng.kernel.actors import Actor


class KengRequest(HttpRequest):
    """A request after the middleware: who acts, and whether htmx asked for a fragment."""

    actor: Actor
    htmx: HtmxDetails
