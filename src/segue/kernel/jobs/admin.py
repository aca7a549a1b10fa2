"""Jobs for operators: what waits, runs or failed, why, and another try."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline

from segue.kernel.jobs import services
from segue.kernel.jobs.models import Job, StepRun
from segue.kernel.reading_admin import ReadingAdmin


class StepInline(TabularInline):  # type: ignore[misc]  # unfold has no types
    model = StepRun
    fields = readonly_fields = ("name", "duration_ms", "created_at", "output")
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Job)
class JobAdmin(ReadingAdmin):
    list_display = (
        "kind",
        "state",
        "step",
        "attempts",
        "error_code",
        "error_message",
        "run_after",
        "created_at",
    )
    list_filter = ("state", "failure_kind")
    search_fields = ("=kind", "=subject_id", "=owner_id", "=error_code")
    ordering = ("-created_at", "-id")
    inlines = (StepInline,)
    actions = ("retry",)

    @admin.action(description="Try again")
    def retry(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        self.act_on_each(request, jobs, lambda job: services.retry_job(request.user, job.pk), "queued again")
