"""The rings of an installation: in their settings when those are given, else in the files that `segue up` made."""

from pydantic import SecretStr

from segue.env.key_file import KeyFile
from segue.env.key_ring import KeyRing
from segue.env.keys import KeyStore, Reading
from segue.env.live_source import LiveKeys
from segue.env.purposes import PURPOSES, Purpose
from segue.env.settings import Settings


class FixedKeys:
    """A ring that can be changed by a restart alone."""

    def __init__(self, text: str, label: str) -> None:
        self.label = label
        self._reading = Reading(text, 0.0)

    def read(self, *, is_urgent: bool = False) -> Reading:
        return self._reading


def open_rings(settings: Settings) -> dict[str, KeyRing]:
    """By purpose: django, media, encryption. Raises MissingSecret."""
    return {name: KeyRing(store_of(settings, purpose)) for name, purpose in PURPOSES.items()}


def store_of(settings: Settings, purpose: Purpose) -> KeyStore:
    """Where the ring is kept, as the settings say."""
    value: SecretStr | None = getattr(settings, purpose.field)
    if value is None:
        return KeyFile(settings.data_dir / "secrets" / purpose.file)
    provenance = settings.provenance(purpose.field)
    if provenance.live:
        return LiveKeys(provenance.live, purpose.variable)
    if provenance.file:
        return KeyFile(provenance.file)
    return FixedKeys(value.get_secret_value(), f"{purpose.variable} ({provenance.label})")
