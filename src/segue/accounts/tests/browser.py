"""A browser as the server sees it: cookies, and the CSRF header that the web app sends."""

from typing import Any

from django.core import mail
from django.test import Client

from segue.accounts.tests.factories import PASSWORD

ORIGIN = "http://localhost:8000"
AUTH = "/_allauth/browser/v1/auth/"


class Browser:
    """Has opened a page already, so it holds a CSRF cookie."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.get("/api/v1/me")

    @property
    def session_id(self) -> str:
        return self.client.cookies["sessionid"].value

    def me(self) -> Any:
        return self.client.get("/api/v1/me").json()

    def post(self, path: str, data: dict[str, Any]) -> Any:
        return self.client.post(path, data, content_type="application/json", headers=self._headers())

    def send(self, method: str, path: str, data: dict[str, Any]) -> Any:
        ask = getattr(self.client, method)
        return ask(path, data, content_type="application/json", headers=self._headers())

    def delete(self, path: str) -> Any:
        return self.client.delete(path, headers=self._headers())

    def auth(self, path: str, **data: Any) -> Any:
        """POST to django-allauth."""
        return self.post(AUTH + path, data)

    def sign_in(self, password: str, **name: str) -> Any:
        return self.auth("login", password=password, **name)

    def sign_out(self) -> Any:
        return self.client.delete(AUTH + "session", headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {"X-CSRFToken": self.client.cookies["csrftoken"].value}


def sign_up(browser: Browser, **changes: str) -> Any:
    fields = {"email": "ines@example.org", "username": "ines", "password": PASSWORD, **changes}
    return browser.auth("signup", **fields)


def mailed_key(page: str) -> str:
    """The key in the link of the one e-mail that was sent."""
    (message,) = mail.outbox
    (line,) = [line for line in str(message.body).splitlines() if line.startswith(f"{ORIGIN}/{page}/")]
    return line.removeprefix(f"{ORIGIN}/{page}/").replace("%3A", ":")


def seen(answer: Any) -> tuple[int, bytes, list[str], list[str]]:
    """All that a stranger can tell answers apart by."""
    headers = [name for name in answer.headers if name != "X-Request-Id"]
    return answer.status_code, answer.content, headers, sorted(answer.cookies)


def proven_client(username: str) -> Client:
    """Signed in, and its person has just typed the password once more; without checks of where requests come from."""
    browser = Browser()
    browser.sign_in(PASSWORD, username=username)
    assert browser.auth("reauthenticate", password=PASSWORD).status_code == 200
    client = Client()
    client.cookies = browser.client.cookies
    return client
