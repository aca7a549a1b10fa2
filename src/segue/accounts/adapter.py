"""How django-allauth behaves in Segue."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import send_verification_email_for_user
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse

from segue.accounts import queries
from segue.accounts.models import User

NO_MATCH = (
    "These don't match an account, or its e-mail address isn't confirmed yet. "
    "Check them both, or open the link in the e-mail we sent you."
)
LINK_ENDED = "This link has ended. Ask for a new one."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Segue's texts, and no answer that tells whether an account exists."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NO_MATCH,
        "username_password_mismatch": NO_MATCH,
        "invalid_login": "Type your e-mail address or username, and your password.",
        "invalid_or_expired_key": LINK_ENDED,
        "invalid_password_reset": LINK_ENDED,
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
        "username_taken": "This username is taken. Choose another.",
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        name: str = super().clean_username(username, shallow)
        if not shallow and queries.is_username_held(name):
            raise self.validation_error("username_taken")
        return name

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A name or address that was taken since the check is a conflict, not a crash."""
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit)
        except IntegrityError:
            raise ImmediateHttpResponse(JsonResponse({"status": 409}, status=409)) from None
        return user

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """An unverified account answers like a wrong password. Otherwise signing up with somebody's
        address, then signing in, would tell whether that address had an account before."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None or queries.has_verified_email(user):
            return user
        self.pre_authenticate(request, **credentials)  # counts as a failed try, too
        send_verification_email_for_user(request, user)
        return None
