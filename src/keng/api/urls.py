"""Addresses under /api/."""

from __future__ import annotations

from django.urls import path

from keng.api.application import api

urlpatterns = [path("v1/", api.urls)]
