"""Django's entry for the outbox tables."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "segue.kernel.events"
    label = "events"
