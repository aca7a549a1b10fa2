"""Covers get a table of their files, in more formats; duplicates get a table and a function that compares."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import segue.kernel.ids

SIZES_PX = (256, 512, 1024)
BATCH = 1000

# 627964279 is Chromaprint's word for silence; -16 leaves out the four bits that change most. Each word counts where
# it stands first, the three shifts with most words in common are tried, and an overlap of less than 40 words (about
# 7 seconds), or of less than 60 % of the shorter fingerprint, says nothing.
SIMILARITY = """
CREATE FUNCTION media_fingerprint_similarity(one integer[], other integer[]) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH a AS MATERIALIZED (
        SELECT word, place FROM unnest(one) WITH ORDINALITY AS words(word, place) WHERE word <> 627964279
    ), b AS MATERIALIZED (
        SELECT word, place FROM unnest(other) WITH ORDINALITY AS words(word, place) WHERE word <> 627964279
    ), shifts AS (
        SELECT b_terms.place - a_terms.place AS shift
        FROM (SELECT word & -16 AS term, min(place) AS place FROM a GROUP BY 1) AS a_terms
        JOIN (SELECT word & -16 AS term, min(place) AS place FROM b GROUP BY 1) AS b_terms USING (term)
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3
    ), aligned AS (
        SELECT 1 - sum(bit_count((a.word # b.word)::bit(32))) / (32.0 * count(*)) AS share
        FROM shifts CROSS JOIN a JOIN b ON b.place = a.place + shifts.shift
        GROUP BY shifts.shift
        HAVING count(*) >= greatest(40, 0.6 * least((SELECT count(*) FROM a), (SELECT count(*) FROM b)))
    )
    SELECT coalesce(max(share), 0)::double precision FROM aligned
$$
"""

# Comparing two lists of terms costs far more than the planner thinks, so it would rather do that for every row.
SHARING = """
CREATE FUNCTION media_assets_sharing_terms(terms integer[]) RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 100 SET enable_seqscan = off AS $$
    SELECT id FROM media_asset WHERE fingerprint_terms && terms
$$
"""


def move_jpegs(apps: Any, schema_editor: Any) -> None:
    """Nobody counted their bytes; the other formats and the colors come with the next upload of the same cover."""
    image, variant = apps.get_model("media", "Image"), apps.get_model("media", "ImageVariant")
    for images in _batches(image.objects.order_by("pk").iterator()):
        variant.objects.bulk_create(
            variant(image_id=row.pk, size_px=size, format="jpg", sha256=getattr(row, f"sha256_{size}"))
            for row in images
            for size in SIZES_PX
        )


def move_jpegs_back(apps: Any, schema_editor: Any) -> None:
    image, variant = apps.get_model("media", "Image"), apps.get_model("media", "ImageVariant")
    for row in variant.objects.filter(format="jpg").iterator():
        image.objects.filter(pk=row.image_id).update(**{f"sha256_{row.size_px}": row.sha256})


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


class Migration(migrations.Migration):
    dependencies = [("media", "0003_delivery_and_measures")]

    operations = [
        migrations.CreateModel(
            name="ImageVariant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=segue.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("size_px", models.PositiveSmallIntegerField()),
                ("format", models.CharField(max_length=4)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("bytes", models.BigIntegerField(null=True)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="variants", to="media.image"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="imagevariant",
            constraint=models.UniqueConstraint(
                fields=("image", "size_px", "format"), name="variant_once_per_image"
            ),
        ),
        migrations.AddField(model_name="image", name="hue", field=models.FloatField(default=0)),
        migrations.AddField(model_name="image", name="chroma", field=models.FloatField(default=0)),
        migrations.AddField(model_name="image", name="gradient", field=models.JSONField(default=list)),
        # Optional before they go, so that on the way back they can come empty and then be filled.
        migrations.AlterField(
            model_name="image",
            name="sha256_256",
            field=models.CharField(db_index=True, max_length=64, null=True),
        ),
        migrations.AlterField(
            model_name="image",
            name="sha256_512",
            field=models.CharField(db_index=True, max_length=64, null=True),
        ),
        migrations.AlterField(
            model_name="image",
            name="sha256_1024",
            field=models.CharField(db_index=True, max_length=64, null=True),
        ),
        migrations.RunPython(move_jpegs, move_jpegs_back),
        migrations.RemoveField(model_name="image", name="sha256_256"),
        migrations.RemoveField(model_name="image", name="sha256_512"),
        migrations.RemoveField(model_name="image", name="sha256_1024"),
        migrations.CreateModel(
            name="DuplicatePair",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=segue.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("similarity", models.FloatField()),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="media.asset"
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="media.asset"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.UniqueConstraint(fields=("earlier", "later"), name="duplicate_once_per_pair"),
        ),
        migrations.RemoveIndex(model_name="asset", name="asset_fingerprint_terms"),
        migrations.AddIndex(
            model_name="asset",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["fingerprint_terms"], name="asset_fingerprint_terms"
            ),
        ),
        migrations.RunSQL(SIMILARITY, "DROP FUNCTION media_fingerprint_similarity(integer[], integer[])"),
        migrations.RunSQL(SHARING, "DROP FUNCTION media_assets_sharing_terms(integer[])"),
    ]
