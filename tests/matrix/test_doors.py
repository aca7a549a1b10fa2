"""Media, uploads, sockets and pages: each actor, where Django doesn't answer or doesn't decide."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from segue.artists.services import delete_artist
from segue.media.models import Rendition
from segue.media.queries import media_path
from tests.contracts.schema_cases import undone
from tests.matrix import doors
from tests.matrix.actors import ACTORS, Actor
from tests.matrix.counting import Cells
from tests.matrix.operations import MEDIA, SOCKETS, UPLOADS, page_operations
from tests.matrix.world import World, build

pytestmark = pytest.mark.timeout(600)
ENDED = ("banned", "expired", "ended_token")
PAGES = {"page web_app": "/", "page nothing_here": "/api/v1/nothing", "page metrics_page": "/metrics"}
UPLOAD_ANSWERS = {"OPTIONS": 204, "HEAD": 200, "PATCH": 409, "POST": 422, "DELETE": 204}
PATCHING: dict[str, str | None] = {"Upload_Offset": "5", "Content_Type": "application/offset+octet-stream"}
MAY_UPLOAD = ("owner", "unproven_owner", "token", "studio_token")


def sees(actor: Actor, state: str) -> bool:
    return state == "published" or "see_unpublished" in actor.abilities


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_media(state: str, cells: Cells) -> None:
    """An address that was made for an actor opens while they may see what it is of; another's opens nothing."""
    world = build(state)
    for operation in MEDIA:
        _, method, kind = operation.split()
        for actor in ACTORS:
            found = _fetch(world, actor.name, actor.name, method, kind)
            is_open = actor.name not in ENDED and (kind == "avatar" or sees(actor, state))
            cells.add(operation, actor.name, state, found=found, expected=200 if is_open else 403)
            if actor.name not in ("listener", *ENDED):
                stolen = _fetch(world, "listener", actor.name, method, kind)
                cells.add(f"{operation} of another", actor.name, state, found=stolen, expected=403)
    cells.check()


@pytest.mark.django_db
def test_media_of_what_is_deleted(cells: Cells) -> None:
    """No address of it opens any more, not even its owner's."""
    world = build("published")
    paths = {
        (kind, actor.name): _path(world, actor.name, kind)
        for kind in ("rendition", "cover")
        for actor in ACTORS
    }
    delete_artist(world.people["owner"], world.ids["artist"], with_music=True)
    for (kind, actor), path in paths.items():
        for method in ("GET", "HEAD"):
            status = _open(world, path, actor, method)
            cells.add(f"media {method} {kind}", actor, "deleted", found=status, expected=403)
    cells.check()


def _fetch(world: World, made_for: str, by: str, method: str, kind: str) -> int:
    return _open(world, _path(world, made_for, kind), by, method)


def _path(world: World, made_for: str, kind: str) -> str:
    key = doors.own_key(world, made_for) or "v.visitor"
    return media_path(**_object(world, kind), viewer_key=key)


def _open(world: World, path: str, by: str, method: str) -> int:
    browser = world.client(by)
    if by == "visitor":
        browser.cookies[settings.VISITOR_COOKIE_NAME] = "v.visitor"
    headers = [(name, value) for name, value in doors.raw_headers(world, by) if name != b"cookie"]
    return doors.fetch(path, browser, *headers, method=method)


def _object(world: World, kind: str) -> dict[str, Any]:
    if kind == "rendition":
        rendition = Rendition.objects.filter(asset=world.track.asset).order_by("name")[0]
        return {"sha256": rendition.sha256, "ending": "m4a", "track_id": world.track.pk}
    image = world.avatar if kind == "avatar" else world.track.release.cover or world.avatar
    variant = image.variants.order_by("sha256")[0]
    return {"sha256": variant.sha256, "ending": variant.format}


@pytest.mark.django_db(transaction=True)
def test_uploads(cells: Cells) -> None:
    assert UPLOAD_ANSWERS.keys() == UPLOADS
    world = build("waiting")
    upload_id = world.track.asset_id
    for actor in ACTORS:
        for method, status in doors.Sender(world, actor.name).try_all(upload_id).items():
            cells.add(
                f"upload {method}", actor.name, "waiting", found=status, expected=_upload(actor, method)
            )
    for actor in sorted(ACTORS, key=lambda actor: actor.name == "owner"):
        if actor.name not in MAY_UPLOAD[1:]:
            status = doors.Sender(world, actor.name).ask("DELETE", f"/uploads/{upload_id}").status
            cells.add("upload DELETE", actor.name, "waiting", found=status, expected=_upload(actor, "DELETE"))
    for actor in ACTORS:
        for method in ("HEAD", "PATCH", "DELETE"):
            status = (
                doors.Sender(world, actor.name).ask(method, f"/uploads/{upload_id}", b"", **PATCHING).status
            )
            expected = 410 if actor.name in MAY_UPLOAD else _upload(actor, method)
            cells.add(f"upload {method}", actor.name, "deleted", found=status, expected=expected)
    cells.check()


def _upload(actor: Actor, method: str) -> int:
    if actor.name in MAY_UPLOAD or method == "OPTIONS":
        return UPLOAD_ANSWERS[method]
    if not actor.is_signed_in:
        return 401
    return 404 if actor.scopes is None or "studio" in actor.scopes else 403


@pytest.mark.django_db(transaction=True)
def test_sockets(cells: Cells) -> None:
    world = build("published")

    async def each() -> dict[str, tuple[int, int]]:
        try:
            return {actor.name: await doors.connect(world, actor.name) for actor in ACTORS}
        finally:
            layer: Any = get_channel_layer()
            await layer.flush()

    found = async_to_sync(each)()
    for actor in ACTORS:
        expected = (0, 1) if actor.is_signed_in else (4401, 0)
        for operation, status, wanted in zip(SOCKETS, found[actor.name], expected, strict=True):
            cells.add(operation, actor.name, "any", found=status, expected=wanted)
    cells.check()


@pytest.mark.django_db
def test_pages(cells: Cells) -> None:
    world = build("published")
    assert set(page_operations()) == PAGES.keys()
    for operation, path in PAGES.items():
        for actor in ACTORS:
            with undone():
                answer = world.client(actor.name).get(
                    path, headers=world.headers[actor.name], REMOTE_ADDR="192.0.2.7"
                )
            cells.add(
                operation, actor.name, "any", found=answer.status_code, expected=_page(actor, operation)
            )
    cells.check()


def _page(actor: Actor, operation: str) -> int:
    if operation == "page nothing_here" and actor.name == "ended_token":
        return 401  # it lies below the API's addresses
    is_operator = actor.is_operator and actor.scopes is None
    is_shown = {"page web_app": True, "page metrics_page": is_operator}.get(operation, False)
    return 200 if is_shown else 404
