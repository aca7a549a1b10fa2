"""What changes of artists take."""

import uuid
from typing import Annotated, Any, Self

from ninja import Field, Schema
from pydantic import ConfigDict, model_validator

from segue.artists.fields import (
    Biography,
    Caption,
    Kind,
    LinkLabel,
    Name,
    OtherName,
    Part,
    Reason,
    SortName,
    WebAddress,
    Year,
)
from segue.artists.services import Alias, Bandmate
from segue.kernel.history.reading import Version
from segue.kernel.standard_codes import LanguageTag, MusicBrainzId


class NewArtist(Schema):
    model_config = ConfigDict(extra="forbid")
    name: Name


class ArtistLinkIn(Schema):
    model_config = ConfigDict(extra="forbid")
    label: LinkLabel
    url: WebAddress


class AliasIn(Schema):
    model_config = ConfigDict(extra="forbid")
    name: OtherName
    language: LanguageTag = ""


class BandMemberIn(Schema):
    """`part`: what they play or do; `since` and `until` are years."""

    model_config = ConfigDict(extra="forbid")
    name: OtherName
    artist_id: uuid.UUID | None = None
    part: Part = ""
    since: Year | None = None
    until: Year | None = None

    @model_validator(mode="after")
    def _goes_after_coming(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError("The last year can't come before the first. Look at both.")
        return self


class ArtistChanges(Schema):
    """What is left out, or null, stays as it is; a null MusicBrainz id is taken away. Lists are whole. With the
    `version` that was looked at, what others changed since isn't overwritten."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    name: Name | None = None
    sort_name: SortName | None = None
    kind: Kind | None = None
    biography: Biography | None = None
    links: Annotated[list[ArtistLinkIn], Field(max_length=20)] | None = None
    musicbrainz_artist_id: MusicBrainzId | None = None
    aliases: Annotated[list[AliasIn], Field(max_length=100)] | None = None
    members: Annotated[list[BandMemberIn], Field(max_length=200)] | None = None

    def columns(self) -> dict[str, Any]:
        """What is to change of the artist's own row."""
        sent = self.model_dump(exclude={"version", "aliases", "members"}, exclude_unset=True)
        return {
            name: value
            for name, value in sent.items()
            if value is not None or name == "musicbrainz_artist_id"
        }

    def other_names(self) -> list[Alias] | None:
        return None if self.aliases is None else [Alias(**alias.model_dump()) for alias in self.aliases]

    def people(self) -> list[Bandmate] | None:
        return None if self.members is None else [Bandmate(**member.model_dump()) for member in self.members]


class ArtistPictureIn(Schema):
    model_config = ConfigDict(extra="forbid")
    id: uuid.UUID
    caption: Caption = ""


class ArtistGalleryIn(Schema):
    """All pictures of the gallery, each once, in their order."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    pictures: Annotated[list[ArtistPictureIn], Field(max_length=50)]

    def captions(self) -> dict[uuid.UUID, str]:
        return {picture.id: picture.caption for picture in self.pictures}

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(self.captions()) < len(self.pictures):
            raise ValueError("Name each picture once.")
        return self


class ArtistSlug(Schema):
    """What stands in the address of the artist's page."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    slug: Annotated[str, Field(min_length=1, max_length=100)]


class VerificationReason(Schema):
    """For the audit log: how the operator made sure, or why the mark goes."""

    model_config = ConfigDict(extra="forbid")
    reason: Reason
