"""Settings of Vault or OpenBao, where other settings, keys and the database's user may come from."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator

from segue.env.settings.topic import Topic


class VaultSettings(Topic):
    """Vault or OpenBao as a source of settings and keys. These settings themselves can't come from there."""

    title = "Vault or OpenBao"
    table = "vault"

    vault_addr: str = Field(
        default="",
        pattern=r"^(https?://[^\s/?#@]+)?$",
        description="Where Vault or OpenBao is. Empty: it isn't used.",
        examples=["https://vault.example.org:8200"],
    )
    vault_path: str = Field(
        default="",
        pattern=r"^([^/\s]+/[^\s]*[^/\s])?$",
        description="Mount and path of the secret (KV version 2) whose fields are settings by variable. Empty: only "
        "the database's user comes from Vault.",
        examples=["secret/segue"],
    )
    vault_auth: Literal["token", "approle", "kubernetes"] = Field(
        default="token", description="How Segue signs in at Vault."
    )
    vault_auth_mount: str = Field(
        default="", description="Where that way to sign in is mounted. Default: its own name."
    )
    vault_token: SecretStr | None = Field(default=None, description="Token, for `token`.")
    vault_role_id: str = Field(default="", description="Role id, for `approle`.")
    vault_secret_id: SecretStr | None = Field(
        default=None, description="Secret id, for `approle`; it must be usable more than once."
    )
    vault_role: str = Field(default="", description="Role, for `kubernetes`.")
    vault_ca: str = Field(
        default="", description="File with the certificates to trust. Default: those of the system's Python."
    )
    vault_namespace: str = Field(default="", description="Namespace in Vault, if there are several.")
    vault_database_role: str = Field(
        default="",
        description="Role of Vault's database engine, dynamic or static, that gives the database's user and password; "
        "`DATABASE_URL` then needs neither.",
    )
    vault_database_mount: str = Field(
        default="database", description="Where the database engine is mounted in Vault."
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Raises ValueError, naming what is missing."""
        missing = list(self._missing() if self.vault_addr else self._useless())
        if missing:
            raise ValueError("; ".join(missing))
        return self

    def _useless(self) -> Iterator[str]:
        given = {"SEGUE_VAULT_PATH": self.vault_path, "SEGUE_VAULT_DATABASE_ROLE": self.vault_database_role}
        for name in (name for name, value in given.items() if value):
            yield f"{name} needs SEGUE_VAULT_ADDR: set that to where Vault is, or remove {name}"

    def _missing(self) -> Iterator[str]:
        by_auth: dict[str, dict[str, object]] = {
            "token": {"SEGUE_VAULT_TOKEN": self.vault_token},
            "approle": {
                "SEGUE_VAULT_ROLE_ID": self.vault_role_id,
                "SEGUE_VAULT_SECRET_ID": self.vault_secret_id,
            },
            "kubernetes": {"SEGUE_VAULT_ROLE": self.vault_role},
        }
        for name in (name for name, value in by_auth[self.vault_auth].items() if not value):
            yield f"{name} is missing: Segue signs in at Vault by SEGUE_VAULT_AUTH={self.vault_auth}, which needs it"
