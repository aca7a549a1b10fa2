"""The database itself refuses to change or remove what was recorded."""

from django.db import migrations

# TRUNCATE passes only in a session that was opened for it, as the test suite's are: it empties its tables that way.
# ALWAYS: also in a session that plays a replica.
REFUSE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' AND current_setting('segue.audit_may_be_emptied', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the audit log is append only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_auditentry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
ALTER TABLE audit_auditentry ENABLE ALWAYS TRIGGER audit_append_only;
"""
ALLOW = """
DROP TRIGGER audit_append_only ON audit_auditentry;
DROP FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
