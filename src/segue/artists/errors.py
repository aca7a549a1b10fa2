"""What artists refuse."""

from segue.kernel.errors import DomainError, NotFound


class ArtistNotFound(NotFound):
    code = "artists.not_found"
    title = "There is no such artist here"


class ArtistNameEmpty(DomainError):
    code = "artists.name_empty"
    title = "An artist needs a name"
