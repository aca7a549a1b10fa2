"""A socket ends with the session or token that opened it, and no person holds many."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from segue.accounts import queries, services
from segue.accounts.tests.factories import make_user
from segue.config import asgi
from segue.config.tests.page import LivePage
from segue.config.tests.test_live import ORIGIN, PONG, play, sign_in
from segue.kernel.http import Scope
from segue.kernel.realtime import consumer, push
from segue.kernel.realtime.consumer import LiveConsumer

pytestmark = pytest.mark.django_db(transaction=True)


def test_ending_all_access_closes_each_page_of_that_person_alone() -> None:
    (ines, her_cookie), (_, his_cookie) = sign_in("ines"), sign_in("ollo")

    async def story() -> None:
        hers, also_hers, his = (LivePage(ORIGIN, cookie) for cookie in (her_cookie, her_cookie, his_cookie))
        for page in (hers, also_hers, his):
            assert await page.connect() is True
            assert await page.ping() == PONG
        await sync_to_async(services.end_access)(ines)
        assert await hers.close_code() == 4401
        assert await also_hers.close_code() == 4401
        assert await his.ping() == PONG
        for page in (hers, also_hers, his):
            await page.disconnect()

    play(story)


def test_the_page_that_ends_other_access_stays_until_its_browser_has_another_key() -> None:
    """Told at once, it would ask who it is with the old key, and the answer would take the new one away."""
    ines, her_cookie = sign_in("ines")
    other = Client()
    other.force_login(ines)
    other_key = other.cookies[settings.SESSION_COOKIE_NAME].value
    other_cookie = (b"cookie", f"{settings.SESSION_COOKIE_NAME}={other_key}".encode())
    her_key = her_cookie[1].decode().partition("=")[2]

    async def story() -> None:
        hers, elsewhere = LivePage(ORIGIN, her_cookie), LivePage(ORIGIN, other_cookie)
        for page in (hers, elsewhere):
            await page.connect()
            assert await page.ping() == PONG
        await sync_to_async(services.end_access)(ines, keep_session_key=her_key)
        assert await elsewhere.close_code() == 4401
        assert await hers.ping() == PONG
        for page in (hers, elsewhere):
            await page.disconnect()

    play(story)


@pytest.mark.parametrize("change", ["session", "suspended", "epoch"])
def test_a_socket_notices_by_itself_when_nothing_tells_it(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As while Valkey is away."""
    ines, cookie = sign_in("ines")
    monkeypatch.setattr(consumer, "RECHECK_S", 0.02)

    def end() -> None:
        if change == "session":
            Session.objects.all().delete()
        else:
            ines.is_active, ines.session_epoch = change != "suspended", int(change == "epoch")
            ines.save()

    async def story() -> None:
        page = LivePage(ORIGIN, cookie)
        await page.connect()
        assert await page.ping() == PONG
        await sync_to_async(end)()
        assert await page.close_code() == 4401
        await page.disconnect()

    play(story)


def test_without_the_database_a_socket_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    _, cookie = sign_in("ines")
    monkeypatch.setattr(consumer, "RECHECK_S", 0.01)
    asked = 0

    def find_viewer(key: str) -> Any:
        nonlocal asked
        asked += 1
        if asked in (2, 3):
            raise OperationalError("gone")
        return queries.find_viewer(key) if asked < 5 else None

    monkeypatch.setattr(asgi, "live_app", LiveConsumer.as_asgi(find_viewer=find_viewer))

    async def story() -> None:
        page = LivePage(ORIGIN, cookie)
        await page.connect()
        assert await page.close_code() == 4401
        await page.disconnect()

    play(story)
    assert asked == 5


def test_a_push_that_valkey_does_not_take_hinders_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ines, cookie = sign_in("ines")

    async def refuse(*args: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(push, "_send_all", refuse)
    services.end_access(ines)
    assert not queries.viewer_of_session(cookie[1].decode().partition("=")[2]).is_authenticated


def test_an_access_token_opens_a_socket_from_anywhere_and_ends_it() -> None:
    user = make_user("ines")
    _, text = services.create_token(user, name="app", scopes=[Scope.READ])
    header = (b"authorization", f"Bearer {text}".encode())

    async def story() -> None:
        page = LivePage(header)
        assert await page.connect() is True
        assert await page.ping() == PONG
        await sync_to_async(services.end_access)(user)
        assert await page.close_code() == 4401
        again = LivePage(header)
        await again.connect()
        assert await again.close_code() == 4401
        for one in (page, again):
            await one.disconnect()

    play(story)


def test_a_token_that_does_not_work_is_not_helped_by_a_cookie() -> None:
    _, cookie = sign_in("ines")

    async def story() -> None:
        for header in ((b"authorization", b"Bearer segue_x"), (b"x-session-token", b"x")):
            page = LivePage(ORIGIN, cookie, header)
            await page.connect()
            assert await page.close_code() == 4401
            await page.disconnect()

    play(story)


def test_one_person_has_five_sockets_at_most() -> None:
    _, her_cookie = sign_in("ines")
    _, his_cookie = sign_in("ollo")

    async def story() -> None:
        pages = [LivePage(ORIGIN, her_cookie) for _ in range(5)]
        for page in pages:
            await page.connect()
            assert await page.ping() == PONG
        sixth, other = LivePage(ORIGIN, her_cookie), LivePage(ORIGIN, his_cookie)
        await sixth.connect()
        assert await sixth.close_code() == 4429
        await other.connect()
        assert await other.ping() == PONG
        await pages[0].disconnect()
        another = LivePage(ORIGIN, her_cookie)
        await another.connect()
        assert await another.ping() == PONG
        for page in (*pages[1:], sixth, other, another):
            await page.disconnect()

    play(story)
    assert not consumer._open


@pytest.mark.parametrize("kind", ["text", "data"])
def test_a_long_frame_ends_the_socket(kind: str) -> None:
    _, cookie = sign_in("ines")
    most: dict[str, Any] = {"text": '"' + "é" * 8191 + '"'} if kind == "text" else {"data": b"x" * 16384}
    more: dict[str, Any] = {"text": most["text"] + " "} if kind == "text" else {"data": b"x" * 16385}

    async def story() -> None:
        page = LivePage(ORIGIN, cookie)
        await page.connect()
        await page.send(**most)
        assert await page.ping() == PONG
        await page.send(**more)
        assert await page.close_code() == 1009
        await page.disconnect()

    play(story)


def test_the_own_address_counts_only_when_it_is_ours(settings: Any) -> None:
    """Not when a foreign name was made to lead here (DNS rebinding)."""
    settings.KNOWN_HOSTS = ["music.example.org"]
    _, cookie = sign_in("ines")

    async def story() -> None:
        for host, is_ours in ((b"music.example.org:8443", True), (b"evil.example", False)):
            page = LivePage(cookie, (b"host", host), (b"origin", b"http://" + host))
            assert await page.connect() is is_ours
            await page.disconnect()

    play(story)


def test_a_page_that_vanishes_is_forgotten() -> None:
    _, cookie = sign_in("ines")

    async def story() -> None:
        page = LivePage(ORIGIN, cookie)
        await page.connect()
        await page.ping()
        await page.vanish()

    play(story)
    assert not consumer._open
