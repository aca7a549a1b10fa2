"""The Celery app of beat: the schedule and the broker, without Django, to stay small."""

from celery import Celery, signals

from segue.config.broker import broker_options
from segue.env import settings_or_exit
from segue.kernel import log

settings = settings_or_exit()
app = Celery("segue", fixups=[])
app.conf.update(broker_options(settings))
app.conf.beat_schedule = {
    "beat-is-alive": {"task": "jobs.record_beat", "schedule": 15.0},
    "old-receipts": {"task": "events.remove_old_receipts", "schedule": 3600.0},
    "expired-sessions": {"task": "accounts.remove_expired_sessions", "schedule": 3600.0},
    "due-mail": {"task": "accounts.send_due_mail", "schedule": 30.0},
    "due-deletions": {"task": "accounts.carry_out_deletions", "schedule": 3600.0},
    "old-exports": {"task": "accounts.remove_old_exports", "schedule": 3600.0},
    "due-releases": {"task": "catalog.announce_due", "schedule": 15.0},
    "arrived-uploads": {"task": "media.finish_arrived_uploads", "schedule": 60.0},
    "abandoned-uploads": {"task": "media.remove_abandoned_uploads", "schedule": 3600.0},
    "abandoned-parts": {"task": "media.remove_abandoned_parts", "schedule": 3600.0},
    "old-masters": {"task": "catalog.remove_old_masters", "schedule": 3600.0},
    "old-removals": {"task": "catalog.empty_bin", "schedule": 3600.0},
    "renewed-encryption": {"task": "config.renew_encryption", "schedule": 3600.0},
    "garbage": {"task": "media.collect_garbage", "schedule": 86400.0},
}


@signals.setup_logging.connect
def _log_like_the_rest(**kwargs: object) -> None:
    log.configure(settings.log_format, settings.log_level)


@signals.beat_init.connect
def _show_life_at_once(**kwargs: object) -> None:
    """The first scheduled run comes only after its interval."""
    app.send_task("jobs.record_beat", retry=False)
