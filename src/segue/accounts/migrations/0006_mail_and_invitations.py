from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import segue.kernel.ids


def entity() -> Any:
    return [
        (
            "id",
            models.UUIDField(
                default=segue.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        (
            "created_at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
    ]


def person() -> Any:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_access_tokens_and_app_passwords")]

    operations = [
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                *entity(),
                ("recipient", models.TextField()),
                ("subject", models.TextField()),
                ("body", models.TextField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None), ("sent_at", None)),
                        fields=["due_at"],
                        name="mail_due",
                    ),
                    models.Index(fields=["sent_at"], name="mail_sent"),
                ]
            },
        ),
        migrations.CreateModel(
            name="SignUpSetting",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "mode",
                    models.TextField(choices=[("open", "open"), ("invite", "invite"), ("closed", "closed")]),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="sign_up_setting_is_one")
                ]
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                *entity(),
                ("token_hash", models.TextField(unique=True)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("note", models.TextField(default="")),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("invited_by", person()),
                ("used_by", person()),
            ],
            options={"indexes": [models.Index(fields=["-created_at", "-id"], name="invitation_listed")]},
        ),
    ]
