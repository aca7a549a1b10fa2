"""Who am I, and the first operator."""

from typing import Annotated

from django.contrib.auth import login
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Query
from ninja.errors import ValidationError

from segue.accounts import queries, services
from segue.accounts.errors import FieldsRefused
from segue.accounts.schemas import Me, OperatorSetup, SetupLink, show_me
from segue.kernel.http import Router, public
from segue.kernel.http.viewer import viewer_key_of

router = Router(tags=["accounts"])


@router.get("/me", auth=public, response=Me)
def get_me(request: HttpRequest) -> Me:
    """Who is signed in. Also sets the cookie that unsafe requests repeat in X-CSRFToken."""
    get_token(request)
    if not request.user.is_authenticated:
        return Me(user=None)
    return show_me(request.user, viewer_key=viewer_key_of(request))


@router.get("/operator-setup", auth=public, response=SetupLink)
def get_operator_setup(request: HttpRequest, token: Annotated[str, Query(max_length=100)]) -> dict[str, bool]:
    """Whether a one-time setup link still works."""
    return {"is_valid": queries.is_setup_link_valid(token)}


@router.post("/operator-setup", auth=public, response=Me)
def set_up_operator(request: HttpRequest, setup: OperatorSetup) -> Me:
    """Make the first operator and sign them in."""
    try:
        user = services.accept_operator_invite(**setup.dict())
    except FieldsRefused as refused:
        raise ValidationError(
            [
                {"type": refused.code, "loc": ("body", "setup", field), "msg": " ".join(texts)}
                for field, texts in refused.fields.items()
            ]
        ) from None
    login(request, user)
    return show_me(user, viewer_key=viewer_key_of(request))
