"""Django's entry for media files."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "segue.media"
    label = "media"

    def ready(self) -> None:
        from segue.media import personal_data, pipeline, renditions  # noqa: F401  (workers find pipelines by kind)

        personal_data.register()
