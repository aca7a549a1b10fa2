"""What Segue adds to django-allauth's sign-up form, which derives from this one."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse

from segue.accounts import queries, services
from segue.accounts.errors import InvitationEnded
from segue.accounts.models import User
from segue.accounts.types import SignUpMode

NOT_INVITED = "You need an invitation to sign up here. Open the link in yours."


class SignUpEnded(ImmediateHttpResponse):
    """What was free when it was chosen has been taken since: a conflict, not a crash."""

    def __init__(self) -> None:
        super().__init__(JsonResponse({"status": 409}, status=409))


class SignUpForm(forms.Form):
    """The password is compared with name and address, a taken address looks like a free one, and an invitation is
    asked for where sign-up needs one. Who signs up with a provider (`sociallogin`) has no password."""

    account_already_exists = False
    sociallogin: Any = None
    invitation = forms.CharField(required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if not self.errors and not self.sociallogin:
            self._check_password(fields)
        if not self.errors:
            self._settle(fields)
        mode = queries.sign_up_mode()
        if not self.errors and mode is SignUpMode.INVITE:
            self._check_invitation(fields)
        if self.account_already_exists and not self.errors and mode is not SignUpMode.CLOSED:
            self._pretend(fields)
        return fields

    def signup(self, request: HttpRequest, user: User) -> None:
        """Required by django-allauth; there is nothing to add."""

    def _settle(self, fields: dict[str, Any]) -> None:
        """The last look at what was chosen: from here on, nobody else gets it. Raises SignUpEnded."""
        account = self.sociallogin.account if self.sociallogin else None
        services.lock_sign_up(
            email=fields["email"],
            username=fields["username"],
            provider_account=f"{account.provider} {account.uid}" if account else "",
        )
        if account and queries.is_provider_account_known(account.provider, account.uid):
            raise SignUpEnded
        try:
            get_adapter().clean_username(fields["username"])
        except ValidationError as error:
            self.add_error("username", error)
        self.account_already_exists = queries.is_email_taken(fields["email"])

    def _check_password(self, fields: dict[str, Any]) -> None:
        person = User(username=fields["username"], email=fields["email"])
        try:
            validate_password(fields["password"], person)
        except ValidationError as error:
            self.add_error("password", error)

    def _check_invitation(self, fields: dict[str, Any]) -> None:
        if not fields["invitation"]:
            self.add_error("invitation", NOT_INVITED)
        elif not queries.invitation_for(fields["invitation"], fields["email"]).exists():
            self.add_error("invitation", f"{InvitationEnded.title}.")

    def _pretend(self, fields: dict[str, Any]) -> None:
        try:
            services.pretend_sign_up(
                username=fields["username"],
                password=fields.get("password", ""),
                email=fields["email"],
                invitation=fields["invitation"],
            )
        except InvitationEnded:
            raise SignUpEnded from None
        if self.sociallogin:
            account = self.sociallogin.account
            services.hold_provider_account(provider=account.provider, uid=account.uid, email=fields["email"])
