"""Somebody decides what is kept of two files with the same sound."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0006_libraries_tags_and_blocks")]

    operations = [
        migrations.AddField(
            model_name="duplicatepair",
            name="decision",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="duplicatepair", name="decided_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="duplicatepair",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["", "both", "earlier", "later"])),
                name="duplicate_decision_known",
            ),
        ),
    ]
