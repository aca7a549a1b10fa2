"""Django's entry for the catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "segue.catalog"
    label = "catalog"

    def ready(self) -> None:
        from segue.artists.ports import register_music_removal
        from segue.catalog import handlers, moments, personal_data  # noqa: F401  (importing subscribes handlers)
        from segue.catalog.queries import uploads_of_teams
        from segue.catalog.removal import remove_music
        from segue.kernel.jobs import alarms
        from segue.media.ports import register_upload_rule

        register_upload_rule(uploads_of_teams)
        register_music_removal(remove_music)
        alarms.register(alarms.Alarm(moments.next_moment_in_s, moments.announce_due))
        personal_data.register()
