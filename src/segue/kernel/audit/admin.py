"""The audit log for operators: to read, as the database keeps it."""

from django.contrib import admin

from segue.kernel.audit.models import AuditEntry
from segue.kernel.audit.names import TERMINAL, names_in
from segue.kernel.reading_admin import ReadingAdmin


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadingAdmin):
    list_display = ("created_at", "action", "actor", "subject_kind", "subject_id", "reason", "address")
    list_filter = ("subject_kind",)
    search_fields = ("=action", "=actor_id", "=subject_id")
    ordering = ("-created_at", "-id")

    def actor(self, entry: AuditEntry) -> str:
        return names_in([entry]).get(entry.actor_id, "") if entry.actor_id else TERMINAL
