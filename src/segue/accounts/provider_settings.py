"""Providers as django-allauth's settings want them."""

from collections.abc import Iterable
from typing import Any

from segue.env.settings.oidc import OidcProvider


def social_providers(providers: Iterable[OidcProvider]) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS."""
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": provider.id,
                    "name": provider.name,
                    "client_id": provider.client_id,
                    "secret": provider.client_secret.get_secret_value(),
                    "settings": {"server_url": provider.issuer.rstrip("/"), "issuer": provider.issuer},
                }
                for provider in providers
            ]
        }
    }
