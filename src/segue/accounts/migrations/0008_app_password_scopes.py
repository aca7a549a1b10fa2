"""What an app password may do; those that exist may do everything that a device can."""

import django.contrib.postgres.fields
from django.db import migrations, models

import segue.accounts.models.tokens


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_session_epoch_and_provider_holds")]

    operations = [
        migrations.AddField(
            "apppassword",
            "scopes",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                default=segue.accounts.models.tokens.all_app_scopes,
                size=None,
            ),
        ),
        migrations.AddConstraint(
            "apppassword",
            models.CheckConstraint(
                condition=models.Q(("scopes__contained_by", ["listen", "write"]), ("scopes__len__gt", 0)),
                name="app_password_scopes",
            ),
        ),
    ]
