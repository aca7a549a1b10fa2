"""Teams of their own, for artists and for labels; invitations, and offers of artists to labels."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import segue.kernel.ids


def entity() -> list[tuple[str, Any]]:
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


def to(
    model: str, related_name: str, on_delete: Any = django.db.models.deletion.CASCADE, **options: Any
) -> Any:
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=model, **options)


ROLES = [("owner", "Owner"), ("manager", "Manager"), ("uploader", "Uploader"), ("analyst", "Analyst")]


class Migration(migrations.Migration):
    dependencies = [
        ("artists", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(name="Team", fields=entity(), options={"abstract": False}),
        migrations.CreateModel(
            name="Label",
            fields=[
                *entity(),
                ("name", models.CharField(max_length=200)),
                ("slug", models.CharField(max_length=100, unique=True)),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="label", to="artists.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="label_has_name"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="artist",
            name="label",
            field=to("artists.label", "artists", django.db.models.deletion.SET_NULL, null=True),
        ),
        migrations.AddField(
            model_name="artist",
            name="team",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="artist",
                to="artists.team",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="membership", name="team", field=to("artists.team", "memberships", null=True)
        ),
        migrations.AlterField(
            model_name="membership",
            name="artist",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="artists.artist",
            ),
        ),
        migrations.AlterField(model_name="membership", name="role", field=models.TextField(choices=ROLES)),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                *entity(),
                ("email", models.EmailField(db_index=True, max_length=254)),
                ("role", models.TextField(choices=ROLES)),
                ("token_hash", models.TextField(unique=True)),
                ("expires_at", models.DateTimeField()),
                ("invited_by", to(settings.AUTH_USER_MODEL, "+")),
                ("team", to("artists.team", "invitations")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("team", "email"), name="invited_once_per_team"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "manager", "uploader", "analyst"])),
                        name="invited_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LabelOffer",
            fields=[
                *entity(),
                ("artist", to("artists.artist", "label_offers")),
                ("label", to("artists.label", "offers")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("artist", "label"), name="offered_once_per_label")
                ],
            },
        ),
    ]
