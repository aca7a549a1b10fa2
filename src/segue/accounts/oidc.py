"""What a provider says of who signed in (OpenID Connect Core 1.0), checked before anything believes it."""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from requests import RequestException

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that the provider alone has (RFC 7518, 3.1; RFC 8037)."""
CLOCK_SKEW_S = 60
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]
SHOWN = ("email", "name", "preferred_username")

FAILURES = (OAuth2Error, RequestException, jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError)
"""All that a provider can do wrong, or a network between."""

Claims = dict[str, Any]


def fetch_json(url: str, *, access_token: str = "") -> Claims:
    """Raises RequestException, also for anything but 200, and OAuth2Error for anything but an object."""
    headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
    with get_adapter().get_requests_session() as session:
        response = session.get(url, headers=headers)
        response.raise_for_status()
        found = response.json()
    if not isinstance(found, dict):
        raise OAuth2Error("The provider's answer isn't an object")
    return found


def read_id_token(text: str, *, keys_url: str, issuer: str, client_id: str, nonce: str) -> Claims:
    """The claims (Core, 3.1.3.7), with the signature and the nonce checked always. Raises one of FAILURES."""
    header = jwt.get_unverified_header(text)
    key = _find_key(jwt.PyJWKSet.from_dict(fetch_json(keys_url)), header)
    claims: Claims = jwt.decode(
        text,
        key=key.key,
        algorithms=[name for name in ALGORITHMS if name == header["alg"]],
        issuer=issuer,
        audience=client_id,
        leeway=CLOCK_SKEW_S,
        options={"require": REQUIRED},
    )
    if not nonce or not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("This sign-in wasn't begun here")
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("This sign-in is meant for another program")
    return claims


def with_person(claims: Claims, fetch_person: Callable[[], Claims]) -> Claims:
    """With what the provider's other page says, where the token says too little. Raises one of FAILURES."""
    if all(name in claims for name in SHOWN):
        return claims
    person = fetch_person()
    if person.get("sub") != claims["sub"]:  # Core, 5.3.2
        raise OAuth2Error("The provider speaks of somebody else")
    return {**{name: person[name] for name in SHOWN if name in person}, **claims}


def identity(claims: Claims) -> str:
    """Who it is: issuer and subject together (Core, 5.7), as the SHA-256 (hex) of both."""
    return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()


def _find_key(keys: jwt.PyJWKSet, header: Claims) -> jwt.PyJWK:
    """A provider with one key may leave its id out. Raises OAuth2Error."""
    wanted = header.get("kid")
    found = [key for key in keys.keys if wanted in (None, key.key_id)]
    if len(found) != 1:
        raise OAuth2Error("The provider has no such key")
    return found[0]
