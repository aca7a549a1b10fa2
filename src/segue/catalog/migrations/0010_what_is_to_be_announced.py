"""Alone what will be public waits to be announced."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_tracks_can_be_taken_down")]

    operations = [
        migrations.RemoveIndex(model_name="release", name="release_to_announce"),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                "publish_at",
                name="release_to_announce",
                condition=models.Q(
                    visibility="public",
                    publish_at__isnull=False,
                    announced_at=None,
                    taken_down_at=None,
                    removed_at=None,
                ),
            ),
        ),
    ]
