"""Work of the whole installation, by the clock."""

from celery import shared_task

from segue.kernel import encrypted_columns


@shared_task(name="config.renew_encryption")
def renew_encryption() -> None:
    """What an older key encrypted is soon encrypted under the newest; most of the time there is nothing to do."""
    encrypted_columns.renew_all()
