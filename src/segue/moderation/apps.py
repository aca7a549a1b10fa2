"""Django's entry for moderation."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "segue.moderation"
    label = "moderation"

    def ready(self) -> None:
        from segue.moderation import personal_data

        personal_data.register()
