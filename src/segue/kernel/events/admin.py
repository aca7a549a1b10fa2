"""Events on their way to their handlers, for operators: those that were parked can be delivered again."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from segue.kernel.events import services
from segue.kernel.events.models import Delivery
from segue.kernel.reading_admin import ReadingAdmin


class Standing(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("parked", "Parked"), ("waiting", "Waiting"), ("done", "Delivered")]

    def queryset(self, request: HttpRequest, rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
        if self.value() == "parked":
            return rows.exclude(parked_at=None)
        if self.value() == "waiting":
            return rows.filter(parked_at=None, done_at=None)
        return rows.exclude(done_at=None) if self.value() == "done" else rows


@admin.register(Delivery)
class DeliveryAdmin(ReadingAdmin):
    list_display = ("event_name", "handler", "attempts", "last_error", "parked_at", "done_at", "created_at")
    list_filter = (Standing,)
    search_fields = ("=event_name", "=handler")
    ordering = ("-created_at", "-id")
    actions = ("retry",)

    @admin.action(description="Deliver again")
    def retry(self, request: HttpRequest, rows: QuerySet[Delivery]) -> None:
        self.act_on_each(
            request, rows, lambda row: services.retry_parked(request.user, row.pk), "to be delivered again"
        )
