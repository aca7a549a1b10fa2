from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_album_loudness")]

    operations = [
        migrations.AddField(
            model_name="release", name="has_chosen_cover", field=models.BooleanField(default=False)
        ),
    ]
