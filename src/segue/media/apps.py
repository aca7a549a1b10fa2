"""Django's entry for media files."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "segue.media"
    label = "media"

    def ready(self) -> None:
        from segue.media import pipeline  # noqa: F401  (workers find the pipeline by its kind)
