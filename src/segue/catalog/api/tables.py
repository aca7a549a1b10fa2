"""Tables of tracks (CSV) over HTTP."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse

from segue.catalog import bulk
from segue.catalog.api.answers import Ref
from segue.catalog.bulk import Change
from segue.catalog.errors import TableTooLong
from segue.catalog.schemas.tables import TableChangeOut, TableOutcome
from segue.kernel.http import Router, studio

MAX_BYTES = 4 << 20
SHOWN = 1000
TABLE_BODY = {
    "requestBody": {
        "required": True,
        "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}},
    }
}
TABLE_ANSWER = {
    "responses": {200: {"description": "OK", "content": {"text/csv": {"schema": {"type": "string"}}}}}
}

router = Router(tags=["catalog"])


@router.get("/releases/{ref}/tracks.csv", auth=studio, openapi_extra=TABLE_ANSWER)
def get_release_table(request: HttpRequest, ref: Ref) -> HttpResponse:
    """The tracks of a release with all their fields, for a spreadsheet."""
    return _table(bulk.table_of_release(request.user, ref))


@router.put("/releases/{ref}/tracks.csv", auth=studio, response=TableOutcome, openapi_extra=TABLE_BODY)
def change_release_by_table(request: HttpRequest, ref: Ref, dry_run: bool = False) -> TableOutcome:
    """Take over what a spreadsheet changed, all or nothing: a row for each track by its id, in UTF-8 or UTF-16, with
    commas, semicolons or tabs. With `dry_run` only tell what would change."""
    changes = bulk.change_release_by_table(request.user, ref, _body(request), is_dry_run=dry_run)
    return _outcome(changes, is_dry_run=dry_run)


@router.get("/artists/{ref}/tracks.csv", auth=studio, openapi_extra=TABLE_ANSWER)
def get_artist_table(request: HttpRequest, ref: Ref) -> HttpResponse:
    """The tracks of all releases of an artist, drafts too, for a spreadsheet; at most 5,000."""
    return _table(bulk.table_of_artist(request.user, ref))


@router.put("/artists/{ref}/tracks.csv", auth=studio, response=TableOutcome, openapi_extra=TABLE_BODY)
def change_artist_by_table(request: HttpRequest, ref: Ref, dry_run: bool = False) -> TableOutcome:
    """As of one release; each release has the act in its own history."""
    changes = bulk.change_artist_by_table(request.user, ref, _body(request), is_dry_run=dry_run)
    return _outcome(changes, is_dry_run=dry_run)


def _body(request: HttpRequest) -> bytes:
    """Raises TableTooLong."""
    content: bytes = request.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TableTooLong
    return content


def _table(text: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="tracks.csv"', "Cache-Control": "no-store"}
    return HttpResponse(text.encode(), content_type="text/csv; charset=utf-8", headers=headers)


def _outcome(changes: list[Change], *, is_dry_run: bool) -> TableOutcome:
    return TableOutcome(
        is_dry_run=is_dry_run,
        track_count=len({change.track_id for change in changes}),
        change_count=len(changes),
        changes=[TableChangeOut(**asdict(change)) for change in changes[:SHOWN]],
    )
