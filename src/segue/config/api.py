"""The HTTP API: every app's router under /api/v1."""

from django.http import HttpRequest
from ninja import Status

import segue
from segue.accounts.api import router as accounts
from segue.artists.api import router as artists
from segue.catalog.api import router as catalog
from segue.config import health
from segue.kernel.audit.api import router as audit_log
from segue.kernel.http import Router, problems, public
from segue.kernel.http.document import Api
from segue.kernel.jobs.api import router as jobs
from segue.kernel.parked_events import router as parked_events
from segue.media.api import router as media
from segue.moderation.api import router as moderation
from segue.streaming.api import router as streaming

api = Api(
    title="Segue", version=segue.__version__, urls_namespace="api", docs_url=None, default_router=Router()
)
problems.install(api)

system = Router(tags=["system"])


@system.get("/health", auth=public, response={200: health.Health, 503: health.Health})
def get_health(request: HttpRequest) -> Status[health.Health]:
    """The state of each part; 503 only when the database can't be reached."""
    state = health.check()
    return Status(503 if state.parts["database"].status == "down" else 200, state)


for router in (
    system,
    accounts,
    artists,
    catalog,
    media,
    streaming,
    moderation,
    jobs,
    parked_events,
    audit_log,
):
    api.add_router("", router)
