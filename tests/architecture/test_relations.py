"""Database relations follow the arrows too: import linting can't see a foreign key that is a string."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field

from tests.architecture.source_tree import layer_ranks


def test_relations_between_apps_point_down() -> None:
    ranks = layer_ranks()
    assert [
        f"{field} points from {owner} to {target}, which is above it or beside it"
        for field, owner, target in relations_between_apps()
        if ranks[target] >= ranks[owner]
    ] == []


def test_relations_between_apps_give_the_lower_one_no_way_up() -> None:
    assert [
        f'{field} needs related_name="+"'
        for field, _, _ in relations_between_apps()
        if not field.remote_field.hidden
    ] == []


def test_every_app_with_models_is_installed() -> None:
    assert {"accounts", "artists", "media", "catalog"} <= {
        config.name.split(".")[1] for config in our_configs()
    }


def relations_between_apps() -> Iterator[tuple[Any, str, str]]:
    """Each relation field that crosses apps, with the apps that own it and that it points to."""
    for model in apps.get_models(include_auto_created=True):
        owner = app_of(model)
        for field in model._meta.get_fields(include_hidden=True):
            if owner and isinstance(field, Field) and field.is_relation:
                target = app_of(field.related_model) if isinstance(field.related_model, type) else ""
                if target and target != owner:
                    yield field, owner, target


def our_configs() -> list[Any]:
    return [config for config in apps.get_app_configs() if config.name.startswith("segue.")]


def app_of(model: type) -> str:
    """Package right under segue that holds the model, or nothing for other people's models."""
    package, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if package == "segue" else ""
