"""A browser on its way to a provider and back."""

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from django.test import Client

from segue.accounts.tests import identity_provider as idp
from segue.accounts.tests.browser import ORIGIN, Browser

REDIRECT = "/_allauth/browser/v1/auth/provider/redirect"
BACK_TO = "/sign-in/done"
WAY_OUT = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class ProviderServer:
    """One that runs in another process."""

    port: int

    @property
    def issuer(self) -> str:
        return f"http://{idp.HOST}:{self.port}"

    def spoil(self, flaw: str) -> None:
        assert requests.get(f"{self.issuer}/spoil/{flaw}", timeout=10).status_code == 204


def begin(browser: Browser, *, process: str = "login", back_to: str = BACK_TO, provider: str = "home") -> str:
    """Sends the form; where the page that answers it leads, or back where to when there is no way to the provider."""
    token = browser.client.cookies["csrftoken"].value
    fields = {"provider": provider, "process": process, "callback_url": back_to, "csrfmiddlewaretoken": token}
    answer = browser.client.post(REDIRECT, fields)
    if answer.status_code == 302:
        back = str(answer.headers["Location"])
        assert back.removeprefix(ORIGIN).startswith("/")
        return back
    assert answer.status_code == 200, answer.content
    (address,) = WAY_OUT.findall(answer.content.decode())
    return html.unescape(address)


def visit(address: str, person: str) -> str:
    """Signs in at the provider; where it sends the browser afterwards."""
    with requests.Session() as session:
        page = session.get(address, timeout=10)
        token = CSRF.search(page.text)
        assert token, page.text
        fields = {"login": person, "password": idp.PASSWORD, "csrfmiddlewaretoken": token[1]}
        answer = session.post(
            page.url, data=fields, headers={"Referer": page.url}, allow_redirects=False, timeout=10
        )
        while not (target := answer.headers["Location"]).startswith(ORIGIN):
            base = urlsplit(answer.url)
            answer = session.get(
                target if "://" in target else f"{base.scheme}://{base.netloc}{target}",
                allow_redirects=False,
                timeout=10,
            )
    return target.removeprefix(ORIGIN)


def come_back(client: Client, path: str) -> str:
    """Where our own page is."""
    answer = client.get(path)
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def sign_in(browser: Browser, person: str, **changes: Any) -> str:
    """The whole way; where our own page is."""
    return come_back(browser.client, visit(begin(browser, **changes), person))


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def changed(address: str, **values: str) -> str:
    """With other values in its query."""
    return f"{address.partition('?')[0]}?{urlencode({**query_of(address), **values})}"
