"""Artists and labels, for operators."""

from django.contrib import admin

from segue.artists.models import Artist, Label
from segue.kernel.reading_admin import ReadingAdmin


@admin.register(Artist)
class ArtistAdmin(ReadingAdmin):
    list_display = ("name", "slug", "kind", "verified_at", "listed_from", "created_at")
    search_fields = ("name", "slug", "=id")
    ordering = ("-created_at", "-id")


@admin.register(Label)
class LabelAdmin(ReadingAdmin):
    list_display = ("name", "slug", "created_at")
    search_fields = ("name", "slug", "=id")
    ordering = ("-created_at", "-id")
