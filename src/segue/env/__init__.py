"""Typed configuration and secrets: the only reader of the process environment."""

from segue.env.key_ring import KeyRing
from segue.env.live_source import LiveSource, SourceState, SourceUnavailable
from segue.env.loading import load_settings
from segue.env.rings import open_rings
from segue.env.secrets import MissingSecret, Secrets, ensure_secrets, load_secrets
from segue.env.settings import Settings, SettingsError, given_settings
from segue.env.starting import settings_or_exit
from segue.env.vault import DatabaseUser, database_user
from segue.env.vault_database import Credentials

__all__ = [
    "Credentials",
    "DatabaseUser",
    "KeyRing",
    "LiveSource",
    "MissingSecret",
    "Secrets",
    "Settings",
    "SettingsError",
    "SourceState",
    "SourceUnavailable",
    "database_user",
    "ensure_secrets",
    "given_settings",
    "load_secrets",
    "load_settings",
    "open_rings",
    "settings_or_exit",
]
