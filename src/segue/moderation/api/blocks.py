"""Sound that may not come in."""

import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Schema, Status
from pydantic import ConfigDict

from segue.accounts.policies import moderators_in_person
from segue.kernel.http import Page, PageQuery, Router, moderators, paginate
from segue.media import services as media_services
from segue.moderation.schemas import BlockOut, Why, blocks, show_block

router = Router()


class NewBlock(Schema):
    """`sha256`: of a file that needn't be here, as hex."""

    model_config = ConfigDict(extra="forbid")

    sha256: Annotated[str, Field(max_length=64, pattern=r"^[0-9A-Fa-f]{64}$")]
    reason: Why


class BlockRemoval(Schema):
    model_config = ConfigDict(extra="forbid")

    reason: Why


@router.get("/moderation/blocks", auth=moderators, response=Page[BlockOut])
def list_blocks(request: HttpRequest, page: Query[PageQuery]) -> dict[str, Any]:
    """Newest first."""
    return paginate(blocks(), page, order=("created_at", "id"), show=show_block)


@router.post("/moderation/blocks", auth=moderators_in_person, response={201: BlockOut})
def add_block(request: HttpRequest, new: NewBlock) -> Status[BlockOut]:
    """A file that may not be uploaded. What is here already is blocked with the decision that takes it down."""
    block = media_services.block_file(request.user, new.sha256, reason=new.reason)
    return Status(201, show_block(block))


@router.delete("/moderation/blocks/{block_id}", auth=moderators_in_person, response={204: None})
def remove_block(request: HttpRequest, block_id: uuid.UUID, removal: BlockRemoval) -> Status[None]:
    """It may be uploaded again; what was refused meanwhile stays refused."""
    media_services.unblock(request.user, block_id, reason=removal.reason)
    return Status(204, None)
