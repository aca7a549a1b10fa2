"""What the catalog refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class ReleaseNotFound(NotFound):
    code = "catalog.release_not_found"
    title = "There is no such release here"


class TrackNotFound(NotFound):
    code = "catalog.track_not_found"
    title = "There is no such track here"


class ReleaseNotReady(DomainError):
    code = "catalog.release_not_ready"
    refusal = Refusal.CONFLICT
    title = "This release can't be published yet"


class ReleaseIsPublished(DomainError):
    code = "catalog.release_is_published"
    refusal = Refusal.CONFLICT
    title = "This release is public. Unpublish it first"


class TitleEmpty(DomainError):
    code = "catalog.title_empty"
    title = "A title can't be empty"


class ReleaseIsFull(DomainError):
    code = "catalog.release_is_full"
    refusal = Refusal.CONFLICT
    title = "A release holds 200 tracks at most"


class ArtistHasMusic(DomainError):
    code = "catalog.artist_has_music"
    refusal = Refusal.CONFLICT
    title = "This artist has public releases"
