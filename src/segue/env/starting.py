"""Settings for a part of Segue that starts."""

import sys
from functools import cache

from segue.env.key_checks import key_problems
from segue.env.loading import load_settings
from segue.env.settings import Settings, SettingsError


@cache
def settings_or_exit() -> Settings:
    """Read them once in a process, as a secret store lends something at each reading, and look at the keys; what is
    wrong ends the process with one line and exit code 1."""
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.exit(f"segue: {error}")
    if problems := key_problems(settings):
        sys.exit(f"segue: {'; '.join(problems)}")
    return settings
