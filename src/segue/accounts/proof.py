"""Whether the person at a session has just shown again that it is them."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

SECOND_FACTOR = "mfa"
"""How django-allauth notes codes and passkeys."""


def has_recent_proof(request: HttpRequest) -> bool:
    """Within five minutes: by a second factor where the person has one, or else by their password. So a password alone
    takes no second factor away. Who has neither, because a provider signs them in, shows it by signing in with it
    again."""
    records = _proofs(request)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def note_new_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """Whoever adds one has just used it; to ask again at once would ask for the next code, half a minute away."""
    record_authentication(
        request,
        authenticator.user,
        SECOND_FACTOR,
        id=authenticator.pk,
        type=authenticator.type,
        reauthenticated=True,
    )


def _proofs(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that count for this person, oldest first."""
    user: Any = request.user
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    again = [record for record in records if record.get("reauthenticated")]
    if is_mfa_enabled(user):
        return [record for record in again if record["method"] == SECOND_FACTOR]
    return again if user.has_usable_password() else records
