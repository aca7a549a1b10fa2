"""Covers of before the table of variants keep their files."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("media", "0003_delivery_and_measures")]
AFTER = [("media", "0004_image_variants_and_duplicates")]
SHA256 = {size: f"{size:064x}" for size in (256, 512, 1024)}


def migrate(target: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The apps as they were; in the end all is up to date again."""
    try:
        yield migrate(BEFORE)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def test_old_jpegs_become_variants_and_back(before: Any) -> None:
    fields = {f"sha256_{size}": sha256 for size, sha256 in SHA256.items()}
    old = before.get_model("media", "Image").objects.create(source_sha256="a" * 64, **fields)

    after = migrate(AFTER)
    image = after.get_model("media", "Image").objects.get()
    assert (image.pk, image.source_sha256, image.hue, image.chroma, image.gradient) == (
        *(old.pk, "a" * 64, 0.0, 0.0, []),
    )
    variants = image.variants.order_by("size_px").values_list("size_px", "format", "sha256", "bytes")
    assert list(variants) == [(size, "jpg", sha256, None) for size, sha256 in SHA256.items()]

    again = migrate(BEFORE).get_model("media", "Image").objects.get()
    assert {name: getattr(again, name) for name in fields} == fields
    again.delete()
