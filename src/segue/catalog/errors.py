"""What the catalog refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class ReleaseNotFound(NotFound):
    code = "catalog.release_not_found"
    title = "There is no such release here"


class TrackNotFound(NotFound):
    code = "catalog.track_not_found"
    title = "There is no such track here"


class NotOnTheTeam(DomainError):
    code = "catalog.not_on_the_team"
    refusal = Refusal.FORBIDDEN
    title = "Only the artist's team can do this"


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
