"""Operators give an artist another limit than the server's."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import segue.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("artists", "0006_profiles"),
        ("catalog", "0011_the_bin_is_searched"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArtistQuota",
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
                ("bytes", models.BigIntegerField()),
                (
                    "artist",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="artists.artist"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("bytes__gte", 0)), name="artist_quota_not_negative"
                    )
                ],
            },
        ),
    ]
