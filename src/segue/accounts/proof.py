"""Whether the person at a session has just shown again that it is them."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from django.http import HttpRequest


def has_recent_proof(request: HttpRequest) -> bool:
    """By their password or a second factor, within five minutes. Who has neither, because a provider signs them in,
    shows it by signing in with it again."""
    if get_reauthentication_flows(request.user):
        return bool(did_recently_reauthenticate(request))
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
