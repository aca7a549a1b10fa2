"""Artists, labels and teams over HTTP."""

from segue.artists.api import artists, history, labels, pictures, teams
from segue.kernel.http import Router

router = Router()
for part in (artists.router, pictures.router, history.router, labels.router, teams.router):
    router.add_router("", part)

__all__ = ["router"]
