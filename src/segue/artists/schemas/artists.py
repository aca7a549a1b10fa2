"""Artists as the API shows them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from ninja import Schema
from pydantic import TypeAdapter

from segue.accounts.schemas import LinkOut
from segue.accounts.types import Viewer
from segue.artists.fields import Kind
from segue.artists.models import Artist
from segue.artists.queries import Roles, artists_shown_to, roles_of
from segue.artists.schemas.labels import LabelRef, show_label_ref
from segue.artists.types import Ability
from segue.media.schemas import CoverOut, show_cover


class ArtistOut(Schema):
    """`abilities`: what the viewer may do, by the artist's team or its label's; `can_edit`: make releases, at least.
    `sort_name`: for alphabetical lists, never empty. `verified_at`: an operator made sure that the team speaks for the
    artist."""

    id: uuid.UUID
    name: str
    sort_name: str
    slug: str
    kind: Kind
    image: CoverOut | None
    verified_at: datetime | None
    label: LabelRef | None
    abilities: list[Ability]
    can_edit: bool


class AliasOut(Schema):
    """`language`: BCP 47, empty if unknown."""

    name: str
    language: str


class BandMemberOut(Schema):
    """`artist_id` and `slug`: their own page, if the viewer may see it. `since` and `until` are years, null where they
    aren't known or haven't come."""

    name: str
    artist_id: uuid.UUID | None
    slug: str | None
    part: str
    since: int | None
    until: int | None


class ArtistPictureOut(Schema):
    id: uuid.UUID
    caption: str
    image: CoverOut


class ArtistDetailOut(ArtistOut):
    """`version` rises with every change; send it with the next one. `biography` is plain text of several lines."""

    version: int
    biography: str
    links: list[LinkOut]
    musicbrainz_artist_id: uuid.UUID | None
    aliases: list[AliasOut]
    members: list[BandMemberOut]
    gallery: list[ArtistPictureOut]


@dataclass(frozen=True)
class ShownTo:
    """For whom artists are shown: their roles, and the browser that addresses of pictures are bound to."""

    viewer: Viewer
    viewer_key: str
    roles: Roles

    @classmethod
    def of(cls, viewer: Viewer, viewer_key: str) -> "ShownTo":
        return cls(viewer, viewer_key, roles_of(viewer))


def show_artist(artist: Artist, to: ShownTo) -> ArtistOut:
    """Fetched `with_pictures`."""
    found = to.roles.abilities_on(artist)
    return ArtistOut(
        id=artist.pk,
        name=artist.name,
        sort_name=artist.sort_name or artist.name,
        slug=artist.slug,
        kind=TypeAdapter(Kind).validate_python(artist.kind),
        image=show_cover(artist.image, viewer_key=to.viewer_key),
        verified_at=artist.verified_at,
        label=show_label_ref(artist.label) if artist.label else None,
        abilities=[ability for ability in Ability if ability in found],
        can_edit=Ability.UPLOAD in found,
    )


def show_artist_detail(artist: Artist, to: ShownTo) -> ArtistDetailOut:
    aliases = artist.aliases.order_by("pk")
    return ArtistDetailOut(
        **show_artist(artist, to).model_dump(),
        version=artist.version,
        biography=artist.biography,
        links=[LinkOut(**link) for link in artist.links],
        musicbrainz_artist_id=artist.musicbrainz_artist_id,
        aliases=[AliasOut(name=alias.name, language=alias.language) for alias in aliases],
        members=_show_members(artist, to),
        gallery=_show_gallery(artist, to),
    )


def _show_members(artist: Artist, to: ShownTo) -> list[BandMemberOut]:
    rows = list(artist.members.all())
    ids = [member.artist_id for member in rows if member.artist_id]
    pages = artists_shown_to(to.viewer).in_bulk(ids) if ids else {}
    linked = ((member, pages.get(member.artist_id) if member.artist_id else None) for member in rows)
    return [
        BandMemberOut(
            name=member.name,
            artist_id=page.pk if page else None,
            slug=page.slug if page else None,
            part=member.part,
            since=member.since,
            until=member.until,
        )
        for member, page in linked
    ]


def _show_gallery(artist: Artist, to: ShownTo) -> list[ArtistPictureOut]:
    rows = artist.gallery.select_related("image").prefetch_related("image__variants")
    pictures = ((row, show_cover(row.image, viewer_key=to.viewer_key)) for row in rows)
    return [ArtistPictureOut(id=row.pk, caption=row.caption, image=image) for row, image in pictures if image]
