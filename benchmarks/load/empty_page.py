"""An empty page of Django: what the framework and the server alone can do on this machine."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="benchmark")  # noqa: S106 - nothing is signed


def empty(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Nothing, whatever is asked."""
    del request, rest
    return HttpResponse("")


urlpatterns = [path("<path:rest>", empty), path("", empty)]
application = get_wsgi_application()
