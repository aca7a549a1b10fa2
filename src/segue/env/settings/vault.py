"""Settings of Vault or OpenBao, where other settings, keys and the database's user may come from."""

from typing import Literal

from pydantic import Field, SecretStr

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
