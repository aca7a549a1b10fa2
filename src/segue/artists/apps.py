"""Django's entry for artists."""

from django.apps import AppConfig


class ArtistsConfig(AppConfig):
    name = "segue.artists"
    label = "artists"

    def ready(self) -> None:
        from segue.artists import personal_data

        personal_data.register()
