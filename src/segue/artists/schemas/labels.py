"""Labels as the API shows them."""

import uuid
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.artists.models import Label
from segue.artists.queries import Roles
from segue.artists.types import Ability


class NewLabel(Schema):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=200)]


class LabelChanges(NewLabel):
    pass


class LabelRef(Schema):
    id: uuid.UUID
    name: str
    slug: str


class LabelOut(LabelRef):
    """`abilities`: the viewer's, on the label itself."""

    abilities: list[Ability]


def show_label(label: Label, roles: Roles) -> LabelOut:
    found = roles.abilities_on(label)
    abilities = [ability for ability in Ability if ability in found]
    return LabelOut(id=label.pk, name=label.name, slug=label.slug, abilities=abilities)


def show_label_ref(label: Label) -> LabelRef:
    return LabelRef(id=label.pk, name=label.name, slug=label.slug)
