"""Folders that were imported and sound that may not come in, for operators."""

from django.contrib import admin
from django.http import HttpRequest

from segue.kernel.reading_admin import ReadingAdmin
from segue.media.models import BlockedContent, LibraryFolder


@admin.register(LibraryFolder)
class LibraryFolderAdmin(ReadingAdmin):
    list_display = ("__str__", "owner", "is_copied", "is_ahead", "scanned_at")
    list_select_related = ("owner",)
    ordering = ("-created_at", "-id")
    exclude = ("path",)


@admin.register(BlockedContent)
class BlockedContentAdmin(ReadingAdmin):
    list_display = ("__str__", "reason", "blocked_by", "created_at")
    list_select_related = ("blocked_by",)
    search_fields = ("=sha256", "reason")
    ordering = ("-created_at", "-id")
    fields = ("sha256", "reason", "blocked_by", "created_at")

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        return self.fields
