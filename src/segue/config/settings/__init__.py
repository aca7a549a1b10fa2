"""Django's settings, made from Segue's."""

import sys
from typing import Any
from urllib.parse import urlsplit

from segue.accounts.provider_settings import social_providers
from segue.config.broker import valkey_url
from segue.config.settings.admin import *  # noqa: F403
from segue.config.settings.database import database, database_url
from segue.config.settings.sign_in import *  # noqa: F403
from segue.config.settings.sign_in import frontend_urls
from segue.env import MissingSecret, database_user, open_rings, settings_or_exit
from segue.kernel import log

SEGUE = settings_or_exit()
try:
    RINGS = open_rings(SEGUE)
except MissingSecret as error:
    sys.exit(f"segue: {error}")

log.configure(SEGUE.log_format, SEGUE.log_level)
LOGGING_CONFIG = None

DJANGO_KEYS, CAPABILITY_KEYS, ENCRYPTION_KEYS = RINGS["django"], RINGS["media"], RINGS["encryption"]
# config.key_follower keeps both as the ring has them.
SECRET_KEY, *SECRET_KEY_FALLBACKS = (key.secret.decode() for key in DJANGO_KEYS.known())
DEBUG = False
HOSTNAME = urlsplit(SEGUE.origin).hostname or ""
# kernel.http.known_hosts refuses all others at the web server's door. It lets addresses in numbers pass, for which
# Django's own check has no pattern.
KNOWN_HOSTS = [HOSTNAME]
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [SEGUE.origin]
HEADLESS_FRONTEND_URLS = frontend_urls(SEGUE.origin)
SOCIALACCOUNT_PROVIDERS = social_providers(SEGUE.oidc)
ROOT_URLCONF = "segue.config.urls"
ASGI_APPLICATION = "segue.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",  # before Django's admin, to replace its templates
    "segue.config.admin.app.OperatorAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "segue.accounts",  # before allauth, to replace its e-mail texts
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "channels",
    "segue.kernel.audit",
    "segue.kernel.events",
    "segue.kernel.jobs",
    "segue.media",
    "segue.artists",
    "segue.catalog",
    "segue.moderation",
    "segue.config",
]

MIDDLEWARE = [
    "segue.kernel.http.request_id.request_id_middleware",
    "segue.kernel.audit.address.address_middleware",
    "segue.kernel.http.origin_check.origin_check_middleware",
    "segue.kernel.http.zero_byte.zero_byte_middleware",
    "segue.kernel.http.problems.RefusalsMiddleware",
    "segue.accounts.session_cookie.SessionCookieMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "segue.accounts.token_middleware.token_middleware",
    "segue.accounts.sign_in_limits.sign_in_limit_middleware",
    "segue.kernel.rate_limits.requests.api_limit_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "segue.kernel.http.viewer.visitor_middleware",
    "segue.accounts.session_middleware.session_middleware",
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

DATABASES = {"default": database(database_url(SEGUE), database_user(SEGUE.stores))}

VALKEY_URL = valkey_url(SEGUE)
RATE_LIMITS_ENABLED = True
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
VISITOR_COOKIE_NAME = f"{COOKIE_PREFIX}segue_visitor"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# A request body in memory; uploads are streamed and counted on their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
