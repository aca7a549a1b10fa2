"""Settings of the test suite: cheap passwords, mail kept in memory, everything else as it is."""

from segue.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
KNOWN_HOSTS = ["testserver"]
RATE_LIMITS_ENABLED = False
