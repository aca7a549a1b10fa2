"""Takes the names of people out of the log, where nobody could erase them; their ids stay."""

from django.db import migrations, models

# The one change of what was recorded: names alone go, in the transaction in which the guard is back.
FORGET = """
ALTER TABLE audit_auditentry DISABLE TRIGGER audit_append_only;
UPDATE audit_auditentry SET before = before - 'username', after = after - 'username'
  WHERE before ? 'username' OR after ? 'username';
ALTER TABLE audit_auditentry ENABLE ALWAYS TRIGGER audit_append_only;
"""

# The guard as it is now; the first one could be told to let the log be emptied.
REFUSE = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(REFUSE + FORGET, migrations.RunSQL.noop),
        migrations.RemoveIndex("auditentry", "audit_by_actor"),
        migrations.RemoveField("auditentry", "actor_name"),
        migrations.AddIndex(
            "auditentry", models.Index(fields=["actor_id", "-created_at", "-id"], name="audit_by_actor")
        ),
    ]
