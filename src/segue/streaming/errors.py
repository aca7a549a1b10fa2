"""What streaming refuses."""

from segue.kernel.errors import DomainError, NotFound, Refusal


class NotPlayableYet(DomainError):
    code = "streaming.not_playable_yet"
    refusal = Refusal.CONFLICT
    title = "This track is still being prepared"


class SoundBeingMade(DomainError):
    """Of a library's file, because somebody wants to hear it."""

    code = "streaming.sound_being_made"
    refusal = Refusal.UNAVAILABLE
    title = "This track is being prepared. It begins in a moment"
    retry_after_s = 1


class SoundNotMade(DomainError):
    """The detail says why; only those who look after the track find it then."""

    code = "streaming.sound_not_made"
    refusal = Refusal.CONFLICT
    title = "The sound of this track could not be made"


class RenditionNotFound(NotFound):
    code = "streaming.rendition_not_found"
    title = "This track has no such rendition"
