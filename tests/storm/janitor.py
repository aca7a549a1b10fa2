"""Runs as a program in the storm's Segue: cleans as the clock's tasks do, as if a day had passed."""

from datetime import timedelta

import django

django.setup()

from segue.media import abandoned, garbage, tasks
from tests.storm.sabotage.bugs import is_planted


def clean() -> None:
    tasks.ABANDONED = abandoned.ABANDONED = timedelta(0)
    tasks.finish_arrived_uploads()
    tasks.remove_abandoned_uploads()
    garbage.collect(grace=timedelta(0), is_dry_run=False)


if __name__ == "__main__" and not is_planted("nobody cleans"):
    clean()
