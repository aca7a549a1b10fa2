"""Settings of the test suite: cheap passwords, mail kept in memory, everything else as it is."""

from segue.config.settings import *  # noqa: F403
from segue.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
RATE_LIMITS_ENABLED = False
# Tests that commit empty all tables afterwards; elsewhere the audit log refuses that.
DATABASES["default"]["OPTIONS"]["options"] += " -c segue.audit_may_be_emptied=on"
