"""The web server's entry: media bytes, uploads and live messages first, Django for the rest."""

import os
import re
from typing import Any

from segue.env import settings_or_exit

settings_or_exit()  # before Django is loaded, so that what is wrong is told at once
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segue.config.settings.web")

from django.core.asgi import get_asgi_application

django_app = get_asgi_application()

from channels.routing import URLRouter
from django.conf import settings
from django.urls import path

from segue.accounts.queries import find_viewer
from segue.accounts.services import is_someone
from segue.config.assets import AssetApp, is_asset_path
from segue.kernel.capability import PREFIX as MEDIA_PREFIX
from segue.kernel.http.asgi import Receive, Scope, Send
from segue.kernel.http.body_limit import BodyLimit
from segue.kernel.http.known_hosts import KnownHosts
from segue.kernel.http.security_headers import SafeAnswers
from segue.kernel.realtime.consumer import LiveConsumer
from segue.kernel.realtime.origin import OwnPagesOnly
from segue.kernel.storage import media_storage
from segue.kernel.storage.location import local_root
from segue.media.incoming import incoming_folder
from segue.media.processing.covers import MAX_BYTES as MAX_COVER_BYTES
from segue.media.tus.endpoint import UploadApp, is_upload_path
from segue.streaming.access import AccessCheck
from segue.streaming.delivery import MediaApp
from segue.streaming.queries import may_have

IMAGE = re.compile(r"/api/v1/([a-z]+/[^/]+/(cover|tracks\.csv)|me/avatar)")

incoming_folder()  # where settings.web lets Django spool bodies
bounded_django_app = BodyLimit(
    django_app,
    is_someone=is_someone,
    is_upload=lambda method, path: method in ("PUT", "POST") and bool(IMAGE.fullmatch(path)),
    upload_bytes=MAX_COVER_BYTES,
)
upload_app = UploadApp()
MEDIA_ROOT = local_root(settings.SEGUE.storage_url)
media_app = MediaApp(
    keys=settings.CAPABILITY_KEYS,
    storage=media_storage(),
    may_have=AccessCheck(may_have),
    accel=(settings.SEGUE.media_accel, MEDIA_ROOT) if settings.SEGUE.media_accel and MEDIA_ROOT else None,
)
asset_app = AssetApp(settings.SEGUE.web_dist)
# Django's path() is typed for views; Channels routes consumers with it.
live_route: Any = path("live", LiveConsumer.as_asgi(find_viewer=find_viewer))  # type: ignore[arg-type]
live_router: Any = URLRouter([live_route])
live_app = OwnPagesOnly(live_router)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _answer_lifespan(receive, send)
    elif scope["type"] == "websocket":
        await live_app(scope, receive, send)
    else:
        await answers(scope, receive, send)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"].startswith(MEDIA_PREFIX):
        await media_app(scope, receive, send)
    elif is_asset_path(scope["path"]):
        await asset_app(scope, receive, send)
    elif is_upload_path(scope["path"]):
        await upload_app(scope, receive, send)
    else:
        await bounded_django_app(scope, receive, send)


answers = SafeAnswers(KnownHosts(_answer))


async def _answer_lifespan(receive: Receive, send: Send) -> None:
    """Nothing to do at start and end, but servers like an answer."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
