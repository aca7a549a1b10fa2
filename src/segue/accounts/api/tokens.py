"""Access tokens for programs and passwords for devices: only their owner, in person, makes and sees them."""

import uuid

from django.http import HttpRequest
from ninja import Status

from segue.accounts import queries, services
from segue.accounts.models import User
from segue.accounts.policies import in_person_recently
from segue.accounts.schemas import (
    AppPasswords,
    MadeAppPassword,
    MadeToken,
    NewAppPassword,
    NewToken,
    Tokens,
    show_made_app_password,
    show_made_token,
)
from segue.kernel.http import Router, in_person
from segue.kernel.http.policy import SignInRequired

router = Router(tags=["accounts"])


def _owner(request: HttpRequest) -> User:
    """Raises SignInRequired, which each operation's policy has done before."""
    if not isinstance(request.user, User):
        raise SignInRequired
    return request.user


@router.get("/me/tokens", auth=in_person, response=Tokens)
def list_tokens(request: HttpRequest) -> dict[str, object]:
    """My access tokens, newest first."""
    return {"items": list(queries.tokens_of(_owner(request)))}


@router.post("/me/tokens", auth=in_person_recently, response={201: MadeToken})
def create_token(request: HttpRequest, token: NewToken) -> Status[MadeToken]:
    """Make an access token. Its text is shown this once; send it as `Authorization: Bearer …`."""
    row, text = services.create_token(
        _owner(request), name=token.name, scopes=token.scopes, expires_at=token.expires_at
    )
    return Status(201, show_made_token(row, text))


@router.delete("/me/tokens/{token_id}", auth=in_person, response={204: None})
def revoke_token(request: HttpRequest, token_id: uuid.UUID) -> Status[None]:
    """It stops working at once."""
    services.revoke_token(_owner(request), token_id)
    return Status(204, None)


@router.get("/me/app-passwords", auth=in_person, response=AppPasswords)
def list_app_passwords(request: HttpRequest) -> dict[str, object]:
    """My devices' passwords, newest first."""
    return {"items": list(queries.app_passwords_of(_owner(request)))}


@router.post("/me/app-passwords", auth=in_person_recently, response={201: MadeAppPassword})
def create_app_password(request: HttpRequest, app_password: NewAppPassword) -> Status[MadeAppPassword]:
    """Make a password for one device, which may do what its scopes say. It is shown this once."""
    row, text = services.create_app_password(
        _owner(request), name=app_password.name, scopes=app_password.scopes
    )
    return Status(201, show_made_app_password(row, text))


@router.delete("/me/app-passwords/{app_password_id}", auth=in_person, response={204: None})
def revoke_app_password(request: HttpRequest, app_password_id: uuid.UUID) -> Status[None]:
    """It stops working at once."""
    services.revoke_app_password(_owner(request), app_password_id)
    return Status(204, None)
