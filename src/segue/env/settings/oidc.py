"""Providers that people sign in with, as the settings name them (OpenID Connect Core 1.0)."""

import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from segue.env.settings.urls import is_service


class OidcProvider(BaseModel):
    """`issuer`: exactly as the provider's own configuration page states it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")
    name: str = Field(min_length=1, max_length=40)
    issuer: str = Field(max_length=500)
    client_id: str = Field(min_length=1, max_length=191)
    client_secret: SecretStr = Field(max_length=191)

    @field_validator("issuer")
    @classmethod
    def _over_tls(cls, value: str) -> str:
        """Whoever sits between could sign anybody in, so plain http is for this machine alone."""
        try:
            parts = urlsplit(value)
        except ValueError:  # its words repeat the value
            parts = urlsplit("")
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname or ""))
        if not is_safe or not is_service(value):
            raise ValueError("must look like https://id.example.org or https://id.example.org/realms/music")
        return value


def parse_providers(value: Any) -> Any:
    """The JSON list of the setting. Raises ValueError, without the value: it holds secrets."""
    if not isinstance(value, str):
        return value
    try:
        found = json.loads(value)
    except ValueError:
        found = None
    if not isinstance(found, list):
        raise ValueError('must be a JSON list, as [{"id": "home", "name": "…", "issuer": "https://…", …}]')
    return found


def distinct_ids(providers: tuple[OidcProvider, ...]) -> tuple[OidcProvider, ...]:
    """Raises ValueError."""
    if len({provider.id for provider in providers}) < len(providers):
        raise ValueError("names two providers with one id")
    return providers


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
