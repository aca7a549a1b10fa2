import django.db.models.functions.datetime
from django.db import migrations, models

import segue.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_mail_and_invitations")]

    operations = [
        migrations.AddField("user", "session_epoch", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.CreateModel(
            name="ProviderHold",
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
                ("provider", models.TextField()),
                ("uid", models.TextField()),
                ("email", models.EmailField(max_length=254)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("provider", "uid"), name="provider_hold")],
            },
        ),
    ]
