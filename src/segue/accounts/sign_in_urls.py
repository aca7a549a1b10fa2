"""Addresses below /_allauth/: django-allauth's, some of its views replaced, and those without a use here closed."""

from typing import Any

from allauth.headless.constants import Client
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from django.views.decorators.csrf import csrf_exempt

from segue.accounts import sign_in_views as views
from segue.accounts.provider import oidc_callback
from segue.kernel.http.problems import problem

REPLACED: dict[str, Any] = {
    "account/email": views.Addresses,
    "account/providers": views.Providers,
    "account/password/change": views.PasswordChange,
    "account/authenticators/totp": views.AuthenticatorApp,
    "account/authenticators/webauthn": views.Passkeys,
    "auth/signup": views.SignUp,
    "auth/provider/signup": views.ProviderSignUp,
    "auth/2fa/authenticate": views.CodeStep,
    "auth/2fa/reauthenticate": views.CodeProof,
    "auth/webauthn/authenticate": views.PasskeyStep,
    "auth/webauthn/login": views.PasskeySignIn,
    "auth/webauthn/reauthenticate": views.PasskeyProof,
}
CLOSED = (
    "account/phone",
    "auth/code/confirm",
    "auth/email/verify/resend",
    "auth/phone/verify",
    "auth/phone/verify/resend",
    "auth/provider/token",
    "tokens/refresh",
)
"""For telephone numbers, sign-in codes and tokens of kinds that Segue doesn't have."""
CLOSED_FOR_APPS = ("auth/provider/redirect", "auth/provider/signup")
"""A provider sends people back to a browser."""


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    return problem(404, code="kernel.not_found", title="Not found")


def _client(client: Client) -> list[URLPattern]:
    prefix = f"{client.value}/v1/"
    replaced = [path(prefix + route, view.as_api_view(client=client)) for route, view in REPLACED.items()]
    closed = CLOSED + (CLOSED_FOR_APPS if client is Client.APP else ())
    return [*(path(prefix + route, nothing_here) for route in closed), *replaced]


urlpatterns = [
    *_client(Client.BROWSER),
    *_client(Client.APP),
    path("oidc/<slug:provider_id>/callback", oidc_callback),
    path("", include("allauth.headless.urls")),
]
