"""The server entry."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from keng.config.settled import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keng.config.settings")
application = get_wsgi_application()
settle()
