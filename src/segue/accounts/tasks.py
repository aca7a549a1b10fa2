"""Clock-driven work on accounts."""

from celery import shared_task

from segue.accounts import services


@shared_task(name="accounts.remove_expired_sessions")
def remove_expired_sessions() -> None:
    services.remove_expired()
    services.remove_old_mail()
    services.remove_old_invitations()


@shared_task(name=services.SEND_MAIL_TASK)
def send_due_mail() -> None:
    services.send_due_mail()


@shared_task(name="accounts.carry_out_deletions")
def carry_out_deletions() -> None:
    """Accounts whose owners wanted them erased, once the days of grace are over."""
    services.carry_out_deletions()


@shared_task(name="accounts.remove_old_exports")
def remove_old_exports() -> None:
    """Zips that were kept long enough, and names that anybody may have again."""
    services.remove_old_exports()
    services.remove_former_usernames()
