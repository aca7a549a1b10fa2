"""Bounds every guess at somebody's account: passwords, codes, links and mails, over the sign-in routes.

Each request counts for its network. Where it names an account, it counts for the name as it was typed and that network
together, so that guessing elsewhere never locks a person out, and no count tells which address is whose. A second
factor counts for the account alone: only someone who knows its password gets that far. While Valkey is away, none of
this can be counted, and nobody signs in.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

from segue.accounts.services.identity import SESSION_HEADER
from segue.kernel.errors import DomainError
from segue.kernel.http.client_address import client_address, network_of
from segue.kernel.http.policy import SAFE_METHODS
from segue.kernel.http.problems import refused
from segue.kernel.rate_limits import RateLimit, hit
from segue.kernel.text import one_line

ROUTE = re.compile(r"/_allauth/(?:browser|app)/v1/((?:auth|account|tokens)/.*)")
NAMES = ("email", "username", "login", "phone")
LONGEST_CHARACTERS = 320
"""Of a name or an address (RFC 5321, 4.5.3.1)."""
MINUTE_S = 60
Respond = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Rule:
    """`named`: for each name that the body has, in this network. `own`: for whose session it is, anywhere."""

    route: re.Pattern[str]
    network: RateLimit
    named: RateLimit | None = None
    own: RateLimit | None = None


def _strict(name: str, count: int, minutes: int) -> RateLimit:
    return RateLimit(f"sign-in-{name}", count, minutes * MINUTE_S, is_strict=True)


PASSWORDS = _strict("password", 10, 5)
FACTORS = _strict("factor", 10, 5)
LINKS = _strict("link", 60, 1)
TRIES = _strict("network", 60, 1)
NEW_ACCOUNTS = _strict("new-account", 30, 10)
LETTERS = _strict("letter", 10, 10)
RULES = (
    Rule(re.compile(r"auth/login"), TRIES, named=PASSWORDS),
    Rule(re.compile(r"auth/(provider/|webauthn/)?signup"), NEW_ACCOUNTS, named=LETTERS),
    Rule(re.compile(r"auth/(password/request|code/request)"), NEW_ACCOUNTS, named=LETTERS),
    Rule(re.compile(r"auth/(email/verify|phone/verify|code)/resend"), NEW_ACCOUNTS, own=LETTERS),
    Rule(re.compile(r"auth/(password/reset|email/verify|phone/verify)"), LINKS, own=FACTORS),
    Rule(re.compile(r"auth/(2fa/.*|webauthn/.*|reauthenticate|code/confirm)"), TRIES, own=FACTORS),
    Rule(re.compile(r"auth/provider/.*|tokens/.*"), TRIES),
    Rule(re.compile(r"account/password/.*"), TRIES, own=PASSWORDS),
    Rule(re.compile(r"account/.*"), TRIES, own=_strict("change", 30, 5)),
)
COUNTED_READS = re.compile(r"auth/(password/reset|email/verify|webauthn/login)")
"""Reading these tells whether a link is good, or begins a session."""


def sign_in_limit_middleware(get_response: Respond) -> Respond:
    """Stands before django-allauth's views, whose own limits are off: they are counted in each process alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            _count(request)
        except DomainError as error:
            return refused(request, error)
        return get_response(request)

    return middleware


def _count(request: HttpRequest) -> None:
    """Raises RateLimited, LimitsUnavailable."""
    match = ROUTE.fullmatch(request.path)
    rule = match and next((rule for rule in RULES if rule.route.fullmatch(match[1])), None)
    if match is None or rule is None:
        return
    is_read = request.method in SAFE_METHODS
    if is_read and not COUNTED_READS.fullmatch(match[1]):
        return
    network = network_of(client_address(request))
    hit(rule.network, network)
    if rule.named and not is_read:
        for name in _names(request):
            hit(rule.named, name, network)
    if rule.own and not is_read and (account := _own_account(request)):
        hit(rule.own, account)


def _names(request: HttpRequest) -> Iterable[str]:
    """All that the body has, so that a second name can't hide the first."""
    try:
        fields = json.loads(request.body)
    except ValueError:
        return ()
    if not isinstance(fields, dict):
        return ()
    return sorted({_typed(str(fields[name])) for name in NAMES if fields.get(name)})


def _typed(name: str) -> str:
    """The same for all that the database takes for one name, which it compares in capitals."""
    return one_line(name)[:LONGEST_CHARACTERS].upper().casefold()


def _own_account(request: HttpRequest) -> str:
    """Whose session it is, or who is half way into one; empty for neither."""
    session = _session(request)
    pending = session.get(LOGIN_SESSION_KEY)
    if isinstance(pending, dict) and pending.get("user_pk"):
        return f"pending {pending['user_pk']}"
    return str(session.get(SESSION_KEY, ""))


def _session(request: HttpRequest) -> SessionBase:
    key = request.headers.get(SESSION_HEADER)
    return SessionStore(key) if key else request.session
