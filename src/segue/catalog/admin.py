"""Releases and tracks, for operators: in every state, those in the bin too."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from segue.catalog.models import Release, Track
from segue.kernel.reading_admin import ReadingAdmin


@admin.register(Release)
class ReleaseAdmin(ReadingAdmin):
    list_display = ("title", "artist", "standing", "visibility", "publish_at", "created_at")
    list_filter = ("visibility", "kind")
    list_select_related = ("artist",)
    search_fields = ("title", "slug", "upc", "=id")
    ordering = ("-created_at", "-id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return Release.all_rows.with_state()

    @admin.display(description="state")
    def standing(self, release: Release) -> str:
        return "removed" if release.removed_at else release.state


@admin.register(Track)
class TrackAdmin(ReadingAdmin):
    list_display = ("title", "release", "position", "isrc", "sound", "removed_at", "created_at")
    list_select_related = ("release", "asset")
    search_fields = ("title", "isrc", "=id")
    ordering = ("-created_at", "-id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Track]:
        return Track.all_rows.all()

    @admin.display(description="sound")
    def sound(self, track: Track) -> str:
        return track.asset.state
