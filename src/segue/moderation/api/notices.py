"""What moderators decided on an artist's things, for its team."""

import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Status

from segue.artists.types import Ability
from segue.kernel.http import Page, PageQuery, Router, paginate, signed_in, studio
from segue.moderation import queries, services
from segue.moderation.schemas import NewAppeal, NoticeOut, show_notice

router = Router()
Ref = Annotated[str, Field(max_length=100)]


@router.get("/artists/{ref}/notices", auth=signed_in, response=Page[NoticeOut])
def list_notices(request: HttpRequest, ref: Ref, page: Query[PageQuery]) -> dict[str, Any]:
    """Newest first."""
    artist = queries.require_team(request.user, ref, Ability.SEE_UNPUBLISHED)
    return paginate(queries.notices(artist), page, order=("created_at", "id"), show=show_notice)


@router.post("/artists/{ref}/notices/{notice_id}/appeal", auth=studio, response={201: NoticeOut})
def appeal_notice(request: HttpRequest, ref: Ref, notice_id: uuid.UUID, new: NewAppeal) -> Status[NoticeOut]:
    """Answer the moderators, who look at it again; one answer at a time."""
    return Status(201, show_notice(services.appeal(request.user, ref, notice_id, message=new.message)))
