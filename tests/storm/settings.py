"""Segue's settings with one more app, which kills where it is told and can plant a bug."""

from segue.config.settings import *  # noqa: F403
from segue.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.storm.sabotage"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
RATE_LIMITS_ENABLED = False
