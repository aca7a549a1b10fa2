"""From when on an artist is shown to everybody: the catalog's share of the artist's row."""

import uuid
from datetime import datetime

from segue.artists.models import Artist


def lock_listing(artist_id: uuid.UUID) -> bool:
    """Until the transaction ends; False when the artist is gone. Work on the artist's music goes on meanwhile."""
    return Artist.objects.select_for_update(no_key=True).filter(pk=artist_id).exists()


def set_listed_from(artist_id: uuid.UUID, moment: datetime | None) -> None:
    """When the first of its public music came or comes out; None without any. The caller has locked the listing."""
    Artist.objects.filter(pk=artist_id).exclude(listed_from=moment).update(listed_from=moment)
