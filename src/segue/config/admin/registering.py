"""Which tables the admin shows: what our own apps register, and nothing that the libraries bring along."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def register_own() -> None:
    """Called where the addresses are put together: other processes have no pages, and needn't load any of it."""
    for app in apps.get_app_configs():
        if app.name.startswith("segue.") and find_spec(f"{app.name}.admin"):
            import_module(f"{app.name}.admin")
