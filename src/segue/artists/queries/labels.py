"""Reads of labels."""

from django.db.models import QuerySet

from segue.artists.errors import LabelNotFound
from segue.artists.models import Label
from segue.kernel.db.slug import by_ref


def get_label(ref: str) -> Label:
    """By id or slug. Raises LabelNotFound."""
    label: Label | None = by_ref(Label.objects.all(), ref).first()
    if label is None:
        raise LabelNotFound
    return label


def labels() -> QuerySet[Label]:
    return Label.objects.all()
