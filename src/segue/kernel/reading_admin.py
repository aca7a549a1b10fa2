"""Django's admin as operators get it: everything is there to read, and acts go through the services, on record."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import ActionForm
from unfold.paginator import InfinitePaginator
from unfold.widgets import UnfoldAdminTextInputWidget

from segue.kernel.errors import DomainError

ROWS_SHOWN = 50
MAX_REASON_CHARACTERS = 500


class ReasonForm(ActionForm):  # type: ignore[misc]  # unfold has no types
    """Stands beside the choice of an act."""

    reason = forms.CharField(
        label="",
        required=False,
        max_length=MAX_REASON_CHARACTERS,
        widget=UnfoldAdminTextInputWidget({"placeholder": "Reason", "aria-label": "Reason"}),
    )


class ReadingAdmin(ModelAdmin):  # type: ignore[misc]
    """Nothing is added, changed or deleted by hand: that would pass by the rules and the audit log."""

    action_form = ReasonForm
    paginator = InfinitePaginator  # tables are large, and counting them is slow
    show_full_result_count = False
    list_per_page = ROWS_SHOWN
    list_max_show_all = ROWS_SHOWN
    list_disable_select_all = True
    compressed_fields = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.admin_site.has_permission(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self.admin_site.has_permission(request))

    def act_on_each(
        self, request: HttpRequest, rows: Iterable[Model], act: Callable[[Model], object], done: str
    ) -> None:
        """Each in a transaction of its own; what is refused is told, and the others go on. `done`: past participle."""
        count = 0
        for row in rows:
            try:
                act(row)
            except DomainError as error:
                self.message_user(request, f"{row}: {error.detail}", messages.ERROR)
            else:
                count += 1
        if count:
            self.message_user(request, f"{count} {done}.", messages.SUCCESS)


def reason_of(request: HttpRequest) -> str:
    """What the operator wrote beside the act."""
    return request.POST.get("reason", "").strip()[:MAX_REASON_CHARACTERS]
