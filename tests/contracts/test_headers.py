"""Every answer carries its headers: each address of Django, each door before it, and every refusal."""

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from segue.accounts.tests.browser import AUTH
from segue.config import asgi
from segue.config.assets import AssetApp
from segue.kernel.rate_limits import valkey
from segue.kernel.storage import media_storage
from segue.media.models import Rendition
from segue.media.queries import media_path
from segue.streaming.tests.media_browser import put
from tests.contracts.browser_rules import (
    HASHED_ASSET,
    MEDIA,
    NAMED_ASSET,
    NO_MEDIA,
    NONCE,
    PLAIN,
    WEB_PAGE,
    check,
)
from tests.contracts.front_door import Answer, ask
from tests.contracts.schema_cases import undone
from tests.matrix.api_rules import API_RULES
from tests.matrix.sign_in_rules import SIGN_IN_RULES
from tests.matrix.world import build

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "BREW")
JSON = "application/json"
SAMPLES = {r"^(?P<path>(api|_allauth)/.*)$": "api/v1/nothing", r"^(?P<path>.*)$": "releases/low-tide"}
"""An address for each route that is a regular expression; a new one needs its own."""
ADMIN_APPS = "^(?P<app_label>"
"""How the admin's one regular expression begins; the names of our apps follow."""
PARAMETER = re.compile(r"<(?:\w+:)?\w+>")
NO_ID = str(uuid.UUID(int=0))


def paths(patterns: list[Any], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        text = str(pattern.pattern)
        if text.startswith(ADMIN_APPS):
            path = f"{prefix}jobs/"
        else:
            path = prefix + (SAMPLES[text] if text.startswith("^") else PARAMETER.sub(NO_ID, text))
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, path)
        else:
            assert isinstance(pattern, URLPattern)
            yield path


@pytest.fixture
def web_dist(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built web app."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(
        '<script nonce="SEGUE_NONCE" src="/assets/index-AbCd_-12.js"></script>'
    )
    (tmp_path / "assets" / "index-AbCd_-12.js").write_text("// the app")
    (tmp_path / "assets" / "segue.svg").write_text("<svg/>")
    settings.SEGUE = settings.SEGUE.model_copy(update={"web_dist": tmp_path})
    monkeypatch.setattr(asgi, "asset_app", AssetApp(tmp_path))
    return tmp_path


@pytest.mark.django_db
def test_every_address_answers_every_method_with_its_headers(web_dist: Path) -> None:
    found = sorted(set(paths(get_resolver().url_patterns)))
    assert len(found) > 100
    for path in found:
        is_page = path == f"/{SAMPLES['^(?P<path>.*)$']}"
        for method in METHODS:
            with undone():
                answer = ask(method, path, b"{}", content_type=JSON)
            is_shown = is_page and method in ("GET", "HEAD")
            check(answer, WEB_PAGE if is_shown else PLAIN, f"{method} {path}")
            assert answer.status < 500, f"{method} {path}"


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ["owner", "operator"])
def test_what_signed_in_people_get_is_never_stored(actor: str) -> None:
    world = build("published")
    session, statuses = world.sessions[actor], []
    for name, rule in API_RULES.items():
        body = world.fill(rule.body)
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        kind = "application/octet-stream" if isinstance(body, bytes) else JSON
        with undone():
            answer = ask(
                rule.method,
                f"/api/v1/{world.fill(rule.path)}",
                sent,
                session=session,
                **({"content_type": kind} if sent else {}),
            )
        check(answer, PLAIN, name)
        statuses.append(answer.status)
    assert sum(status < 300 for status in statuses) > 40
    for operation, sign_in_rule in SIGN_IN_RULES.items():
        method, route = operation.split()
        sent = json.dumps(sign_in_rule.body).encode()
        with undone():
            answer = ask(method, f"/_allauth/browser/v1/{route}", sent, session=session, content_type=JSON)
        check(answer, PLAIN, operation)


@pytest.mark.django_db
def test_the_scripts_of_a_page_run_by_its_nonce_alone(web_dist: Path) -> None:
    pages = [ask("GET", "/sign-in") for _ in range(2)]
    nonces = [NONCE.findall(page.headers["content-security-policy"]) for page in pages]
    assert [
        page.body.decode().count(f'nonce="{nonce}"') for page, (nonce,) in zip(pages, nonces, strict=True)
    ] == [1, 1]
    assert nonces[0] != nonces[1]
    check(ask("GET", "/sign-in"), WEB_PAGE, "a page")


def test_assets_of_the_admin() -> None:
    for name in ("unfold/js/app.js", "unfold/fonts/inter/styles.css", "admin/js/actions.js"):
        answer = ask("GET", f"/admin-assets/{name}")
        check(answer, NAMED_ASSET, name)
        assert answer.status == 200
    bold = ask("GET", "/admin-assets/unfold/fonts/inter/Inter-SemiBold.woff2")
    check(bold, NAMED_ASSET, "not hashed, though it looks so")
    for name in ("unfold/../apps.py", "unfold/", "admin", "unfold/../../sites.py", "other/js/app.js"):
        answer = ask("GET", f"/admin-assets/{name}")
        check(answer, PLAIN, name)
        assert (name, answer.status) == (name, 404)


