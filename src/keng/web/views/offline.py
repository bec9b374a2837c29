"""The service worker: what keeps the page of a form usable when the network is away.

It must be served from the root to stand before `/bieu/...`, so it is a view and no static file.
"""

from __future__ import annotations

import json
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.web.frame.declarations import public
from keng.web.frame.offlineshell import SHELL, shell_urls, source_of, version_of_shell

HOURS_KEPT: Final = 12  # as long as a session: a shared machine must not stay open overnight


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Our worker with the addresses of the shell before it; it holds nothing of anybody."""
    del request
    facts = {
        "version": version_of_shell(),
        "shell": shell_urls(SHELL),
        "hours": HOURS_KEPT,
        "words": [_offline_words(language) for language in ("vi", "en")],
    }
    script = f"self.KENG = {json.dumps(facts)};\n{source_of('keng/worker.js')}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _offline_words(language: str) -> str:
    with translation.override(language):
        return _("Mất mạng và biểu này chưa được giữ trên máy. Khi có mạng, hãy mở lại.")
