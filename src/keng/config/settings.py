"""All settings, read from the environment once.

KENG_DIR            folder of the database, files and keys (default: ./var)
KENG_DATABASE_URL   postgresql://user:password@host:port/name; empty means SQLite in KENG_DIR
KENG_DEBUG          1 on a developer's machine only
KENG_ALLOWED_HOSTS  host names, separated by commas (default: this machine)
KENG_HTTPS          1 behind TLS: secure cookies and HSTS
KENG_PROXIES        how many proxies in front add the address they saw to X-Forwarded-For (0)
KENG_CLAMD          a virus scanner: unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310
KENG_COLLECTED      set by `keng serve`: static files lie compressed in KENG_DIR/static
KENG_BASE_URL       where people open Keng (https://keng.tinh.gov.vn): links in mail need it
KENG_MAIL_URL       smtp://user:password@host:587?tls=start, console:, or empty: files in KENG_DIR
KENG_MAIL_FROM      the sender of mail (default: keng@localhost)
KENG_MAIL_HOURS     hours in Vietnam between which mail goes out on working days (default: 7-18)
KENG_REMIND_BEFORE  days before a due day on which people are reminded (default: 3,1,0)
KENG_REMIND_AFTER   days after it on which they are reminded, and the level above is told (1,3,7)
KENG_REMIND_TERM    days before a programme of coordination ends on which it is told (60,30,7)
KENG_METRICS_TOKEN  opens /metrics to who sends it as Bearer; empty: this machine only
KENG_VERIFY_EVERY   days after which a whole verification counts as old (default: 7)
KENG_BACKUP_EVERY   days after which the last good backup counts as old (default: 2)
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from keng.config.database import database_settings
from keng.config.logs import logging_settings
from keng.config.mail import days_from, hours_from, mail_settings
from keng.config.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
KENG_DIR = Path(os.environ.get("KENG_DIR", "var")).resolve()
DEBUG = os.environ.get("KENG_DEBUG") == "1"
COLLECTED = os.environ.get("KENG_COLLECTED") == "1"
HTTPS = os.environ.get("KENG_HTTPS") == "1"
SECRET_KEY = secret_key(KENG_DIR)
ALLOWED_HOSTS = os.environ.get("KENG_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "keng.web",
    "keng.api",
    "keng.verifying",
    "keng.backups",
    "keng.takeaway",
    "keng.notices",
    "keng.search",
    "keng.publishing",
    "keng.intake",
    "keng.criteria",
    "keng.inquiries",
    "keng.planning",
    "keng.steering",
    "keng.initiatives",
    "keng.commendations",
    "keng.consolidation",
    "keng.reporting",
    "keng.papers",
    "keng.packs",
    "keng.access",
    "keng.orgunits",
    "keng.jobs",
    "keng.screening",
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
    "django.middleware.gzip.GZipMiddleware",  # tokens are masked anew in each page (BREACH)
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "keng.web.frame.middleware.Language",
    "keng.web.frame.middleware.SignedIn",
    "keng.config.uploads.UploadDoor",
    "keng.config.texts.TextDoor",
    "keng.config.screening.ScreeningDoor",
    "keng.web.frame.middleware.Refusals",
]
ROOT_URLCONF = "keng.config.urls"
WSGI_APPLICATION = "keng.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["keng.web.frame.leantemplates.Loader"],
                ),
            ],
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
SESSION_ENGINE = "keng.access.sessionstore"  # the table of sessions signs nobody in
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
STATIC_ROOT = KENG_DIR / "static" if COLLECTED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "keng.config.staticfiles.NamedByContent"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED  # tests and a fresh clone serve them without a collect step
WHITENOISE_MAX_AGE = 0 if DEBUG else 60
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = KENG_DIR / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the widest form posted without JavaScript

BASE_URL = os.environ.get("KENG_BASE_URL", "").rstrip("/")
_MAIL = mail_settings(os.environ.get("KENG_MAIL_URL", ""), KENG_DIR)
EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL.backend, _MAIL.folder
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _MAIL.starts_tls, _MAIL.in_tls, 20
DEFAULT_FROM_EMAIL = os.environ.get("KENG_MAIL_FROM", "keng@localhost")
# Habits of an office, not law: whoever runs the machine sets them.
MAIL_HOURS = hours_from(os.environ.get("KENG_MAIL_HOURS", "7-18"))
REMIND_BEFORE_DAYS = days_from(os.environ.get("KENG_REMIND_BEFORE", "3,1,0"))
REMIND_AFTER_DAYS = days_from(os.environ.get("KENG_REMIND_AFTER", "1,3,7"))
TERM_DAYS = days_from(os.environ.get("KENG_REMIND_TERM", "60,30,7"))
VERIFY_EVERY_DAYS = int(os.environ.get("KENG_VERIFY_EVERY", "7"))
BACKUP_EVERY_DAYS = int(os.environ.get("KENG_BACKUP_EVERY", "2"))

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
LOGGING = logging_settings()
METRICS_TOKEN = os.environ.get("KENG_METRICS_TOKEN", "")
PROXIES = int(os.environ.get("KENG_PROXIES", "0"))
CLAMD = os.environ.get("KENG_CLAMD", "")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# The proxy ends TLS and must set this header itself (docs/how-to/install.md); without it a page
# that came by https would be taken for http: no HSTS, and every form refused by its origin.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
