"""A track can be taken down by moderators, on its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0008_the_tree_of_genres")]

    operations = [
        migrations.AddField(model_name="track", name="taken_down_at", field=models.DateTimeField(null=True)),
    ]
