"""Django's entry for artists."""

from django.apps import AppConfig


class ArtistsConfig(AppConfig):
    name = "segue.artists"
    label = "artists"
