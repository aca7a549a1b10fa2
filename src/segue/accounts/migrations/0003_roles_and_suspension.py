from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_usernames_and_invites")]

    operations = [
        migrations.AddField("user", "is_moderator", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("user", "suspended_at", models.DateTimeField(null=True)),
        migrations.AddField("user", "suspension_reason", models.TextField(db_default="", default="")),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("suspended_at", None), ("is_active", False), _connector="OR"),
                name="user_suspended_is_inactive",
            ),
        ),
    ]
