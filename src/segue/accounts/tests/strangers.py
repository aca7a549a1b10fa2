"""What a stranger sees of an answer, and accounts in each state that it mustn't tell."""

import re
from typing import Any

from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.browser import Browser, sign_up
from segue.accounts.tests.factories import PASSWORD, make_user

STATES = ("existing", "missing", "unverified", "suspended")
RANDOM_HEADERS = {"X-Request-Id", "Expires"}
"""`Expires` is the moment of the answer."""
RANDOM_VALUES = re.compile(r'"(session_token|request_id)": "[^"]+"')


def make_accounts() -> dict[str, User | None]:
    """One in each state, with PASSWORD, named after it, at `<state>@example.org`."""
    make_user("existing")
    make_user("suspended")
    sign_up(Browser(), email="unverified@example.org", username="unverified", password=PASSWORD)
    User.objects.filter(username="suspended").update(is_active=False)
    return {state: User.objects.filter(username=state).first() for state in STATES}


class Stranger:
    """A browser or an app that holds nothing yet; `client` is one of django-allauth's two."""

    def __init__(self, client: str) -> None:
        self.prefix = f"/_allauth/{client}/v1/"
        self.browser = Browser() if client == "browser" else None
        self.app = Client()
        self.token = ""

    def ask(self, method: str, route: str, data: Any = None) -> Any:
        if self.browser:
            return self.browser.send(method, self.prefix + route, data)
        headers = {"X-Session-Token": self.token} if self.token else {}
        send = getattr(self.app, method)
        answer = send(self.prefix + route, data, content_type="application/json", headers=headers)
        self.token = answer.json().get("meta", {}).get("session_token", self.token)
        return answer


def exposed(answer: Any, *own_words: str) -> dict[str, Any]:
    """Status, body, headers and cookies, with `own_words` (what this stranger typed) and random values masked."""
    body = RANDOM_VALUES.sub("*", answer.content.decode())
    for word in sorted(own_words, key=len, reverse=True):
        body = body.replace(word, "*")
    headers = {name: value for name, value in answer.headers.items() if name not in RANDOM_HEADERS}
    if own_words:
        headers.pop("Content-Length", None)
    cookies = {name: {**morsel, "expires": ""} for name, morsel in answer.cookies.items()}
    return {"status": answer.status_code, "body": body, "headers": headers, "cookies": cookies}
