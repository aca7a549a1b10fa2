from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_publications_are_moments")]
    operations = [migrations.DeleteModel(name="Publication")]
