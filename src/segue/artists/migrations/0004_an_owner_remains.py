"""Memberships are of teams alone, and the database itself refuses that a team's last owner goes."""

import django.db.models.deletion
from django.db import migrations, models

ROLES = ["owner", "manager", "uploader", "analyst"]
# Asked when the transaction commits. The lock makes the second of two that go at once see that the first one is gone.
GUARD = """
CREATE FUNCTION artists_keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM artists_team WHERE id = OLD.team_id FOR UPDATE;
  IF FOUND AND NOT EXISTS (SELECT 1 FROM artists_membership WHERE team_id = OLD.team_id AND role = 'owner') THEN
    RAISE EXCEPTION 'team % would have no owner', OLD.team_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'team_has_owner';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER team_has_owner AFTER DELETE OR UPDATE ON artists_membership
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.role = 'owner')
  EXECUTE FUNCTION artists_keep_an_owner();
"""
NO_GUARD = """
DROP TRIGGER team_has_owner ON artists_membership;
DROP FUNCTION artists_keep_an_owner();
"""


class Migration(migrations.Migration):
    dependencies = [("artists", "0003_each_artist_a_team")]
    operations = [
        migrations.RemoveConstraint(model_name="membership", name="member_once_per_artist"),
        migrations.RemoveField(model_name="membership", name="artist"),
        migrations.AlterField(
            model_name="artist",
            name="team",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="artist", to="artists.team"
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="artists.team"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("team", "user"), name="member_once_per_team"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ROLES)), name="member_role_known"
            ),
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
