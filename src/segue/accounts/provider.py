"""OpenID Connect providers, as allauth looks for them in each app's `provider` module."""

import secrets
from functools import cached_property
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from segue.accounts import oidc
from segue.accounts.oidc import FAILURES, SHOWN, Claims

NONCE_BYTES = 24
WAY_OUT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Signing in</title>
<meta http-equiv="refresh" content="0; url={address}">
<p><a href="{address}">Go on to {name}</a></p>
</html>
"""
"""Where our form ends: `form-action` (CSP 3, 6.4.1) also forbids redirects of forms to other sites, and to wherever
those redirect in turn, which nobody here can list."""


class OidcAdapter(OpenIDConnectOAuth2Adapter):
    """allauth's, with the checks that it leaves to the connection: issuer, signature, nonce and subject."""

    nonce = ""

    @cached_property
    def openid_config(self) -> Claims:
        """Raises one of FAILURES."""
        provider = self.get_provider()
        found = oidc.fetch_json(provider.server_url)
        if found["issuer"].rstrip("/") != provider.app.settings["issuer"].rstrip("/"):
            raise OAuth2Error("The provider has another name than in SEGUE_OIDC")
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return f"{settings.SEGUE.origin}/_allauth/oidc/{self.provider_id}/callback"

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Raises one of FAILURES."""
        claims = oidc.read_id_token(
            kwargs["response"]["id_token"],
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=self.nonce,
        )
        if self.openid_config.get("userinfo_endpoint"):
            claims = oidc.with_person(claims, lambda: self._fetch_person(token.token))
        return self.get_provider().sociallogin_from_response(request, claims)

    def _fetch_person(self, access_token: str) -> Claims:
        return oidc.fetch_json(self.openid_config["userinfo_endpoint"], access_token=access_token)


class OidcProvider(OpenIDConnectProvider):
    """Signs in by redirect only: a token that an app hands over has no nonce that would tie it to a sign-in."""

    oauth2_adapter_class = OidcAdapter
    supports_token_authentication = False
    pkce_enabled_default = True

    def redirect(
        self, request: HttpRequest, process: str, next_url: str = "/", data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        more = {"auth_params": {**self.get_auth_params(), "nonce": nonce}, "nonce": nonce, **kwargs}
        try:
            response: HttpResponseRedirect = super().redirect(request, process, next_url, data, **more)
        except FAILURES as error:
            state = {"process": process, "next": next_url, "headless": True}
            return _failed(request, self, error, state)
        return HttpResponse(format_html(WAY_OUT, address=response.url, name=self.app.name))

    def serialize(self) -> dict[str, str]:
        """By its id: two providers may know us by the same client id."""
        return {"id": self.app.provider_id}

    def extract_uid(self, data: Claims) -> str:
        return oidc.identity(data)

    def extract_extra_data(self, data: Claims) -> Claims:
        return {name: data[name] for name in ("iss", "sub", *SHOWN) if name in data}

    def extract_email_addresses(self, data: Claims) -> list[Any]:
        """None that would count as verified."""
        return []


class OidcCallback(OAuth2CallbackView):
    """Where the provider sends people back to."""

    state: Claims | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        except FAILURES as error:
            return _failed(request, self.adapter.get_provider(), error, self.state)
        return response

    def _get_state(
        self, request: HttpRequest, provider: OidcProvider
    ) -> tuple[Claims | None, HttpResponse | None]:
        self.state, response = super()._get_state(request, provider)
        self.adapter.nonce = (self.state or {}).get("nonce", "")
        return self.state, response


@require_GET
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        view = OidcCallback.adapter_view(OidcAdapter(request, provider_id))
        response: HttpResponse = view(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return response


def _failed(
    request: HttpRequest, provider: OidcProvider, error: Exception, state: Claims | None
) -> HttpResponse:
    """Back to the page that the sign-in began on, with `error=unknown`."""
    response: HttpResponse = render_authentication_error(
        request, provider, exception=error, extra_context={"state": state}
    )
    return response


provider_classes = [OidcProvider]
