"""Clock-driven work on accounts."""

from celery import shared_task

from segue.accounts import services


@shared_task(name="accounts.remove_expired_sessions")
def remove_expired_sessions() -> None:
    services.remove_expired()
