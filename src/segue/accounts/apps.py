"""Django's entry for people."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "segue.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Name the columns whose values are encrypted, and the pipelines, which workers find by their kind."""
        from allauth.mfa.models import Authenticator

        from segue.accounts import erasing, exporting, own_data  # noqa: F401
        from segue.accounts.mfa_adapter import CONTEXT
        from segue.accounts.models import AppPassword, OutgoingMail
        from segue.kernel.encrypted_columns import EncryptedColumn, register

        register(EncryptedColumn(AppPassword, "secret", lambda row: str(row.encryption_context)))
        register(EncryptedColumn(Authenticator, "data", lambda row: CONTEXT))
        register(EncryptedColumn(OutgoingMail, "body", lambda row: str(row.body_context)))
        own_data.register()
