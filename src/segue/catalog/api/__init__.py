"""The catalog over HTTP."""

from segue.catalog.api import (
    crediting,
    duplicates,
    editing,
    gallery,
    genres,
    lyrics,
    masters,
    publication,
    quotas,
    releases,
    shares,
    tables,
    tracks,
)
from segue.kernel.http import Router

router = Router()
for part in (
    releases.router,
    publication.router,
    shares.router,
    tracks.router,
    editing.router,
    tables.router,
    crediting.router,
    genres.router,
    lyrics.router,
    masters.router,
    gallery.router,
    duplicates.router,
    quotas.router,
):
    router.add_router("", part)

__all__ = ["router"]
