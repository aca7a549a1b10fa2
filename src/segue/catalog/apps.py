"""Django's entry for the catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "segue.catalog"
    label = "catalog"

    def ready(self) -> None:
        from segue.artists.ports import register_music_removal
        from segue.catalog import handlers, personal_data  # noqa: F401  (importing subscribes handlers)
        from segue.catalog.queries import uploads_of_teams
        from segue.catalog.removal import remove_music
        from segue.media.ports import register_upload_rule

        register_upload_rule(uploads_of_teams)
        register_music_removal(remove_music)
        personal_data.register()
