from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0010_what_is_to_be_announced")]

    operations = [
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", False)),
                fields=["removed_at"],
                name="release_in_bin",
            ),
        ),
        migrations.AddIndex(
            model_name="track",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", False)), fields=["removed_at"], name="track_in_bin"
            ),
        ),
    ]
