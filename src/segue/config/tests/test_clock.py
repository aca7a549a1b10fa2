"""What the clock sends by name is there to be run."""

from segue.config import celery, clock


def test_every_scheduled_task_exists() -> None:
    celery.app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in clock.app.conf.beat_schedule.values()}
    assert scheduled - celery.app.tasks.keys() == set()
    assert len(scheduled) == 14
