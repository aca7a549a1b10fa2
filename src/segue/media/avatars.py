"""Pictures of people: made like covers, shown to whoever may see the person's profile."""

import uuid
from collections.abc import Collection

from django.db import transaction

from segue.accounts.types import Avatar, Viewer, person_id
from segue.media.images import Readable, keep_cover, receive_cover
from segue.media.models import ImageVariant, PersonImage
from segue.media.queries import media_path

WIDTHS = (256, 512)


def set_avatar(actor: Viewer, body: Readable) -> None:
    """Raises BadCover, CoverNotMade, NoSpace."""
    pressed = receive_cover(body)
    with transaction.atomic():
        PersonImage.objects.update_or_create(
            user_id=person_id(actor), defaults={"image": keep_cover(pressed)}
        )


def remove_avatar(actor: Viewer) -> None:
    """Again is fine. Its files are collected once nothing shows them."""
    PersonImage.objects.filter(user_id=person_id(actor)).delete()


def show_avatars(user_ids: Collection[uuid.UUID], viewer_key: str) -> dict[uuid.UUID, Avatar]:
    """Those that there are. The caller has checked that these people may be seen."""
    owners = dict(PersonImage.objects.filter(user_id__in=user_ids).values_list("user_id", "image_id"))
    variants = ImageVariant.objects.filter(
        image_id__in=set(owners.values()), format="jpg", size_px__in=WIDTHS
    )
    paths = {
        (image_id, size_px): media_path(sha256, "jpg", viewer_key=viewer_key)
        for image_id, size_px, sha256 in variants.values_list("image_id", "size_px", "sha256")
    }
    return {
        user_id: Avatar(*(paths[image_id, width] for width in WIDTHS)) for user_id, image_id in owners.items()
    }
