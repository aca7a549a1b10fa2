"""The pictures on an artist's page."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from segue.accounts.types import Viewer
from segue.artists.errors import GalleryFull, GalleryNotWhole, PictureNotThere
from segue.artists.models import Artist, ArtistImage
from segue.artists.services.acts import act_on
from segue.artists.services.artists import find_own_artist
from segue.artists.types import Ability
from segue.kernel.history import Act, FormerValueGone
from segue.kernel.text import one_line
from segue.media import services as media_services

GALLERY = "gallery"
MAX_PICTURES = 50


def set_image(actor: Viewer, ref: str, body: media_services.Readable) -> Artist:
    """The one in lists and on top of the page. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough, BadCover,
    CoverNotMade, NoSpace."""
    find_own_artist(actor, ref, Ability.EDIT)  # asked first, as an image is work
    pressed = media_services.receive_cover(body)
    with act_on(actor, ref) as act:
        act.set(act.root, image=media_services.keep_cover(pressed))
        return act.root


def remove_image(actor: Viewer, ref: str) -> Artist:
    """Again is fine. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough."""
    with act_on(actor, ref) as act:
        act.set(act.root, image=None)
        return act.root


def add_to_gallery(actor: Viewer, ref: str, body: media_services.Readable) -> Artist:
    """Behind the others. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough, GalleryFull, BadCover, CoverNotMade,
    NoSpace."""
    _require_place(find_own_artist(actor, ref, Ability.EDIT))
    pressed = media_services.receive_cover(body)
    with act_on(actor, ref) as act:
        artist = act.root
        _require_place(artist)
        before = pictures_of(artist)
        image = media_services.keep_cover(pressed)
        artist.gallery.create(image=image, position=len(before), added_by_id=act.actor_id)
        act.change("artist", artist.pk, {GALLERY: before}, {GALLERY: pictures_of(artist)})
        return artist


def arrange_gallery(
    actor: Viewer, ref: str, captions: Mapping[uuid.UUID, str], *, base_version: int | None = None
) -> Artist:
    """In this order, with these captions. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough, GalleryNotWhole,
    EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        before = {picture["id"]: picture for picture in pictures_of(act.root)}
        wanted = {str(pk): one_line(caption) for pk, caption in captions.items()}
        if wanted.keys() != before.keys():
            raise GalleryNotWhole
        pictures = [before[pk] | {"caption": caption} for pk, caption in wanted.items()]
        write_gallery(act, act.root, pictures)
        return act.root


def remove_from_gallery(actor: Viewer, ref: str, picture_id: uuid.UUID) -> Artist:
    """Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough, PictureNotThere."""
    with act_on(actor, ref) as act:
        before = pictures_of(act.root)
        wanted = [picture for picture in before if picture["id"] != str(picture_id)]
        if len(wanted) == len(before):
            raise PictureNotThere
        write_gallery(act, act.root, wanted)
        return act.root


def pictures_of(artist: Artist) -> list[dict[str, str]]:
    """As the history has them."""
    rows = artist.gallery.order_by("position", "pk").values_list("pk", "image_id", "caption")
    return [{"id": str(pk), "image": str(image), "caption": caption} for pk, image, caption in rows]


def write_gallery(act: Act[Artist], artist: Artist, wanted: Sequence[Mapping[str, Any]]) -> None:
    """These alone, in this order; also those that were removed, while their images are kept. Raises FormerValueGone."""
    after = [dict(picture) for picture in wanted]
    if not act.change("artist", artist.pk, {GALLERY: pictures_of(artist)}, {GALLERY: after}):
        return
    rows = {str(row.pk): row for row in artist.gallery.all()}
    for position, picture in enumerate(after):
        row = rows.pop(picture["id"], None) or _again(act, artist, picture)
        row.position, row.caption = position, picture["caption"]
        row.save()
    artist.gallery.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _again(act: Act[Artist], artist: Artist, picture: Mapping[str, Any]) -> ArtistImage:
    """One that was removed. Raises FormerValueGone."""
    image_id = uuid.UUID(picture["image"])
    if not media_services.hold_image(image_id):
        raise FormerValueGone
    pk = uuid.UUID(picture["id"])
    return ArtistImage(pk=pk, artist=artist, image_id=image_id, added_by_id=act.actor_id)


def _require_place(artist: Artist) -> None:
    """Raises GalleryFull."""
    if artist.gallery.count() >= MAX_PICTURES:
        raise GalleryFull
