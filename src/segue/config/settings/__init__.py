"""Django's settings, made from Segue's."""

import sys
from typing import Any
from urllib.parse import urlsplit

from segue.config.broker import valkey_url
from segue.config.settings.database import database, database_url
from segue.config.settings.sign_in import *  # noqa: F403
from segue.config.settings.sign_in import frontend_urls
from segue.env import KeyRing, MissingSecret, SettingsError, load_secrets, load_settings
from segue.env.key_ring import CAPABILITY_KEY_FILE
from segue.kernel import log

try:
    SEGUE = load_settings()
    SECRETS = load_secrets(SEGUE.data_dir)
    CAPABILITY_KEYS = KeyRing(SEGUE.data_dir / "secrets" / CAPABILITY_KEY_FILE)
except (SettingsError, MissingSecret) as error:
    sys.exit(f"segue: {error}")

log.configure(SEGUE.log_format, SEGUE.log_level)
LOGGING_CONFIG = None

SECRET_KEY = SECRETS.django_key.get_secret_value()
DEBUG = False
IS_PRODUCTION = SEGUE.environment == "production"
HOSTNAME = urlsplit(SEGUE.origin).hostname or ""
ALLOWED_HOSTS = [HOSTNAME, "127.0.0.1"] if IS_PRODUCTION else [HOSTNAME, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SEGUE.origin]
HEADLESS_FRONTEND_URLS = frontend_urls(SEGUE.origin)
ROOT_URLCONF = "segue.config.urls"
ASGI_APPLICATION = "segue.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "segue.accounts",  # before allauth, to replace its e-mail texts
    "allauth",
    "allauth.account",
    "allauth.headless",
    "channels",
    "segue.kernel.events",
    "segue.kernel.jobs",
    "segue.media",
    "segue.artists",
    "segue.catalog",
    "segue.config",
]

MIDDLEWARE = [
    "segue.kernel.http.request_id.request_id_middleware",
    "segue.config.headers.security_headers_middleware",
    "segue.kernel.http.origin_check.origin_check_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "segue.kernel.http.viewer.visitor_middleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(database_url(SEGUE))}

VALKEY_URL = valkey_url(SEGUE)
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [VALKEY_URL], "prefix": "segue.live"},
    }
}

CSRF_FAILURE_VIEW = "segue.kernel.http.problems.csrf_failed"
IS_TLS = SEGUE.origin.startswith("https://")
# Browsers take a cookie of this prefix from this host over TLS alone, so no neighbor can plant one.
COOKIE_PREFIX = "__Host-" if IS_TLS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# A request body in memory; uploads are streamed and counted on their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
