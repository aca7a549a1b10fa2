"""A label may ask an artist, too; until now every offer was an artist's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("artists", "0004_an_owner_remains")]

    operations = [
        migrations.AddField(
            "labeloffer", "is_by_label", models.BooleanField(db_default=False, default=False)
        ),
    ]
