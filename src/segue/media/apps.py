"""Django's entry for media files."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "segue.media"
    label = "media"

    def ready(self) -> None:
        from segue.media import pipeline, renditions  # noqa: F401  (workers find pipelines by their kind)
