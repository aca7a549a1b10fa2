"""Runs once per process, when all apps are loaded."""

from django.apps import AppConfig


class CompositionConfig(AppConfig):
    name = "segue.config"
    label = "config"

    def ready(self) -> None:
        """Make the Celery app the current one, so that hints know their broker, and count things."""
        from segue.config import celery
        from segue.kernel import metrics

        celery.app.set_default()
        metrics.register_collectors()
