"""Work of the catalog by the clock."""

from celery import shared_task

from segue.catalog import masters, moments
from segue.catalog.bin import purge_next


@shared_task(name="catalog.remove_old_masters")
def remove_old_masters() -> None:
    """Files that were replaced more than 30 days ago."""
    while masters.remove_old_master():
        pass


@shared_task(name="catalog.announce_due")
def announce_due() -> None:
    """Should the reconciler be away, whose alarm does this on time."""
    moments.announce_due()


@shared_task(name="catalog.empty_bin")
def empty_bin() -> None:
    """Of what was deleted 30 days ago and nobody wanted back."""
    while purge_next():
        pass
