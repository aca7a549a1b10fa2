"""Covers that nothing shows any more, whoever it is that shows covers."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from segue.media.models import Image, ImageVariant


def remove_unused_images(*, before: datetime) -> int:
    """Delete the rows of images that were made before this moment and that no other row points at; returns how many.

    Whoever is about to point at one holds its row, and is passed over; whoever comes later waits for the lock, and
    finds it gone. So the second look, under the lock, is the one that counts.
    """
    with transaction.atomic():
        found = _unused().filter(created_at__lt=before).select_for_update(of=("self",), skip_locked=True)
        locked = [image.pk for image in found]
        count = _unused().filter(pk__in=locked).count()
        _unused().filter(pk__in=locked).delete()
    return count


def _unused() -> QuerySet[Image]:
    images = Image.objects.all()
    for relation in relations_to_images():
        rows = relation.field.model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        images = images.filter(~Exists(rows))
    return images


def relations_to_images() -> list[ForeignObjectRel]:
    """Of every installed app, also of those that media doesn't know."""
    relations = [
        field for field in Image._meta.get_fields(include_hidden=True) if isinstance(field, ForeignObjectRel)
    ]
    return [relation for relation in relations if relation.field.model is not ImageVariant]
