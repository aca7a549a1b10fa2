"""Profiles and privacy as the API shows and takes them."""

import uuid
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.accounts.links import MAX_LABEL_LENGTH, MAX_LINKS, MAX_URL_LENGTH, Link
from segue.accounts.models import ActivityVisibility, ProfileVisibility, User
from segue.accounts.schemas.session import AvatarOut, show_avatar

ProfileViewers = Literal["everyone", "signed_in", "nobody"]
ActivityViewers = Literal["everyone", "followers", "nobody"]


class LinkOut(Schema):
    label: str
    url: str


class ProfileOut(Schema):
    """`name`: the username, until another is chosen. `bio` is plain text of several lines."""

    id: uuid.UUID
    username: str
    name: str
    bio: str
    links: list[LinkOut]
    avatar: AvatarOut | None


class LinkIn(Schema):
    model_config = ConfigDict(extra="forbid")
    label: Annotated[str, Field(min_length=1, max_length=MAX_LABEL_LENGTH)]
    url: Annotated[str, Field(min_length=1, max_length=MAX_URL_LENGTH)]

    def plain(self) -> Link:
        return Link(label=self.label, url=self.url)


class ProfileChanges(Schema):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(max_length=50)] | None = None
    username: Annotated[str, Field(max_length=100)] | None = None
    bio: Annotated[str, Field(max_length=1000)] | None = None
    links: Annotated[list[LinkIn], Field(max_length=MAX_LINKS)] | None = None


class PrivacyOut(Schema):
    """Who sees the profile; who sees what one plays and likes; whether searches for people find one."""

    profile: ProfileViewers
    activity: ActivityViewers
    is_listed: bool


class PrivacyChanges(Schema):
    model_config = ConfigDict(extra="forbid")
    profile: ProfileViewers | None = None
    activity: ActivityViewers | None = None
    is_listed: bool | None = None

    def profile_visibility(self) -> ProfileVisibility | None:
        return ProfileVisibility(self.profile) if self.profile else None

    def activity_visibility(self) -> ActivityVisibility | None:
        return ActivityVisibility(self.activity) if self.activity else None


def show_profile(person: User, *, viewer_key: str) -> ProfileOut:
    return ProfileOut(
        id=person.pk,
        username=person.username,
        name=person.name or person.username,
        bio=person.bio,
        links=[LinkOut(**link) for link in person.links],
        avatar=show_avatar(person.pk, viewer_key=viewer_key),
    )


def show_privacy(person: User) -> PrivacyOut:
    return PrivacyOut.model_validate(
        {
            "profile": person.profile_visibility,
            "activity": person.activity_visibility,
            "is_listed": person.is_listed,
        }
    )
