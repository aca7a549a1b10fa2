"""The music of an artist who goes."""

import uuid

from segue.catalog.errors import ArtistHasMusic
from segue.catalog.models import Release
from segue.catalog.moments import take_back
from segue.catalog.services import remove_release


def remove_music(artist_id: uuid.UUID, with_public: bool) -> None:
    """In the caller's transaction, which has locked the artist. Raises ArtistHasMusic."""
    releases = list(Release.all_rows.select_for_update().filter(artist_id=artist_id).order_by("pk"))
    public = Release.objects.out().filter(artist_id=artist_id).count()
    if public and not with_public:
        noun = "release is" if public == 1 else "releases are"
        raise ArtistHasMusic(f"{public} {noun} public. Unpublish first, or say that all music goes, too.")
    for release in releases:
        take_back(release)
        remove_release(release)
