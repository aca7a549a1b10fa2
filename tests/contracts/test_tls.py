"""With an https address: cookies that only TLS and this host carry, and browsers that never go back to http."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tools.offline import offline_environment

ASK = """
import json, django
django.setup()
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client
answer = Client().get("/sign-in", HTTP_HOST="music.example.org")
cookies = {name: {key: value for key, value in morsel.items() if value} for name, morsel in answer.cookies.items()}
print(json.dumps({
  "headers": dict(answer.headers), "cookies": cookies,
  "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
              settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_DOMAIN],
}))
"""


def answer_of(origin: str) -> Any:
    with offline_environment() as environment:
        wanted = os.environ | environment | {"SEGUE_ORIGIN": origin, "SEGUE_LOG_LEVEL": "ERROR"}
        done = subprocess.run(
            [sys.executable, "-c", ASK],
            env=wanted,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("origin", "prefix", "hsts"),
    [("https://music.example.org", "__Host-", "max-age=31536000"), ("http://music.example.org", "", None)],
)
def test_cookies_and_headers(origin: str, prefix: str, hsts: str | None) -> None:
    found = answer_of(origin)
    is_tls = hsts is not None
    assert found["headers"].get("Strict-Transport-Security") == hsts
    assert found["session"] == [f"{prefix}sessionid", is_tls, True, "Lax", None]
    csrf = found["cookies"][f"{prefix}csrftoken"]
    assert (csrf["samesite"], csrf.get("secure", ""), csrf["path"], "domain" in csrf) == (
        *("Lax", True if is_tls else "", "/"),
        False,
    )
    assert found["cookies"]["segue_visitor"]["httponly"] is True
