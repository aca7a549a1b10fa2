"""With an https address: cookies that only TLS and this host carry, and browsers that never go back to http."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tools.offline import offline_environment

ASK = """
import json
from tests.contracts.browser_rules import NO_MEDIA, PLAIN, WEB_PAGE, check
from tests.contracts.front_door import ask
from django.conf import settings
host = {"host": "music.example.org", "x_csrftoken": ""}
page = ask("GET", "/sign-in", **host)
check(page, WEB_PAGE if page.status == 200 else PLAIN, "page")
for path in ("/api/v1/nothing", "/uploads", "/assets/nothing"):
    check(ask("OPTIONS", path, **host), PLAIN, path)
check(ask("GET", "/media/nothing", **host), NO_MEDIA, "media")
print(json.dumps({
  "headers": page.headers, "cookies": sorted(page.cookies),
  "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
              settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_DOMAIN],
}))
"""


def answer_of(origin: str) -> Any:
    with offline_environment() as environment:
        wanted = os.environ | environment | {"SEGUE_ORIGIN": origin, "SEGUE_LOG_LEVEL": "ERROR"}
        wanted["DJANGO_SETTINGS_MODULE"] = "segue.config.settings"
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
    assert found["headers"].get("strict-transport-security") == hsts
    assert found["session"] == [f"{prefix}sessionid", is_tls, True, "Lax", None]
    names = [line.partition("=")[0] for line in found["cookies"]]
    assert names == [f"{prefix}csrftoken", f"{prefix}segue_visitor"]
    assert ["Secure" in line for line in found["cookies"]] == [is_tls, is_tls]
