"""People, for operators: who they are, and suspending, restoring and appointing them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from segue.accounts import services
from segue.accounts.models import Invitation, User
from segue.accounts.types import ServerRole
from segue.kernel.reading_admin import ReadingAdmin, reason_of


@admin.register(User)
class UserAdmin(ReadingAdmin):
    list_display = ("username", "email", "role", "is_active", "suspended_at", "date_joined", "last_login")
    list_filter = ("is_staff", "is_moderator", "is_active")
    search_fields = ("username", "email", "=id")
    ordering = ("-date_joined", "-id")
    fields = (
        *("id", "username", "email", "role", "name", "bio", "links", "date_joined", "last_login"),
        *("is_active", "suspended_at", "suspension_reason", "profile_visibility", "activity_visibility"),
    )
    actions = ("suspend", "restore", "make_listener", "make_moderator", "make_operator")

    @admin.action(description="Suspend (with a reason)")
    def suspend(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._act(request, people, services.suspend_person, "suspended")

    @admin.action(description="Restore (with a reason)")
    def restore(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._act(request, people, services.restore_person, "restored")

    @admin.action(description="Make a listener (with a reason)")
    def make_listener(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._act(request, people, services.set_person_role, "made a listener", role=ServerRole.LISTENER)

    @admin.action(description="Make a moderator (with a reason)")
    def make_moderator(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._act(request, people, services.set_person_role, "made a moderator", role=ServerRole.MODERATOR)

    @admin.action(description="Make an operator (with a reason)")
    def make_operator(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._act(request, people, services.set_person_role, "made an operator", role=ServerRole.OPERATOR)

    def _act(
        self, request: HttpRequest, people: QuerySet[User], service: Any, done: str, **more: Any
    ) -> None:
        reason = reason_of(request)
        if not reason:
            self.message_user(request, "Write a reason first: it goes to the audit log.", messages.ERROR)
            return

        def act(person: Model) -> None:
            service(request.user, person.pk, reason=reason, **more)

        self.act_on_each(request, people, act, done)


@admin.register(Invitation)
class InvitationAdmin(ReadingAdmin):
    list_display = ("email", "note", "invited_by", "created_at", "expires_at", "used_at", "withdrawn_at")
    list_select_related = ("invited_by",)
    search_fields = ("email",)
    ordering = ("-created_at", "-id")
    fields = ("email", "note", "invited_by", "expires_at", "used_at", "used_by", "withdrawn_at")
