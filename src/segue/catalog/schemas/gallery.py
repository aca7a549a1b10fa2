"""A release's pictures as the API takes and shows them."""

import uuid
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.catalog.gallery import MAX_PICTURES, Captioned
from segue.catalog.models import Release
from segue.kernel.history.reading import Version
from segue.media.schemas import CoverOut, show_cover


class PictureIn(Schema):
    model_config = ConfigDict(extra="forbid")
    id: uuid.UUID
    caption: Annotated[str, Field(max_length=300)] = ""


class GalleryIn(Schema):
    """All pictures of the release, each once, in their order. `version`: the release's when it was last looked at."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    pictures: Annotated[list[PictureIn], Field(max_length=MAX_PICTURES)]

    def captioned(self) -> list[Captioned]:
        return [Captioned(picture.id, picture.caption) for picture in self.pictures]


class PictureOut(Schema):
    id: uuid.UUID
    caption: str
    image: CoverOut


def show_gallery(release: Release, viewer_key: str) -> list[PictureOut]:
    rows = (
        release.gallery.select_related("image").prefetch_related("image__variants").order_by("position", "pk")
    )
    shown = [(row, show_cover(row.image, viewer_key=viewer_key)) for row in rows]
    return [PictureOut(id=row.pk, caption=row.caption, image=image) for row, image in shown if image]
