"""Pictures beside the cover: a booklet's pages, photographs."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.acts import act_on
from segue.catalog.errors import GalleryIncomplete, GalleryIsFull, PictureNotFound
from segue.catalog.locks import find_own_release
from segue.catalog.models import Release, ReleaseImage
from segue.kernel.history import Act, FormerValueGone
from segue.kernel.text import one_line
from segue.media import services as media_services

GALLERY = "gallery"
MAX_PICTURES = 50


@dataclass(frozen=True)
class Captioned:
    """A picture that is there, with what stands below it."""

    id: uuid.UUID
    caption: str


def add_picture(actor: Viewer, ref: str, body: media_services.Readable) -> Release:
    """Behind the others. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, GalleryIsFull, BadCover, CoverNotMade,
    NoSpace."""
    _require_place(find_own_release(actor, ref, Ability.EDIT))  # asked first, as an image is work
    pressed = media_services.receive_cover(body)
    with act_on(actor, ref) as act:
        _require_place(act.root)
        image = media_services.keep_cover(pressed)
        before = pictures_of(act.root)
        act.root.gallery.create(image=image, position=len(before), added_by_id=act.actor_id)
        act.change(GALLERY, act.root.pk, {GALLERY: before}, {GALLERY: pictures_of(act.root)})
        return act.root


def arrange_gallery(
    actor: Viewer, ref: str, pictures: Sequence[Captioned], *, base_version: int | None = None
) -> Release:
    """In this order, with these captions. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, GalleryIncomplete,
    EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        before = {picture["id"]: picture for picture in pictures_of(act.root)}
        if len(pictures) != len(before) or {str(picture.id) for picture in pictures} != set(before):
            raise GalleryIncomplete
        wanted = [before[str(picture.id)] | {"caption": one_line(picture.caption)} for picture in pictures]
        show_pictures(act, act.root, wanted)
        return act.root


def remove_picture(
    actor: Viewer, ref: str, picture_id: uuid.UUID, *, base_version: int | None = None
) -> Release:
    """Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, PictureNotFound, EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        before = pictures_of(act.root)
        wanted = [picture for picture in before if picture["id"] != str(picture_id)]
        if len(wanted) == len(before):
            raise PictureNotFound
        show_pictures(act, act.root, wanted)
        return act.root


def pictures_of(release: Release) -> list[dict[str, str]]:
    """As the history has them."""
    rows = release.gallery.order_by("position", "pk").values_list("pk", "image_id", "caption")
    return [{"id": str(pk), "image": str(image), "caption": caption} for pk, image, caption in rows]


def show_pictures(act: Act[Release], release: Release, wanted: Sequence[Mapping[str, Any]]) -> None:
    """These alone, in this order; also those that were removed, while their images are kept. Raises FormerValueGone."""
    before = pictures_of(release)
    if not act.change(
        GALLERY, release.pk, {GALLERY: before}, {GALLERY: [dict(picture) for picture in wanted]}
    ):
        return
    rows = {str(row.pk): row for row in release.gallery.all()}
    for position, picture in enumerate(wanted):
        row = rows.pop(picture["id"], None) or ReleaseImage(
            pk=uuid.UUID(picture["id"]),
            release=release,
            image_id=_held(picture["image"]),
            added_by_id=act.actor_id,
        )
        row.position, row.caption = position, picture["caption"]
        row.save()
    release.gallery.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _held(image_id: str) -> uuid.UUID:
    """Raises FormerValueGone."""
    if not media_services.hold_image(uuid.UUID(image_id)):
        raise FormerValueGone
    return uuid.UUID(image_id)


def _require_place(release: Release) -> None:
    """Raises GalleryIsFull."""
    if release.gallery.count() >= MAX_PICTURES:
        raise GalleryIsFull
