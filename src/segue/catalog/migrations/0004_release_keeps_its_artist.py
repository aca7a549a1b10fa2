"""A release stays its artist's: the database itself refuses another one, whatever a request says."""

from django.db import migrations

FIXED = """
CREATE FUNCTION catalog_refuse_other_artist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'release % stays with its artist', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'release_keeps_its_artist';
END $$;
CREATE TRIGGER release_keeps_its_artist BEFORE UPDATE OF artist_id ON catalog_release
  FOR EACH ROW WHEN (OLD.artist_id <> NEW.artist_id) EXECUTE FUNCTION catalog_refuse_other_artist();
"""
FREE = """
DROP TRIGGER release_keeps_its_artist ON catalog_release;
DROP FUNCTION catalog_refuse_other_artist();
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_release_has_chosen_cover")]
    operations = [migrations.RunSQL(FIXED, FREE)]
