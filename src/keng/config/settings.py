"""All settings, read from the environment once.

KENG_DIR            folder of the database, files and keys (default: ./var)
KENG_DATABASE_URL   postgresql://user:password@host:port/name; empty means SQLite in KENG_DIR
KENG_DEBUG          1 on a developer's machine only
KENG_ALLOWED_HOSTS  host names, separated by commas (default: this machine)
KENG_HTTPS          1 behind TLS: secure cookies and HSTS
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from keng.config.database import database_settings
from keng.config.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
KENG_DIR = Path(os.environ.get("KENG_DIR", "var")).resolve()
DEBUG = os.environ.get("KENG_DEBUG") == "1"
HTTPS = os.environ.get("KENG_HTTPS") == "1"
SECRET_KEY = secret_key(KENG_DIR)
ALLOWED_HOSTS = os.environ.get("KENG_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "keng.web",
    "keng.api",
    "keng.publishing",
    "keng.intake",
    "keng.consolidation",
    "keng.reporting",
    "keng.packs",
    "keng.access",
    "keng.orgunits",
    "keng.journal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "keng.web.middleware.Language",
    "keng.web.middleware.SignedIn",
    "keng.web.middleware.Refusals",
]
ROOT_URLCONF = "keng.config.urls"
WSGI_APPLICATION = "keng.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": database_settings(os.environ.get("KENG_DATABASE_URL", ""), KENG_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["keng.access.backends.AccountBackend"]  # with the lock-out
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_PASSWORDS_MUST_NOT_RESEMBLE = {"user_attributes": ("login", "full_name")}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"django.contrib.auth.password_validation.{name}",
        "OPTIONS": _PASSWORDS_MUST_NOT_RESEMBLE if name.startswith("User") else {},
    }
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a working day: shared machines must not stay open overnight

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # numbers are formatted by keng.kernel.vietnamese alone

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # a fresh clone serves its files without a collect step
MEDIA_ROOT = KENG_DIR / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the widest form posted without JavaScript

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
