"""What people show of themselves, exports and deletions."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import segue.kernel.ids

ENTITY: list[tuple[str, Any]] = [
    (
        "id",
        models.UUIDField(default=segue.kernel.ids.new_id, editable=False, primary_key=True, serialize=False),
    ),
    (
        "created_at",
        models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
    ),
]
COLUMNS = {
    "name": models.CharField(blank=True, default="", max_length=50),
    "bio": models.CharField(blank=True, default="", max_length=1000),
    "links": models.JSONField(blank=True, default=list),
    "username_changed_at": models.DateTimeField(null=True),
    "profile_visibility": models.TextField(
        choices=[("everyone", "Everyone"), ("signed_in", "Signed In"), ("nobody", "Nobody")],
        default="everyone",
    ),
    "activity_visibility": models.TextField(
        choices=[("everyone", "Everyone"), ("followers", "Followers"), ("nobody", "Nobody")],
        default="followers",
    ),
    "is_listed": models.BooleanField(default=True),
}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_roles_and_suspension")]

    operations = [
        *(migrations.AddField("user", name, field) for name, field in COLUMNS.items()),
        migrations.CreateModel(
            name="FormerUsername",
            fields=[
                *ENTITY,
                ("username", models.TextField()),
                ("held_until", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"), name="former_username_any_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                *ENTITY,
                ("with_files", models.BooleanField()),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("file_name", models.TextField(blank=True, default="")),
                ("bytes", models.BigIntegerField(null=True)),
                ("expires_at", models.DateTimeField(db_index=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                *ENTITY,
                ("due_at", models.DateTimeField(db_index=True)),
                ("with_artists", models.BooleanField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deletion",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
