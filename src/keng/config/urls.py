"""All addresses: the screens at the root, the JSON API under /api/."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/", include("keng.api.urls")),
    path("", include("keng.web.urls")),
]

handler500 = "keng.config.failures.server_error"
