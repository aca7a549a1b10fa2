"""What was reported and decided, for operators to read; decisions are made in the moderators' queue."""

from django.contrib import admin

from segue.kernel.reading_admin import ReadingAdmin
from segue.moderation.models import Appeal, Case, Decision, Report


@admin.register(Case)
class CaseAdmin(ReadingAdmin):
    list_display = ("subject_kind", "subject_title", "artist", "is_open", "assigned_to", "stirred_at")
    list_filter = ("is_open", "subject_kind")
    list_select_related = ("artist", "assigned_to")
    search_fields = ("subject_title", "=subject_id", "=id")
    ordering = ("-stirred_at", "-id")


@admin.register(Report)
class ReportAdmin(ReadingAdmin):
    list_display = ("subject_title", "reason", "reporter", "message", "created_at")
    list_filter = ("reason",)
    list_select_related = ("reporter",)
    search_fields = ("subject_title", "reporter__username", "=case__id")
    ordering = ("-created_at", "-id")


@admin.register(Decision)
class DecisionAdmin(ReadingAdmin):
    list_display = ("case", "action", "reason", "decided_by", "created_at")
    list_filter = ("action", "reason")
    list_select_related = ("case", "decided_by")
    search_fields = ("case__subject_title", "=case__id")
    ordering = ("-created_at", "-id")


@admin.register(Appeal)
class AppealAdmin(ReadingAdmin):
    list_display = ("case", "author", "message", "created_at")
    list_select_related = ("case", "author")
    ordering = ("-created_at", "-id")
