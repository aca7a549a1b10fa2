"""django-allauth's part of the matrix, the same for browsers and for apps."""

from dataclasses import dataclass, field
from typing import Any

from tests.matrix.actors import Actor

EVE = {"email": "eve@example.org", "username": "eve", "password": "slack-water-2x"}


@dataclass(frozen=True)
class SignInRule:
    """Answers to who is signed out, who is signed in, and who is but hasn't proven lately who they are."""

    signed_out: int
    signed_in: int
    unproven: int = 0
    body: dict[str, Any] = field(default_factory=dict)

    def expected(self, actor: Actor) -> int:
        if actor.scopes is not None:
            return 403
        if not actor.is_signed_in:
            return self.signed_out
        return self.signed_in if actor.is_proven else self.unproven or self.signed_in


def gone() -> SignInRule:
    """Closed: for things that Segue doesn't have."""
    return SignInRule(404, 404)


SIGN_IN_RULES = {
    "GET config": SignInRule(200, 200),
    "GET auth/session": SignInRule(401, 200),
    "DELETE auth/session": SignInRule(401, 401),
    "POST auth/reauthenticate": SignInRule(401, 400, body={"password": "wrong"}),
    "POST auth/code/confirm": gone(),
    "POST auth/password/request": SignInRule(200, 200, body={"email": "nobody@example.org"}),
    "GET auth/password/reset": SignInRule(400, 400),
    "POST auth/password/reset": SignInRule(400, 400, body={"key": "guess", "password": "slack-water-2x"}),
    "POST auth/login": SignInRule(400, 400, body={"username": "owner", "password": "wrong"}),
    "POST auth/signup": SignInRule(401, 409, body=EVE),
    "GET auth/email/verify": SignInRule(400, 400),
    "POST auth/email/verify": SignInRule(400, 400, body={"key": "guess"}),
    "POST auth/email/verify/resend": gone(),
    "POST auth/phone/verify": gone(),
    "POST auth/phone/verify/resend": gone(),
    "POST account/password/change": SignInRule(
        401, 400, body={"current_password": "wrong", "new_password": "slack-water-2x"}
    ),
    "GET account/email": SignInRule(401, 200),
    "POST account/email": SignInRule(409, 200, 401, body={"email": "new-one@example.org"}),
    "PUT account/email": SignInRule(401, 400, body={"email": "nobody@example.org"}),
    "PATCH account/email": SignInRule(401, 400, body={"email": "nobody@example.org", "primary": True}),
    "DELETE account/email": SignInRule(401, 400, body={"email": "nobody@example.org"}),
    "GET account/phone": gone(),
    "POST account/phone": gone(),
    "GET account/providers": SignInRule(401, 200),
    "DELETE account/providers": SignInRule(401, 400, body={"provider": "none", "account": "x"}),
    "GET auth/provider/signup": SignInRule(409, 409),
    "POST auth/provider/signup": SignInRule(409, 409, body={"username": "eve", "email": "eve@example.org"}),
    "POST auth/provider/redirect": SignInRule(302, 302),
    "POST auth/provider/token": gone(),
    "POST auth/2fa/authenticate": SignInRule(401, 401, body={"code": "123456"}),
    "POST auth/2fa/reauthenticate": SignInRule(401, 400, body={"code": "123456"}),
    "GET auth/webauthn/authenticate": SignInRule(401, 401),
    "POST auth/webauthn/authenticate": SignInRule(401, 401, body={"credential": {}}),
    "GET auth/webauthn/reauthenticate": SignInRule(401, 200),
    "POST auth/webauthn/reauthenticate": SignInRule(401, 400, body={"credential": {}}),
    "GET auth/webauthn/login": SignInRule(200, 200),
    "POST auth/webauthn/login": SignInRule(400, 400, body={"credential": {}}),
    "GET account/authenticators": SignInRule(401, 200),
    "GET account/authenticators/totp": SignInRule(401, 404),
    "POST account/authenticators/totp": SignInRule(401, 400, body={"code": "123456"}),
    "DELETE account/authenticators/totp": SignInRule(401, 200),
    "GET account/authenticators/recovery-codes": SignInRule(401, 404),
    "POST account/authenticators/recovery-codes": SignInRule(401, 400),
    "GET account/authenticators/webauthn": SignInRule(401, 200, 401),
    "POST account/authenticators/webauthn": SignInRule(401, 400, body={"name": "Key", "credential": {}}),
    "PUT account/authenticators/webauthn": SignInRule(401, 400, body={"id": 1, "name": "Key"}),
    "DELETE account/authenticators/webauthn": SignInRule(401, 400, body={"authenticators": [1]}),
    "GET auth/sessions": SignInRule(401, 200),
    "DELETE auth/sessions": SignInRule(401, 400, body={"sessions": [1]}),
    "POST tokens/refresh": gone(),
}
