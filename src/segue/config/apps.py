"""Runs once per process, when all apps are loaded."""

from django.apps import AppConfig


class CompositionConfig(AppConfig):
    name = "segue.config"
    label = "config"

    def ready(self) -> None:
        """Make the Celery app the current one, so that hints know their broker, count things, and keep up with keys."""
        from django.conf import settings

        from segue.config import celery
        from segue.config.key_follower import KeyFollower
        from segue.kernel import metrics

        celery.app.set_default()
        metrics.register_collectors()
        KeyFollower(settings.DJANGO_KEYS).follow()
        for store in settings.SEGUE.stores:
            store.follow()
