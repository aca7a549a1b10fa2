"""What streaming refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class NotPlayableYet(DomainError):
    code = "streaming.not_playable_yet"
    refusal = Refusal.CONFLICT
    title = "This track is still being prepared"


class RenditionNotFound(NotFound):
    code = "streaming.rendition_not_found"
    title = "This track has no such rendition"