def test_assets(web_dist: Path) -> None:
    hashed, named = ask("GET", "/assets/index-AbCd_-12.js"), ask("GET", "/assets/segue.svg")
    check(hashed, HASHED_ASSET, "hashed")
    check(named, NAMED_ASSET, "named")
    assert (hashed.status, hashed.body, hashed.headers["content-type"]) == (
        *(200, b"// the app"),
        "text/javascript; charset=utf-8",
    )
    assert named.headers["content-type"] == "image/svg+xml"
    head = ask("HEAD", "/assets/index-AbCd_-12.js")
    check(head, HASHED_ASSET, "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", "10")
    (web_dist / "assets" / "folder").mkdir()
    (web_dist / "assets" / ".hidden.js").write_text("")
    for name in (
        "nothing.js",
        "../index.html",
        "%2e%2e/index.html",
        "folder",
        "folder/",
        "",
        ".hidden.js",
        "a\0.js",
    ):
        answer = ask("GET", f"/assets/{name}")
        check(answer, PLAIN, name)
        assert (name, answer.status) == (name, 404)
    posted = ask("POST", "/assets/segue.svg")
    check(posted, PLAIN, "POST")
    assert (posted.status, posted.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db(transaction=True)
def test_media(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    world = build("published")
    rendition = Rendition.objects.filter(asset=world.track.asset).order_by("name")[0]
    storage: Any = media_storage()
    monkeypatch.setattr(asgi.media_app, "storage", storage)
    put(storage.root, rendition.sha256, b"sound")
    path = media_path(rendition.sha256, "m4a", viewer_key="v.me", track_id=world.track.pk)

    def fetch(method: str = "GET", target: str = path, *, by: str = "v.me", **headers: str) -> Answer:
        return ask(method, target, visitor=by, **headers)

    etag = f'"{rendition.sha256}"'
    served = [fetch(), fetch("HEAD"), fetch(range="bytes=1-2"), fetch(if_none_match=etag)]
    assert [answer.status for answer in served] == [200, 200, 206, 304]
    refused = [
        *(fetch(range="bytes=9-"), fetch(by="v.other"), fetch("POST")),
        *(fetch(target="/media/x"), fetch(target=path.replace("m4a", "exe"))),
    ]
    assert [answer.status for answer in refused] == [416, 403, 405, 404, 404]
    for answer in served:
        check(answer, MEDIA, "served")
    for answer in refused:
        check(answer, NO_MEDIA, "refused")


@pytest.mark.django_db(transaction=True)
def test_uploads() -> None:
    world = build("waiting")
    upload, owner = f"/uploads/{world.track.asset_id}", {"session": world.sessions["owner"]}
    version = {"tus_resumable": "1.0.0"}
    answers = [
        ask("OPTIONS", "/uploads"),
        ask("HEAD", upload, **owner, **version),
        ask("HEAD", upload, **owner),
        ask("HEAD", upload, **version),
        ask("HEAD", f"/uploads/{NO_ID}", **owner, **version),
        ask("BREW", upload, **owner, **version),
        ask("PATCH", upload, b"x", content_type=JSON, **owner, **version),
        ask("PATCH", upload, b"x", origin="https://evil.example", **owner, **version),
        ask("DELETE", upload, **owner, **version),
    ]
    assert [answer.status for answer in answers] == [204, 200, 412, 401, 404, 405, 415, 403, 204]
    for answer in answers:
        check(answer, PLAIN, "uploads")
        assert answer.headers["tus-resumable"] == "1.0.0"


@pytest.mark.django_db
def test_refusals(settings: Any) -> None:
    settings.KNOWN_HOSTS = ["testserver"]
    login, evil = f"{AUTH}login", "https://evil.example"
    answers = {
        400: ask("POST", login, b"{}", content_type=JSON, host="evil.example", origin=evil),
        401: ask("GET", "/api/v1/me/sessions", x_session_token="none"),
        403: ask("POST", login, b"{}", content_type=JSON, origin=evil),
        404: ask("GET", "/api/v1/nothing"),
        405: ask("BREW", "/api/v1/me"),
        413: ask("POST", login, b"{}", content_type=JSON, content_length=str(10**9)),
        415: ask("POST", login, b"{}", content_type="text/plain"),
    }
    assert {answer.status: status for status, answer in answers.items()} == {
        status: status for status in answers
    }
    for status, answer in answers.items():
        check(answer, PLAIN, str(status))
    unreadable = ask("GET", "/api/v1/me?\xff")
    check(unreadable, PLAIN, "unreadable")


@pytest.mark.django_db
def test_whoever_must_wait_is_told_so_with_all_headers(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RATE_LIMITS_ENABLED = True
    fresh = valkey.ValkeyConnection(settings.VALKEY_URL, answer_s=60)
    fresh.storage.key_prefix = f"test-{uuid.uuid4().hex}"
    monkeypatch.setattr(valkey, "_connection", lambda url: fresh)
    wrong = json.dumps({"username": "nobody", "password": "wrong-password"}).encode()
    for _ in range(100):
        answer = ask("POST", f"{AUTH}login", wrong, content_type=JSON)
        check(answer, PLAIN, "login")
        if answer.status == 429:
            break
    assert (answer.status, answer.headers["retry-after"].isdigit()) == (429, True)
