"""Settings of accounts and of signing in."""

from pydantic import Field, field_validator

from segue.env.settings.oidc import OidcProvider, distinct_ids, parse_providers
from segue.env.settings.topic import Topic


class AccountsSettings(Topic):
    """Who may sign in, and how."""

    title = "Accounts"
    table = "accounts"

    deletion_grace_days: int = Field(
        default=14,
        ge=1,
        le=90,
        description="How many days a person who wants their account erased may change their mind.",
    )
    export_max_bytes: int = Field(
        default=20 * 1000**3,
        ge=1000**2,
        description="Largest zip that is made for a person who asks for all their data, in bytes. It is kept for seven "
        "days, beside what is on its way in.",
    )
    oidc: tuple[OidcProvider, ...] = Field(
        default=(),
        description="OpenID Connect providers that people can sign in with: a JSON list. Register "
        "`<SEGUE_ORIGIN>/_allauth/oidc/<id>/callback` with each. Keep `id` and `issuer` as they are once people use "
        "them: both say whose account it is.",
        examples=[
            '[{"id": "home", "name": "Home", "issuer": "https://id.example", "client_id": "x", "client_secret": "…"}]'
        ],
    )

    _read_oidc = field_validator("oidc", mode="before")(parse_providers)
    _distinct_oidc = field_validator("oidc")(distinct_ids)
