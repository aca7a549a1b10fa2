"""The people of a group."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from segue.accounts.types import Viewer
from segue.artists.errors import ArtistNotFound
from segue.artists.models import Artist, BandMember
from segue.artists.queries import artists_shown_to
from segue.kernel.history import Act

MEMBERS = "members"


@dataclass(frozen=True)
class Bandmate:
    """`part`: what they play or do. `since` and `until` are years, None where they aren't known or haven't come."""

    name: str
    artist_id: uuid.UUID | None = None
    part: str = ""
    since: int | None = None
    until: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"artist_id": str(self.artist_id) if self.artist_id else None}


def members_of(artist: Artist) -> list[dict[str, Any]]:
    """In the team's order, as the history has them."""
    rows = artist.members.order_by("position").values_list("name", "artist_id", "part", "since", "until")
    return [Bandmate(*row).as_json() for row in rows]


def name_members(actor: Viewer, artist: Artist, people: Sequence[Bandmate]) -> list[dict[str, Any]]:
    """As the history has them. Links to pages that the actor isn't shown, and so can't have sent, stay with the name.
    Raises ArtistNotFound, also for pages that the actor may not know of."""
    wanted = {person.artist_id for person in people if person.artist_id}
    shown = artists_shown_to(actor)
    if shown.filter(pk__in=wanted).count() != len(wanted):
        raise ArtistNotFound
    rows = artist.members.exclude(artist=None).exclude(artist__in=shown.values("pk"))
    hidden = dict(rows.values_list("name", "artist_id"))
    return [
        replace(person, artist_id=person.artist_id or hidden.get(person.name)).as_json() for person in people
    ]


def write_members(act: Act[Artist], artist: Artist, wanted: Sequence[Mapping[str, Any]]) -> None:
    """These alone, in this order; a page that has gone since is a name alone."""
    ids = [member["artist_id"] for member in wanted if member["artist_id"]]
    known = {str(pk) for pk in Artist.objects.filter(pk__in=ids).values_list("pk", flat=True)}
    after = [
        dict(member) | {"artist_id": member["artist_id"] if member["artist_id"] in known else None}
        for member in wanted
    ]
    if act.change("artist", artist.pk, {MEMBERS: members_of(artist)}, {MEMBERS: after}):
        artist.members.all().delete()
        BandMember.objects.bulk_create(
            BandMember(group=artist, position=position, **member) for position, member in enumerate(after)
        )
