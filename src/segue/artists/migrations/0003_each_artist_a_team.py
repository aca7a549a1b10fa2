"""Each artist's team gets a row of its own, with the artist's id; editors become managers."""

from django.db import migrations

FORWARDS = """
INSERT INTO artists_team (id, created_at) SELECT id, created_at FROM artists_artist;
UPDATE artists_artist SET team_id = id;
UPDATE artists_membership SET team_id = artist_id, role = CASE role WHEN 'editor' THEN 'manager' ELSE role END;
"""
# What the version before can't say is lost: labels' teams go, and every member who isn't an owner is an editor.
BACKWARDS = """
UPDATE artists_membership m SET artist_id = a.id FROM artists_artist a WHERE a.team_id = m.team_id;
DELETE FROM artists_membership WHERE artist_id IS NULL;
UPDATE artists_membership SET role = 'editor', team_id = NULL WHERE role <> 'owner';
UPDATE artists_membership SET team_id = NULL;
UPDATE artists_artist SET team_id = NULL, label_id = NULL;
DELETE FROM artists_labeloffer;
DELETE FROM artists_label;
DELETE FROM artists_invitation;
DELETE FROM artists_team;
"""


class Migration(migrations.Migration):
    dependencies = [("artists", "0002_teams")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
