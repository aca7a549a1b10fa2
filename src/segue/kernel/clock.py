"""The one source of the current time."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """Aware, UTC."""
    return timezone.now()


def database_now() -> datetime:
    """By the database's clock, which all processes share: where it is compared with what others will read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
