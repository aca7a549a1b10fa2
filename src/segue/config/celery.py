"""The Celery app of workers and of everyone who sends hints."""

import os
import threading
import warnings
from typing import Any

from celery import Celery, signals

from segue.config.broker import broker_options
from segue.env import settings_or_exit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segue.config.settings")
settings = settings_or_exit()
READY_FILE = settings.data_dir / "run" / "worker.ready"

app = Celery("segue")
app.conf.update(broker_options(settings))
app.autodiscover_tasks()


# Root is common on a single machine; what runs as root there is the whole of Segue, not only the worker.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")


@signals.setup_logging.connect
def _keep_our_logging(**kwargs: object) -> None:
    """Being connected is enough: Celery then leaves logging as Django's settings made it."""


@signals.celeryd_after_setup.connect
def _count_slots(instance: Any, **kwargs: object) -> None:
    """Its threads are the worker's places (ADR 9)."""
    from segue.kernel.jobs.slots import SLOTS

    SLOTS.count = instance.concurrency


@signals.worker_init.connect
def _set_sandbox_policy(**kwargs: object) -> None:
    """Processing knows no settings; it demands a proven sandbox unless it is told otherwise."""
    from segue.media.processing import sandbox

    if settings.media_sandbox == "unsafe":
        sandbox.accept_unsafe()


@signals.worker_ready.connect
def _announce_ready(**kwargs: object) -> None:
    from segue.kernel.jobs.heartbeat import keep_recording

    keep_recording("worker")
    READY_FILE.parent.mkdir(parents=True, exist_ok=True)
    READY_FILE.write_text(str(os.getpid()))
    threading.Thread(target=_prove_sandbox, daemon=True).start()


def _prove_sandbox() -> None:
    """Beside the first tasks: those with media tools wait for the answer, which is also logged."""
    from segue.media.processing import sandbox

    sandbox.proof(READY_FILE.parent, sorted((settings.data_dir / "secrets").glob("*")))


@signals.worker_shutdown.connect
def _announce_end(**kwargs: object) -> None:
    READY_FILE.unlink(missing_ok=True)
