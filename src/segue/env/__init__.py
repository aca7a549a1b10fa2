"""Typed configuration and secrets: the only reader of the process environment."""

from segue.env.key_ring import KeyRing
from segue.env.secrets import MissingSecret, Secrets, ensure_secrets, load_secrets
from segue.env.settings import Settings, SettingsError, given_settings, load_settings

__all__ = [
    "KeyRing",
    "MissingSecret",
    "Secrets",
    "Settings",
    "SettingsError",
    "ensure_secrets",
    "given_settings",
    "load_secrets",
    "load_settings",
]
