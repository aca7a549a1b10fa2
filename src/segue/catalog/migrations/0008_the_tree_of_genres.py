from typing import Any

from django.db import migrations

from segue.catalog.genre_tree import plant


def plant_tree(apps: Any, schema_editor: Any) -> None:
    plant(apps.get_model("catalog", "Genre").objects, apps.get_model("catalog", "GenreAlias").objects)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_no_publication_rows")]
    operations = [migrations.RunPython(plant_tree, migrations.RunPython.noop)]
