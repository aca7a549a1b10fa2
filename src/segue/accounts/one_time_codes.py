"""Codes of an authenticator app work once (RFC 6238, 5.2), in all processes and after a restart."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction

LAST_STEP = "last_step"


@transaction.atomic
def use_code(authenticator: Authenticator, code: str) -> bool:
    """Whether this one, which allauth found right, is later than every one that was used. The step in time that it
    stands for is kept with the secret."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = _step_of(decrypt(row.data["secret"]), code)
    if step <= row.data.get(LAST_STEP, 0):
        return False
    row.data[LAST_STEP] = step
    row.save(update_fields=["data"])
    authenticator.data = row.data
    return True


def _step_of(secret: str, code: str) -> int:
    """0 for a code of no step that counts any more."""
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return 0
