"""How django-allauth behaves in Segue."""

from http import HTTPStatus
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import send_verification_email_for_user
from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from segue.accounts import mail_budget, queries, services
from segue.accounts.errors import InvitationEnded
from segue.accounts.forms import SignUpEnded
from segue.accounts.models import User
from segue.accounts.proof import has_recent_proof
from segue.accounts.session_cookie import note_signed_out
from segue.accounts.types import SignUpMode
from segue.kernel.http.client_address import client_address

NO_MATCH = (
    "These don't match an account, or its e-mail address isn't confirmed yet. "
    "Check them both, or open the link in the e-mail we sent you."
)
LINK_ENDED = "This link has ended. Ask for a new one."
ENDS_ACCESS = frozenset(
    {
        "mfa/email/recovery_codes_generated",
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/webauthn_added",
        "mfa/email/webauthn_removed",
    }
)
EPOCH = "segue.sign_in_epoch"


class AccountAdapter(DefaultAccountAdapter):
    """Segue's texts, and no answer that tells whether an account exists."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": "This is your e-mail address already.",
        "email_password_mismatch": NO_MATCH,
        "email_taken": LINK_ENDED,
        "enter_current_password": "This isn't your password.",
        "incorrect_password": "This isn't your password.",
        "username_password_mismatch": NO_MATCH,
        "invalid_login": "Type your e-mail address or username, and your password.",
        "invalid_or_expired_key": LINK_ENDED,
        "invalid_password_reset": LINK_ENDED,
        "username_taken": "This username is taken. Choose another.",
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        name: str = super().clean_username(username, shallow)
        if not shallow and queries.is_username_held(name):
            raise self.validation_error("username_taken")
        return name

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or services.NO_ADDRESS

    def is_safe_url(self, url: str) -> bool:
        """Paths of this site alone."""
        path = url.removeprefix(settings.SEGUE.origin)
        return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if mail_budget.may_send(template_prefix, email):
            super().send_mail(template_prefix, email, context)

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A name, an address or an invitation that was taken since the check is a conflict, not a crash."""
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit)
                if commit:
                    token = form.cleaned_data.get("invitation", "")
                    services.use_invitation(token=token, email=user.email, user=user)
        except (IntegrityError, InvitationEnded):
            raise SignUpEnded from None
        return user

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By the sign-up form, which asks for an invitation where one is needed."""
        return queries.sign_up_mode() is not SignUpMode.CLOSED

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """An unverified account answers like a wrong password. Otherwise signing up with somebody's
        address, then signing in, would tell whether that address had an account before. So do suspended ones."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None or not user.is_active or _is_by_wished_address(user, credentials):
            return None
        if queries.has_verified_email(user):
            return user
        send_verification_email_for_user(request, user)
        return None

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whatever ends access also ends a sign-in that is half way."""
        request.session[EPOCH] = user.session_epoch
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        if request.session.pop(EPOCH, user.session_epoch) != user.session_epoch:
            clear_login(request)
            raise ImmediateHttpResponse(HttpResponse(status=HTTPStatus.UNAUTHORIZED))
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        note_signed_out(request)
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Raises ReauthenticationRequired itself: allauth lets pass who has neither a password nor a second factor."""
        if not has_recent_proof(context.request):
            raise ReauthenticationRequired
        return False

    def set_password(self, user: User, password: str) -> None:
        """Ends all access but the asking session. Whoever signed up with an address that isn't theirs loses what they
        tied to it when its owner resets the password."""
        with transaction.atomic():
            user.set_password(password)
            user.save(update_fields=["password"])
            if not queries.has_verified_email(user):
                SocialAccount.objects.filter(user=user).delete()
            services.end_access_for_new_password(context.request, user)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """An account that somebody made with this address, without ever showing that it is theirs, makes room."""
        with transaction.atomic():
            services.remove_unproven_accounts(email_address.email, except_of=email_address.user_id)
            return bool(super().confirm_email(request, email_address))

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Everybody has one."""
        return not email_address.primary

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Not to an address that an account only wants to change to."""
        if queries.is_only_wished_for(user, email):
            send_unknown_account_mail(self.request, email)
        else:
            super().send_password_reset_mail(user, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """allauth tells of every change of what an account is protected by here, so other access ends here too."""
        if template_prefix in ENDS_ACCESS:
            services.end_other_access(self.request, user)
        services.follow_new_key(self.request)
        super().send_notification_mail(template_prefix, user, context, email)


def _is_by_wished_address(user: User, credentials: dict[str, Any]) -> bool:
    """Also where people type an address as their username."""
    names = [credentials.get("email"), credentials.get("username")]
    return any(name and queries.is_only_wished_for(user, name) for name in names)
