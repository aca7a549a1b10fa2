"""Notes when and from where each session is used."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from segue.accounts import services
from segue.accounts.services.identity import SESSION_HEADER
from segue.kernel.http.client_address import client_address

Respond = Callable[[HttpRequest], HttpResponse]


def session_middleware(get_response: Respond) -> Respond:
    """After the answer, whose session may have another key than the request's. Refused requests use none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code < HTTPStatus.BAD_REQUEST:
            _note(request)
        return response

    return middleware


def _note(request: HttpRequest) -> None:
    """The app's session, or else the browser's, once somebody is signed in to it."""
    address, agent = client_address(request), request.headers.get("User-Agent", "")
    if sent := request.headers.get(SESSION_HEADER):
        services.note_seen(sent, address=address, user_agent=agent)
    elif request.user.is_authenticated and (key := request.session.session_key):
        services.note_seen(key, address=address, user_agent=agent, user=request.user)
