"""Segue's settings with one more app, whose pipeline stops where a test wants to kill it."""

from segue.config.settings import *  # noqa: F403
from segue.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.pressing"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
RATE_LIMITS_ENABLED = False
