"""What Segue has keys for. Each purpose has a ring of its own, so that a leaked key opens one door alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Purpose:
    """`variable` may hold the ring; else it is in `file`, in the folder of the secrets. Of older keys a rotation keeps
    `most_keys - 1`: whoever rotates more often than what they signed lives means to cut it off."""

    name: str
    variable: str
    file: str
    most_keys: int

    @property
    def field(self) -> str:
        """Of the settings."""
        return self.variable.removeprefix("SEGUE_").lower()


DJANGO = Purpose("django", "SEGUE_SECRET_KEY", "django_key", 12)
MEDIA = Purpose("media", "SEGUE_MEDIA_KEY", "capability_key", 4)
# Dropped by request alone: what an older key encrypted and nobody has encrypted anew would be lost.
ENCRYPTION = Purpose("encryption", "SEGUE_ENCRYPTION_KEY", "encryption_key", 1000)
PURPOSES = {purpose.name: purpose for purpose in (DJANGO, MEDIA, ENCRYPTION)}
