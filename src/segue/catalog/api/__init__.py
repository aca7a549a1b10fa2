"""The catalog over HTTP."""

from segue.catalog.api import publication, releases, tracks
from segue.kernel.http import Router

router = Router()
for part in (releases.router, publication.router, tracks.router):
    router.add_router("", part)

__all__ = ["router"]
