"""Second factors and passkeys: how allauth keeps and names them."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from segue.kernel import encryption

CONTEXT = "second factor"


class MfaAdapter(DefaultMFAAdapter):
    """TOTP secrets and the seeds of recovery codes are encrypted."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code or passkey isn't right. Try again, or use another one.",
        "cannot_generate_recovery_codes": "Add an authenticator app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text, CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises encryption.Unreadable."""
        return encryption.decrypt(encrypted_text, CONTEXT)

    def get_totp_issuer(self) -> str:
        return f"Segue ({settings.HOSTNAME})"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}" if count else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host of SEGUE_ORIGIN, whatever host the request names."""
        return {"id": settings.HOSTNAME, "name": "Segue"}
