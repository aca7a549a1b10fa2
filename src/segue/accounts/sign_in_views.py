"""django-allauth's sign-in views, where Segue asks for more than they do."""

import binascii
from typing import Any, ClassVar

from allauth.account.internal.flows.manage_email import list_email_addresses
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.headless.account.response import EmailAddressesResponse
from allauth.headless.account.views import ChangePasswordView, ManageEmailView, SignupView
from allauth.headless.internal.restkit.response import ErrorResponse
from allauth.headless.mfa.inputs import (
    AddWebAuthnInput,
    AuthenticateInput,
    LoginWebAuthnInput,
    ReauthenticateInput,
)
from allauth.headless.mfa.views import (
    AuthenticateView,
    AuthenticateWebAuthnView,
    LoginWebAuthnView,
    ManageTOTPView,
    ManageWebAuthnView,
    ReauthenticateView,
    ReauthenticateWebAuthnView,
)
from allauth.headless.socialaccount.response import SocialAccountsResponse
from allauth.headless.socialaccount.views import ManageProvidersView, ProviderSignupView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from segue.accounts.one_time_codes import use_code
from segue.accounts.proof import note_new_factor

MAX_NAME_LENGTH = 100
BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError, binascii.Error)
"""What the parts of a malformed credential raise."""


class _AllOrNothing:
    """What the form settles holds until the account is made; see services.lock_sign_up."""

    def handle(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            response: HttpResponseBase = super().handle(request, *args, **kwargs)  # type: ignore[misc]  # in the view that this is mixed into
            return response


class SignUp(_AllOrNothing, SignupView):
    """With an address and a password."""


class ProviderSignUp(_AllOrNothing, ProviderSignupView):
    """With a provider's account."""


class PasswordChange(ChangePasswordView):
    """The current password isn't enough of who has a second factor; who has no password proves it in another way."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if is_mfa_enabled(user) or not user.has_usable_password():
            raise_if_reauthentication_required(request, app="allauth.account")
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class Addresses(ManageEmailView):
    """The address that counts comes first, whatever order the database has."""

    def _respond_email_list(self) -> EmailAddressesResponse:
        rows = sorted(list_email_addresses(self.request, self.user), key=lambda row: not row.primary)
        return EmailAddressesResponse(self.request, rows)


class Providers(ManageProvidersView):
    """Without those that the settings no longer name: nobody can sign in with them."""

    @classmethod
    def respond_provider_accounts(cls, request: HttpRequest) -> SocialAccountsResponse:
        known = [app.provider_id for app in get_social_adapter().list_apps(request)]
        return SocialAccountsResponse(
            request, SocialAccount.objects.filter(user=request.user, provider__in=known).order_by("pk")
        )


class _OnceOnly:
    """In inputs that take a code."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # in the input that this is mixed into
        if self.authenticator.type == Authenticator.Type.TOTP and not use_code(self.authenticator, code):
            error: ValidationError = get_adapter().validation_error("incorrect_code")
            raise error
        return code


class CodeInput(_OnceOnly, AuthenticateInput):
    """The second step of a sign-in."""


class ProofInput(_OnceOnly, ReauthenticateInput):
    """The proof that it is still the same person."""


class AuthenticatorApp(ManageTOTPView):
    """The code that adds one is used then."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().post(request, *args, **kwargs)
            authenticator = Authenticator.objects.get(user=request.user, type=Authenticator.Type.TOTP)
            use_code(authenticator, self.input.cleaned_data["code"])
            note_new_factor(request, authenticator)
        return response


class CodeStep(AuthenticateView):
    input_class = CodeInput


class CodeProof(ReauthenticateView):
    input_class = ProofInput


class _WholeCredential:
    """A malformed credential is a wrong one, not a crash."""

    request: HttpRequest

    def handle_input(self, data: Any) -> Any:
        try:
            return super().handle_input(data)  # type: ignore[misc]  # in the view that this is mixed into
        except BROKEN:
            return ErrorResponse(self.request, exception=get_adapter().validation_error("incorrect_code"))


class NamedPasskeyInput(AddWebAuthnInput):
    def clean_name(self) -> str:
        name: str = super().clean_name()
        return name[:MAX_NAME_LENGTH]


class PasskeySignInInput(LoginWebAuthnInput):
    """A suspended person's passkey answers like an unknown one."""

    def clean_credential(self) -> Authenticator:
        authenticator: Authenticator = super().clean_credential()
        if not authenticator.user.is_active:
            error: ValidationError = get_adapter().validation_error("incorrect_code")
            raise error
        return authenticator


class PasskeySignIn(_WholeCredential, LoginWebAuthnView):
    input_class: ClassVar[Any] = {"POST": PasskeySignInInput}


class PasskeyStep(_WholeCredential, AuthenticateWebAuthnView):
    """A passkey as the second factor."""


class PasskeyProof(_WholeCredential, ReauthenticateWebAuthnView):
    """A passkey as the proof that it is still the same person."""


class Passkeys(_WholeCredential, ManageWebAuthnView):
    input_class: ClassVar[Any] = {**ManageWebAuthnView.input_class, "POST": NamedPasskeyInput}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)
        passkeys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
        note_new_factor(request, passkeys.latest("pk"))
        return response
