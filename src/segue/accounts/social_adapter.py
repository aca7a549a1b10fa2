"""Signing in with a provider: who may, and which account that is."""

from typing import Any, ClassVar

import jwt
import structlog
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseRedirect
from requests import RequestException

from segue.accounts import services
from segue.accounts.errors import InvitationEnded
from segue.accounts.forms import SignUpEnded
from segue.accounts.models import ProviderHold, User

log = structlog.get_logger(__name__)


class ProviderGone(SocialApp.DoesNotExist, ValueError):
    """Not in SEGUE_OIDC, or not any more. Where allauth reads what it kept of a sign-up, it expects a ValueError."""


class SocialAdapter(DefaultSocialAccountAdapter):
    """Providers come from the settings alone, and their e-mail addresses prove nothing here: an address is verified by
    our own mail, so a provider opens no account but the one that was tied to it by who was signed in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": "This account of the provider's is tied to another account here.",
        "no_password": "Choose a password first: without one, you couldn't sign in any more.",
    }

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """Raises ProviderGone."""
        found = self.list_apps(request, provider=provider, client_id=client_id)
        if len(found) != 1:
            raise ProviderGone(provider)
        return found[0]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """What the sign-up form suggests."""
        user: User = sociallogin.user
        user.username = str(data.get("username") or "")[:30]
        user.email = str(data.get("email") or "")
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: BaseForm | None = None) -> User:
        """By the rules of every sign-up; the address that was typed is the only one."""
        sociallogin.email_addresses = []
        token = form.cleaned_data.get("invitation", "") if form else ""
        try:
            with transaction.atomic():
                user: User = super().save_user(request, sociallogin, form)
                services.use_invitation(token=token, email=user.email, user=user)
        except (IntegrityError, InvitationEnded):
            raise SignUpEnded from None
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """See ProviderHold."""
        account: SocialAccount = sociallogin.account
        hold = ProviderHold.objects.filter(provider=account.provider, uid=account.uid).first()
        if hold is None or sociallogin.is_existing:
            return
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if request.user.is_anonymous:
                return  # allauth refuses it
            raise_if_reauthentication_required(request, app="allauth.socialaccount")
            error: ValidationError = self.validation_error("connected_other")
            raise error
        prevent_enumeration(request, email=hold.email)
        raise ImmediateHttpResponse(HttpResponseRedirect(sociallogin.state["next"]))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """The person sees one error for all; what went wrong is for the operator. Bodies of answers stay out: they
        may hold secrets."""
        reason = str(exception) if isinstance(exception, RequestException | jwt.PyJWTError) else ""
        name = type(exception).__name__ if exception else str(error)
        log.warning("provider_sign_in_failed", provider=str(provider), error=name, reason=reason)
