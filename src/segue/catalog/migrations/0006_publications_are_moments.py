"""What was public stays so from the same moment; what had been withdrawn is known by its address."""

from django.db import migrations

MOMENTS = """
UPDATE catalog_release SET publish_at = publication.created_at, announced_at = publication.created_at,
    first_published_at = publication.created_at
  FROM catalog_publication AS publication WHERE publication.release_id = catalog_release.id;
UPDATE catalog_release SET withdrawn_at = now(), first_published_at = created_at
  WHERE slug IS NOT NULL AND publish_at IS NULL;
UPDATE catalog_track SET number = position;
UPDATE artists_artist SET listed_from = (
  SELECT min(publish_at) FROM catalog_release WHERE catalog_release.artist_id = artists_artist.id);
"""


class Migration(migrations.Migration):
    dependencies = [("artists", "0006_profiles"), ("catalog", "0005_a_release_is_a_workflow")]
    operations = [migrations.RunSQL(MOMENTS, migrations.RunSQL.noop)]
