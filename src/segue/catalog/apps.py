"""Django's entry for the catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "segue.catalog"
    label = "catalog"

    def ready(self) -> None:
        from segue.catalog import handlers  # noqa: F401  (importing subscribes them)
