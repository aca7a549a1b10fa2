"""The one source of the current time."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Aware, UTC."""
    return timezone.now()
